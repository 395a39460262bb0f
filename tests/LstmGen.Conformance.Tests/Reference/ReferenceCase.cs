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

    /// <summary>conv1d, embedding, frames or plain for a case with other layers; else null.</summary>
    public string? Kind { get; init; }

    public required ReferenceConfig Config { get; init; }

    /// <summary>The valid steps of each row, or null where all are.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>By PyTorch's names, in PyTorch's layouts.</summary>
    public required Dictionary<string, ReferenceTensor> Parameters { get; init; }

    public required ReferenceTensor X { get; init; }

    public required ReferenceTensor Target { get; init; }

    public required ReferenceTensor Output { get; init; }

    public required double Loss { get; init; }

    public required Dictionary<string, ReferenceTensor> Gradients { get; init; }

    /// <summary>The cases with other layers have none.</summary>
    public ReferenceTensor? InputGradient { get; init; }

    /// <summary>Before each update.</summary>
    public required double[] Losses { get; init; }

    public required Dictionary<string, ReferenceTensor> ParametersAfter { get; init; }

    /// <summary>Reads a case of <c>Reference/Cases</c>.</summary>
    public static ReferenceCase Load(string name) =>
        JsonSerializer.Deserialize<ReferenceCase>(Text(name), s_options) ?? throw new InvalidDataException($"{name}.json is empty.");

    /// <summary>The JSON of a case.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "Cases", name + ".json"));

    /// <summary>The tensors in canonical order and layout.</summary>
    public IReadOnlyList<ReferenceTensor> Canonical(Dictionary<string, ReferenceTensor> tensors)
    {
        string[] names = [.. ReferenceLayout.Names(this)];
        Assert.Equal(names.Order(), tensors.Keys.Order());
        return [.. names.Select(name => ReferenceLayout.Canonical(name, tensors[name]))];
    }

    /// <summary>The tensors as one flat vector in canonical order.</summary>
    public double[] Flat(Dictionary<string, ReferenceTensor> tensors) => [.. Canonical(tensors).SelectMany(tensor => tensor.Data)];

    /// <summary>Compares a flat vector tensor by tensor, each relative to its largest element.</summary>
    public void Compare(Dictionary<string, ReferenceTensor> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        int offset = 0;
        foreach (string name in ReferenceLayout.Names(this))
        {
            double[] tensor = ReferenceLayout.Canonical(name, expected[name]).Data;
            Close.Equal(tensor, actual.Slice(offset, tensor.Length), tolerance, $"{what} {name}");
            offset += tensor.Length;
        }

        Assert.Equal(offset, actual.Length);
    }
}
