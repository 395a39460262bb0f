using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>A gate that is no share: a cell that forgets with 1.2 grows without end, one that forgets with −1 turns its sign at every step.</summary>
internal sealed class GateOutOfRange : IWarningRule
{
    private const string Id = "LSTMGEN108";
    private const string Argument = "RecurrentActivation";

    // Layer; activation; its range.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A gate is a share between 0 and 1",
        "The gates of {0} are shares of what passes, between 0 and 1, and the values of 'Activation.{1}' are {2}; remove RecurrentActivation, which is a sigmoid then",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from layer in model.Layers
        let activation = (layer as IRecurrent)?.GateActivation
        where activation is not null
        let range = ActivationRange.Of(activation)
        where range is not { Least: 0, Most: 1 }
        select new ModelWarning(layer.Index, Argument, JudgedModel.Name(layer), activation, range.ToString())
        {
            Fixes = [new($"Remove {Argument}", ModelEdit.Clear(layer.Index, Argument))],
        };
}
