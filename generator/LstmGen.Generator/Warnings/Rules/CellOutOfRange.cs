using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>A cell whose output has no bound feeds itself at every step and explodes; one with values above 0 alone can only fill up.</summary>
internal sealed class CellOutOfRange : IWarningRule
{
    private const string Id = "LSTMGEN109";
    private const string Argument = "Activation";

    // Activation; its range; layer; what comes of it.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A cell takes in bounded values of both signs",
        "The values of 'Activation.{0}' are {1}, so the cell of {2} {3}; remove Activation, which is tanh then",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from layer in model.Layers
        where layer is IRecurrent
        let activation = ((IRecurrent)layer).CandidateActivation
        let range = ActivationRange.Of(activation)
        // Without gates nothing adds up from step to step: what has bounds stays in them.
        where !(range.IsBounded && (range.Least < 0 || ((IRecurrent)layer).GateActivation is null))
        let what = range.IsBounded ? "can only fill up, until it is saturated" : "can grow with every step until it overflows"
        select new ModelWarning(layer.Index, Argument, activation, range.ToString(), JudgedModel.Name(layer), what)
        {
            Fixes = [new($"Remove {Argument}", ModelEdit.Clear(layer.Index, Argument))],
        };
}
