using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>A recurrent layer whose hidden state is the model's output: bounded, and as wide as its memory.</summary>
internal sealed class RecurrentOutput : IWarningRule
{
    private const string Id = "LSTMGEN101";

    // Layer; how many values.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "A recurrent layer is followed by an output layer",
        "The model puts out {1} of {0}, because no layer below it makes an answer of them; write [Dense(1)] or a head below",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model)
    {
        if (model.OutputLayer is not { } last || last is not IRecurrent { IsProjected: false })
        {
            yield break;
        }

        ModelEdit dense = ModelEdit.AddDense(model.Layers[model.Layers.Count - 1].Index, 1);
        yield return new ModelWarning(last.Index, "", JudgedModel.Name(last), $"the {Text.Count(last.Output.Width, "hidden value")}{(last.Output.IsSequence ? " per step" : "")}")
        {
            Fixes =
            [
                new("Add [Dense(1)]", dense),
                new("Add [Dense(1)] and remove ReturnSequences", dense, ModelEdit.Clear(last.Index, EveryStepOutput.ReturnSequences)),
            ],
        };
    }
}
