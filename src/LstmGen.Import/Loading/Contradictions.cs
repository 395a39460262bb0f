using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace LstmGen.Import.Loading;

/// <summary>What a declared model and a file that describes its network say differently. Shapes alone do not tell one activation from another.</summary>
internal static class Contradictions
{
    // What changes no answer of a model whose weights are given.
    private static readonly HashSet<string> s_ofTraining = new(StringComparer.Ordinal)
    {
        "Dropout", "RecurrentDropout", "KernelInitializer", "RecurrentInitializer", "BiasInitializer", "EmbeddingsInitializer", "UnitForgetBias", "LabelSmoothing", "ClassWeights",
        "PositiveWeights", "ReturnSequences", "TypeId", "Trainable", "Momentum", "UnbiasedVariance", "FrozenStatistics", "Frozen",
    };

    /// <param name="declared">The layers of the class.</param>
    /// <param name="network">Of the file.</param>
    /// <returns>A line each, with both sides; none where they agree.</returns>
    public static List<string> Between(IReadOnlyList<LayerAttribute> declared, ImportedNetwork network)
    {
        var lines = new List<string>();
        LayerAttribute[] ours = [.. declared.Where(layer => layer is not DropoutAttribute)];
        ImportedLayer[] theirs = [.. network.Layers.Where(layer => layer.Attribute is not DropoutAttribute)];
        for (int i = 0; i < Math.Max(ours.Length, theirs.Length); i++)
        {
            if (i >= ours.Length) lines.Add($"{theirs[i].Place} is [{DeclarationText.Of(theirs[i].Attribute)}], and the class has no layer for it");
            else if (i >= theirs.Length) lines.Add($"[{DeclarationText.Of(ours[i])}] is declared, and the file has no layer for it");
            else Compare(ours[i], theirs[i], lines);
        }

        return lines;
    }

    private static void Compare(LayerAttribute ours, ImportedLayer theirs, List<string> lines)
    {
        (LayerAttribute one, LayerAttribute other) = (Plain(ours), Plain(theirs.Attribute));
        if (one.GetType() != other.GetType())
        {
            lines.Add($"[{DeclarationText.Of(ours)}] is declared where {theirs.Place} is [{DeclarationText.Of(theirs.Attribute)}]");
            return;
        }

        lines.AddRange(
            from property in Properties(one)
            where !s_ofTraining.Contains(property.Name)
            let own = property.GetValue(one)
            let given = property.GetValue(other)
            where !Same(own, given)
            select $"[{DeclarationText.Of(ours)}] has {property.Name} = {Text(own)}, and {theirs.Place} has {Text(given)}");
    }

    /// <summary>Heads give what a Dense gives with their function.</summary>
    private static LayerAttribute Plain(LayerAttribute layer) => layer is SigmoidAttribute sigmoid
        ? new DenseAttribute(sigmoid.Labels) { Activation = Activation.Sigmoid, UseBias = sigmoid.UseBias }
        : layer;

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where options were trimmed away they cannot be compared, and weights are loaded all the same.")]
    private static PropertyInfo[] Properties(LayerAttribute layer) => layer.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool Same(object? one, object? other) => one is double a && other is double b ? Math.Abs(a - b) <= 1e-6 * Math.Abs(b) : Equals(one, other) || (one is Array && other is Array);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "nothing";
}
