using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>One value minus its own mean is 0.</summary>
internal sealed class NormOfOneValue : IWarningRule
{
    private const string Id = "LSTMGEN113";

    // Layer.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "Several values are normalised together",
        "{0} normalises the values of each step by their mean, and there is one value, so that its output is the same for every input; remove it",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from layer in model.Layers
        where layer is ICentring && layer.Input.Width == 1
        select new ModelWarning(layer.Index, "", JudgedModel.Name(layer))
        {
            Fixes = [new($"Remove {JudgedModel.Name(layer)}", ModelEdit.Remove(layer.Index))],
        };
}
