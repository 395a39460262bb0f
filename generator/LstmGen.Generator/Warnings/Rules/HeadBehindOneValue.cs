using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>All that was learned goes through one number before a head makes several of it. A head has a matrix of its own.</summary>
internal sealed class HeadBehindOneValue : IWarningRule
{
    private const string Id = "LSTMGEN115";

    // Layer; head; values of the head.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A head reads more than one value",
        "{0} leaves one value, of which {1} has to make {2}; remove {0}, because {1} has weights of its own for all values it reads",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from head in model.Layers
        where head is IHead && head.Output.Width > 1
        let layer = JudgedModel.Before(head)
        where layer is { Output.Width: 1, Input.Width: > 1 } and IProjecting and not IHead
        select new ModelWarning(layer.Index, "", $"[{layer.Spec.Kind}({layer.Output.Width})]", JudgedModel.Name(head), Text.Number(head.Output.Width))
        {
            Fixes = [new($"Remove [{layer.Spec.Kind}({layer.Output.Width})]", ModelEdit.Remove(layer.Index))],
        };
}
