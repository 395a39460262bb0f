using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>Noise on the answer itself.</summary>
internal sealed class DropoutOutput : IWarningRule
{
    private const string Id = "LSTMGEN103";

    // Layer; the share of outputs in percent.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "Dropout is not the last layer",
        "{0} is the last layer, so training sets {1} of the model's outputs to zero, whatever the layers above have learned; move it up or remove it",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model)
    {
        Layer last = model.Layers[model.Layers.Count - 1];
        if (last is not INoise { DrawsMasks: true } noise)
        {
            yield break;
        }

        ModelFix remove = new($"Remove {JudgedModel.Name(last)}", ModelEdit.Remove(last.Index));
        ModelFix[] others = JudgedModel.Before(last) switch
        {
            IRecurrent => [new("Add [Dense(1)] below", ModelEdit.AddDense(last.Index, 1))],
            { } above when above == last.Previous => [new($"Move {JudgedModel.Name(last)} above {JudgedModel.Name(above)}", ModelEdit.MoveUp(last.Index))],
            _ => [],
        };
        yield return new ModelWarning(last.Index, "", JudgedModel.Name(last), DropoutOverHalf.Percent(noise.Rates.First().Rate)) { Fixes = [.. others, remove] };
    }
}
