using System.Text.Json;

namespace LstmGen.Conformance.Reference;

/// <summary>One network with its data and what PyTorch computes for it in double precision.</summary>
internal sealed record ReferenceCase
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The cases of stacked LSTM layers with a Dense layer behind them.</summary>
    public static TheoryData<string> Names { get; } =
    [
        "tiny", "seed-model", "many-features", "stacked-2", "stacked-3", "bidirectional", "bidirectional-stacked", "every-step", "mae", "huber",
        "classify", "tag", "sgd", "sgd-momentum", "sgd-nesterov", "clip-norm",
    ];

    public required string Name { get; init; }

    public required ReferenceConfig Config { get; init; }

    /// <summary>By PyTorch's names, in PyTorch's layouts.</summary>
    public required Dictionary<string, ReferenceTensor> Parameters { get; init; }

    public required ReferenceTensor X { get; init; }

    public required ReferenceTensor Target { get; init; }

    public required ReferenceTensor Output { get; init; }

    public required double Loss { get; init; }

    public required Dictionary<string, ReferenceTensor> Gradients { get; init; }

    public required ReferenceTensor InputGradient { get; init; }

    /// <summary>Before each update.</summary>
    public required double[] Losses { get; init; }

    public required Dictionary<string, ReferenceTensor> ParametersAfter { get; init; }

    /// <summary>Reads a case, or skips the running test where the reference files are not there.</summary>
    public static ReferenceCase Load(string name)
    {
        string? folder = SharedFolder.Find("reference");
        Assert.SkipWhen(folder is null, "There is no folder shared/reference beside the repository.");
        string text = File.ReadAllText(Path.Combine(folder!, name + ".json"));
        return JsonSerializer.Deserialize<ReferenceCase>(text, s_options) ?? throw new InvalidDataException($"{name}.json is empty.");
    }

    /// <summary>PyTorch's names in the canonical order: layer by layer, forward before backward, kernel, recurrent kernel, bias.</summary>
    public IEnumerable<string> CanonicalNames()
    {
        for (int layer = 0; layer < Config.Layers; layer++)
        {
            foreach (string direction in Config.Bidirectional ? [string.Empty, "_reverse"] : new[] { string.Empty })
            {
                yield return $"lstm.weight_ih_l{layer}{direction}";
                yield return $"lstm.weight_hh_l{layer}{direction}";
                yield return $"lstm.bias_ih_l{layer}{direction}";
            }
        }

        yield return "dense.weight";
        yield return "dense.bias";
    }

    /// <summary>The tensors in canonical order and layout.</summary>
    public IReadOnlyList<ReferenceTensor> Canonical(Dictionary<string, ReferenceTensor> tensors)
    {
        Assert.Equal(CanonicalNames().Order(), tensors.Keys.Order());
        return [.. CanonicalNames().Select(name => tensors[name].Transposed())];
    }

    /// <summary>The tensors as one flat vector in canonical order.</summary>
    public double[] Flat(Dictionary<string, ReferenceTensor> tensors) => [.. Canonical(tensors).SelectMany(tensor => tensor.Data)];
}
