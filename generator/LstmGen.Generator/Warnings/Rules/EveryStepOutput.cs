using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>
/// One value per step although one value is probably meant. A stream that is trained with <c>Stateful</c>, a sequence made by [Repeat], and heads have a target per step, and are
/// left alone.
/// </summary>
internal sealed class EveryStepOutput : IWarningRule
{
    public const string ReturnSequences = nameof(ReturnSequences);

    private const string Id = "LSTMGEN102";

    // Steps; last layer; recurrent layer.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A model for one value does not return sequences",
        "{1} works on every step, so the model puts out {0} values instead of one; remove ReturnSequences from {2}, which then passes on its last step",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model)
    {
        bool oneValuePerStep = model.OutputLayer is { Output: { IsSequence: true, Width: 1, Steps: > 1 } } and IProjecting and not IHead;
        if (!oneValuePerStep || model.Spec.Stateful || model.Layers.Any(layer => layer.StartsSequence))
        {
            yield break;
        }

        Layer? last = model.Layers.LastOrDefault(layer => layer is IRecurrent);
        if (last is null || !last.Spec.Says(ReturnSequences, true) || model.After(last).Any(layer => layer.NeedsSequence))
        {
            yield break;
        }

        yield return new ModelWarning(last.Index, ReturnSequences, Text.Number(model.Plan.Output.Steps), JudgedModel.Name(model.OutputLayer!), JudgedModel.Name(last))
        {
            Fixes = [new("Remove ReturnSequences", ModelEdit.Clear(last.Index, ReturnSequences))],
        };
    }
}
