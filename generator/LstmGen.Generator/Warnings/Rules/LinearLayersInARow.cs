using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>
/// Two matrices with nothing between them are one matrix. A first one that is narrower than what is around it halves the parameters and is left alone, and so is what stands before
/// a head.
/// </summary>
internal sealed class LinearLayersInARow : IWarningRule
{
    private const string Id = "LSTMGEN111";
    private const string Argument = nameof(IActivated.Activation);

    // Layer; the next one.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A hidden layer has an activation",
        "{0} is linear, and so is what {1} below it makes of its input, so that both can do no more than {1} alone; give {0} an Activation or remove it",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from layer in model.Layers
        where layer.Previous is IProjecting { Activation: "Linear" } && layer is IProjecting and not IHead
        let first = layer.Previous!
        where first.Output.Width >= Math.Min(first.Input.Width, layer.Output.Width)
        select new ModelWarning(first.Index, Argument, $"[{first.Spec.Kind}({first.Output.Width})]", $"[{layer.Spec.Kind}({layer.Output.Width})]")
        {
            Fixes = [new("Set Activation to Relu", ModelEdit.Set(first.Index, Argument, "Relu"))],
        };
}
