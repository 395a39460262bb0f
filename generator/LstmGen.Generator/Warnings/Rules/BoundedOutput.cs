using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>
/// An output that cannot reach its targets: scaled to a mean or median of 0, they lie on both sides of it and as far out as they like. Min-max scaled targets lie between 0 and 1,
/// where every activation has values.
/// </summary>
internal sealed class BoundedOutput : IWarningRule
{
    private const string Id = "LSTMGEN104";
    private const string Argument = nameof(IActivated.Activation);

    // Activation; its range; scaling; the targets of it.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A scaled output is not bounded",
        "'Activation.{0}' keeps the outputs {1}, and with Scaling.{2} the targets have {3}, so that many lie outside; remove Activation",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model)
    {
        string? targets = model.Spec.Scaling switch
        {
            "Standard" => "a mean of 0 and a standard deviation of 1",
            "Robust" => "a median of 0 and an interquartile range of 1",
            _ => null,
        };
        if (targets is not null && model.OutputLayer is IActivated { Activation: var activation } and Layer last and not IHead
            && ActivationRange.Of((IActivated)last) is { IsWholeLine: false } range)
        {
            yield return new ModelWarning(last.Index, Argument, activation, range.ToString(), model.Spec.Scaling, targets)
            {
                Fixes = [last is IActivating ? new("Remove the layer", ModelEdit.Remove(last.Index)) : new("Remove Activation", ModelEdit.Clear(last.Index, Argument))],
            };
        }
    }
}
