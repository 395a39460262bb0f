using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Warnings;

/// <summary>A model without an error, as rules look at it.</summary>
internal sealed record JudgedModel(ModelSpec Spec, ModelPlan Plan)
{
    public IReadOnlyList<Layer> Layers => Plan.Layers;

    /// <summary>The layer whose values the model puts out: the last one but for noise. Null where noise is all there is.</summary>
    public Layer? OutputLayer => Layers.LastOrDefault(layer => layer is not INoise);

    /// <summary>The layer whose values another one reads, but for noise; null for the model's input.</summary>
    public static Layer? Before(Layer layer)
    {
        Layer? before = layer.Previous;
        while (before is INoise)
        {
            before = before.Previous;
        }

        return before;
    }

    /// <summary>The layers after one.</summary>
    public IEnumerable<Layer> After(Layer layer) => Layers.SkipWhile(other => other != layer).Skip(1);

    /// <summary>A place in a message: <c>[Lstm]</c>.</summary>
    public static string Name(Layer layer) => $"[{layer.Spec.Kind}]";

    /// <summary>The model that edits make of this one, or null where it would have an error.</summary>
    public JudgedModel? With(IEnumerable<ModelEdit> edits)
    {
        ModelSpec edited = ModelEdit.Apply(Spec, edits);
        return edited.Layers.Count > 0 && Planner.Plan(edited).Plan is { } plan ? new JudgedModel(edited, plan) : null;
    }

    /// <summary>Every warning, in the order of the rules, each with the fix that is offered for it, if there is one.</summary>
    public IEnumerable<(IWarningRule Rule, ModelWarning Warning, ModelFix? Fix)> Judge()
    {
        (IWarningRule Rule, ModelWarning Warning)[] warnings = [.. Warnings()];
        return warnings.Select(found => (found.Rule, found.Warning, (ModelFix?)found.Warning.Fixes.FirstOrDefault(fix => With(fix.Edits) is { } after && Helps(after, found.Rule))));

        bool Helps(JudgedModel after, IWarningRule rule) =>
            after.Warnings().Count() < warnings.Length && after.Warnings().Count(found => found.Rule == rule) < warnings.Count(found => found.Rule == rule);
    }

    private IEnumerable<(IWarningRule Rule, ModelWarning Warning)> Warnings() =>
        WarningRules.OfModels.SelectMany(rule => rule.Judge(this).Select(warning => (rule, warning)));
}
