using LstmGen.Benchmarks;
using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Conformance.Reference;

/// <summary>[Gru] and the oracle's GRU beside the GRU operator of ONNX Runtime, which knows neither: both places of the reset gate, both directions, sequences and last steps.</summary>
public sealed class GruOnnxTests
{
    private const int Windows = 3;

    private static readonly ModelShape[] s_shapes =
    [
        Of(new GruShape(50)), Of(new GruShape(50) { ResetAfter = false }), Of(new GruShape(7) { UseBias = false, ReturnSequences = true }),
        Of(new GruShape(20) { Bidirectional = true }), Of(new GruShape(20) { Bidirectional = true, ResetAfter = false, ReturnSequences = true }),
    ];

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() => ModelCompiler.Compile(s_shapes));

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, s_shapes.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Agrees_with_OnnxRuntime(int index)
    {
        ModelCase tested = new(s_models.Value[index], seed: 11 + index);
        ModelShape shape = tested.Shape;
        OracleShape output = tested.Oracle.Output;
        int features = shape.Features, steps = shape.LookBack;
        OnnxGraph graph = new(tested.Model.Parameters, Windows);
        string y = graph.Gru("gru", graph.Input("x", steps, Windows, features), last: output.Steps == 1, ((GruShape)shape.Layers[0]).ResetAfter);
        graph.Output(y, output.Steps == 1 ? [Windows, output.Values] : [output.Steps, Windows, output.Values]);

        // ONNX has the steps outside and the windows inside.
        float[] windows = Values(Windows * tested.Oracle.Input.Size, index);
        float[] turned = [.. Enumerable.Range(0, windows.Length).Select(i => windows[(i / features % Windows * steps + i / features / Windows) * features + i % features])];
        using InferenceSession session = new(graph.ToModel());
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(turned, [steps, Windows, features]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, ["x"], [x], [y]);
        float[] theirs = results[0].GetTensorDataAsSpan<float>().ToArray();

        for (int window = 0; window < Windows; window++)
        {
            float[] input = windows[(window * tested.Oracle.Input.Size)..((window + 1) * tested.Oracle.Input.Size)], ours = new float[output.Size];
            double[] expected =
            [
                .. Enumerable.Range(0, output.Size).Select(i => (double)theirs[(i / output.Values * Windows + window) * output.Values + i % output.Values]),
            ];
            tested.Model.Predict(input, ours);
            Close.Equal(expected, ours, 1e-5, $"ONNX Runtime, window {window}, {shape}: ", floor: 1e-2);
            Close.Equal(expected, tested.Oracle.Predict(Close.Widen(input), Close.Widen(tested.Parameters)), 1e-5, $"oracle, window {window}, {shape}: ", floor: 1e-2);
        }
    }

    private static ModelShape Of(GruShape gru) => new() { LookBack = 9, Features = 3, Layers = [gru] };

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];
    }
}
