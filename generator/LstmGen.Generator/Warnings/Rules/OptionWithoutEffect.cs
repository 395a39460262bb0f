using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>An option that is written out and changes nothing, because of what else the model has.</summary>
internal sealed class OptionWithoutEffect : IWarningRule
{
    private const string Id = "LSTMGEN114";

    private const string Frozen = "Frozen", FrozenStatistics = "FrozenStatistics";

    // Option; why.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "An option has an effect",
        "'{0}' has no effect: {1}; remove it",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) => OnModel(model).Concat(model.Layers.SelectMany(layer => OnLayer(model, layer)));

    private static IEnumerable<ModelWarning> OnModel(JudgedModel model)
    {
        if (model.Spec.Stateful && model.Plan.StateLength == 0)
        {
            yield return Idle(Finding.OnModel, nameof(ModelSpec.Stateful), "no layer has a state to carry from window to window");
        }

        if (model.Spec.WeightPrecision != "Single"
            && model.With([ModelEdit.Clear(Finding.OnModel, nameof(ModelSpec.WeightPrecision))])?.Plan.PackedLength == model.Plan.PackedLength)
        {
            yield return Idle(Finding.OnModel, nameof(ModelSpec.WeightPrecision), "it is for the recurrent weights of an [Lstm] without options that change its cell, and the model has none");
        }
    }

    /// <summary>What says how statistics move, where they do not.</summary>
    private static string[] Still(Layer layer) => layer.Spec.Says(Frozen, true) || layer.Spec.Says(FrozenStatistics, true) ? ["Momentum", "UnbiasedVariance"] : [];

    private static IEnumerable<ModelWarning> OnLayer(JudgedModel model, Layer layer)
    {
        const string useBias = "UseBias", initializer = "BiasInitializer", forget = "UnitForgetBias", sequences = EveryStepOutput.ReturnSequences, last = "LastStep";
        bool hasBias = !layer.Spec.Says(useBias, false);
        if (!hasBias && layer.Spec.Has(initializer))
        {
            yield return Idle(layer.Index, initializer, "with UseBias = false there is no bias to initialise");
        }

        if (!hasBias && layer.Spec.Says(forget, true))
        {
            yield return Idle(layer.Index, forget, "with UseBias = false there is no bias to start at 1");
        }

        foreach (string option in Still(layer).Where(layer.Spec.Has))
        {
            yield return Idle(layer.Index, option, "the statistics of the layer are frozen, and do not move");
        }

        if (layer.Spec.Says(Frozen, true) && layer.Spec.Says(FrozenStatistics, true))
        {
            yield return Idle(layer.Index, FrozenStatistics, "Frozen = true keeps them already");
        }

        if (layer.Output.IsSequence && layer.Spec.Has(last))
        {
            yield return Idle(layer.Index, last, "every step is passed on");
        }

        if (layer.Output.IsSequence && layer.Spec.Says(sequences, false))
        {
            Layer? reader = model.After(layer).FirstOrDefault(later => later.NeedsSequence);
            yield return Idle(layer.Index, sequences, reader is null ? "every step is passed on here" : $"{JudgedModel.Name(reader)} below reads every step, so every step is passed on");
        }
    }

    private static ModelWarning Idle(int layer, string option, string why) => new(layer, option, option, why)
    {
        Fixes = [new($"Remove {option}", ModelEdit.Clear(layer, option))],
    };
}
