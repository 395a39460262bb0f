using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>Two layers of noise on the same values: one with a higher rate says the same.</summary>
internal sealed class DropoutTwice : IWarningRule
{
    private const string Id = "LSTMGEN110";

    // Layer; the layer above; the share that both drop together.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "Values are dropped once",
        "{0} stands below {1}, so together they set {2} of the same values to zero; remove one of them",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from layer in model.Layers
        where layer is INoise { DrawsMasks: true } && layer.Previous is INoise { DrawsMasks: true }
        let share = 1 - (1 - Rate(layer)) * (1 - Rate(layer.Previous!))
        select new ModelWarning(layer.Index, "", JudgedModel.Name(layer), JudgedModel.Name(layer.Previous!), DropoutOverHalf.Percent(share))
        {
            Fixes = [new($"Remove {JudgedModel.Name(layer)}", ModelEdit.Remove(layer.Index))],
        };

    private static double Rate(Layer layer) => ((INoise)layer).Rates.First().Rate;
}
