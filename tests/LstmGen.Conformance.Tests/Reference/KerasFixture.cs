using System.Text.Json;
using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Reference;

/// <summary>
/// An LSTM layer that Keras 2 ran in single precision: weights, input and output with six decimals. The file does not name the layer's options; they
/// are in <see cref="s_options"/>, and no other combination of activations, order, bias and passes fits.
/// </summary>
internal sealed record KerasFixture
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static readonly Options[] s_options =
    [
        new(),
        new() { RecurrentActivation = Activation.Sigmoid, Activation = Activation.Sigmoid },
        new() { ReturnSequences = true },
        new() { Backwards = true },
        new() { Backwards = true, ReturnSequences = true },
        new() { Passes = 2 },
        new() { Passes = 2, ReturnSequences = true },
        new() { Passes = 2, Backwards = true },
        new() { Passes = 2, Backwards = true, ReturnSequences = true },
    ];

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, s_options.Length)];

    public required ReferenceTensor Input { get; init; }

    /// <summary>Kernel, recurrent kernel, bias.</summary>
    public required ReferenceTensor[] Weights { get; init; }

    public required ReferenceTensor Expected { get; init; }

    private Options Layer { get; init; } = new();

    /// <summary>The parameters in canonical order, which is Keras'.</summary>
    public double[] Parameters => [.. Weights.SelectMany(tensor => tensor.Data)];

    /// <summary>The steps in the order in which the layer takes them; a stateful layer took the window twice, and its second output was kept.</summary>
    public double[] Window
    {
        get
        {
            double[][] steps = [.. Input.Data.Chunk(Input.Shape[1])];
            double[][] read = [.. Layer.Backwards ? steps.Reverse() : steps];
            return [.. Enumerable.Repeat(read, Layer.Passes).SelectMany(pass => pass).SelectMany(step => step)];
        }
    }

    public ModelShape Shape => new()
    {
        LookBack = Input.Shape[0] * Layer.Passes,
        Features = Input.Shape[1],
        Layers =
        [
            new LstmShape(Weights[1].Shape[0])
            {
                Activation = Layer.Activation, RecurrentActivation = Layer.RecurrentActivation, ReturnSequences = Layer.ReturnSequences,
            },
        ],
    };

    /// <summary>Reads a fixture, or skips the running test where the file is not there.</summary>
    public static KerasFixture Load(int index)
    {
        string? folder = SharedFolder.Find("data");
        Assert.SkipWhen(folder is null, "There is no folder shared/data beside the repository.");
        string text = File.ReadAllText(Path.Combine(folder!, "models", "keras-js-lstm.json"));
        Dictionary<string, KerasFixture> fixtures = JsonSerializer.Deserialize<Dictionary<string, KerasFixture>>(text, s_json)!;
        Assert.Equal(s_options.Length, fixtures.Count);
        return fixtures[$"recurrent.LSTM.{index}"] with { Layer = s_options[index] };
    }

    /// <summary>What Keras kept of the output: that of the last pass.</summary>
    public double[] Kept(double[] output) => output[^Expected.Data.Length..];

    private sealed record Options
    {
        public Activation Activation { get; init; } = Activation.Tanh;

        /// <summary>Keras 2's hard sigmoid.</summary>
        public Activation RecurrentActivation { get; init; } = Activation.LegacyHardSigmoid;

        public bool ReturnSequences { get; init; }

        public bool Backwards { get; init; }

        /// <summary>How often the window was taken without a reset of the state.</summary>
        public int Passes { get; init; } = 1;
    }
}
