using System.Globalization;
using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings.Rules;

/// <summary>
/// More recurrent layers on top of each other than can be trained without a way around them. Encoder and decoder are stacks of their own, those around [Repeat] too, and a layer
/// that a [Residual] goes around does not count.
/// </summary>
internal sealed class DeepStack : IWarningRule
{
    private const string Id = "LSTMGEN105";
    private const int Most = 3;

    // Layer; how many are stacked.
    private static readonly DiagnosticDescriptor s_rule = new(
        Id, "At most three LSTMs are stacked",
        "{0} is the fourth of {1} stacked recurrent layers, which train slower and rarely better than two or three; use fewer, or put [Residual] below some",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");

    public DiagnosticDescriptor Descriptor => s_rule;

    public IEnumerable<ModelWarning> Judge(JudgedModel model) =>
        from stack in Stacks(model.Layers)
        where stack.Count > Most
        select new ModelWarning(stack[Most].Index, "", JudgedModel.Name(stack[Most]), stack.Count.ToString(CultureInfo.InvariantCulture))
        {
            // The last one stays, because it decides whether all steps are passed on.
            Fixes = [new($"Keep {Most} of the {stack.Count} stacked layers", [.. stack.Skip(Most - 1).Take(stack.Count - Most).SelectMany(layer => WithNoise(model, layer))])],
        };

    private static IEnumerable<ModelEdit> WithNoise(JudgedModel model, Layer layer) =>
        model.After(layer).TakeWhile(other => other is INoise).Prepend(layer).Select(removed => ModelEdit.Remove(removed.Index));

    private static List<List<Layer>> Stacks(IReadOnlyList<Layer> layers)
    {
        HashSet<Layer> goneAround = [.. layers.OfType<ISkipping>()
            .SelectMany(layer => layers.SkipWhile(other => other != layer.SkipsFrom).TakeWhile(other => other != layer))];
        List<List<Layer>> stacks = [[]];
        foreach (Layer layer in layers)
        {
            if (layer.StartsSequence || layer.Decoder != layer.Previous?.Decoder)
            {
                stacks.Add([]);
            }

            if (layer is IRecurrent && !goneAround.Contains(layer))
            {
                stacks[stacks.Count - 1].Add(layer);
            }
        }

        return stacks;
    }
}
