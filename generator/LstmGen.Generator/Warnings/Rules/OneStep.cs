using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>A layer over the steps of a sequence that has one step. Where states are carried the steps are in different windows, and a decoder takes them one at a time.</summary>
internal sealed class OneStep : IWarningRule
{
    private const string Id = "LSTMGEN112";
    private const int LookBack = 20;

    // Layer; what comes of it; what to do.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A layer over steps reads several",
        "{0} reads a single step, so that {1}; {2}",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model)
    {
        if (model.Spec.Stateful
            || model.Layers.FirstOrDefault(layer => layer is IRecurrent or IWeighing && layer.Decoder is null && layer.Input.Steps == 1) is not { } layer)
        {
            yield break;
        }

        string what = layer is IRecurrent ? "its recurrent weights and forget gate are never used" : "its weight is always 1";
        yield return model.Spec.LookBack == 1
            ? new ModelWarning(Finding.OnModel, nameof(ModelSpec.LookBack), JudgedModel.Name(layer), what, "choose a LookBack that holds what the next value depends on, for example 20")
            {
                Fixes = [new($"Set LookBack to {LookBack}", ModelEdit.Set(Finding.OnModel, nameof(ModelSpec.LookBack), LookBack))],
            }
            : new ModelWarning(layer.Index, "", JudgedModel.Name(layer), what, "let the layers above leave several steps, or remove it");
    }
}
