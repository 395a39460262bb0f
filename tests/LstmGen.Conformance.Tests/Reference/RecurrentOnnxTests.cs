using LstmGen.Benchmarks;
using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Conformance.Reference;

/// <summary>
/// [SimpleRnn] and LastStep beside ONNX Runtime, which knows neither: its RNN operator, and the last step of the sequence that its operators put out, which is what PyTorch users take of both
/// directions.
/// </summary>
public sealed class RecurrentOnnxTests
{
    private const int Windows = 3;
    private const int Steps = 9;
    private const int Features = 3;

    private static readonly (string Operator, LayerShape Layer)[] s_cases =
    [
        ("RNN", new SimpleRnnShape(50)), ("RNN", new SimpleRnnShape(7) { UseBias = false, ReturnSequences = true }), ("RNN", new SimpleRnnShape(20) { Bidirectional = true }),
        ("RNN", new SimpleRnnShape(20) { Bidirectional = true, LastStep = LastStep.OfSequence }), ("GRU", new GruShape(11) { Bidirectional = true, LastStep = LastStep.OfSequence }),
        ("LSTM", new LstmShape(13) { Bidirectional = true, LastStep = LastStep.OfSequence }),
    ];

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models =
        new(() => ModelCompiler.Compile([.. s_cases.Select(tested => new ModelShape { LookBack = Steps, Features = Features, Layers = [tested.Layer] })]));

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Agrees_with_OnnxRuntime(int index)
    {
        ModelCase tested = new(s_models.Value[index], seed: 5 + index);
        OracleShape output = tested.Oracle.Output;
        bool ofSequence = s_cases[index].Layer.Attribute.Contains("OfSequence", StringComparison.Ordinal), last = output.Steps == 1 && !ofSequence;
        OnnxGraph graph = new(tested.Model.Parameters, Windows);
        string x = graph.Input("x", Steps, Windows, Features), y = s_cases[index].Operator switch
        {
            "RNN" => graph.Rnn("simplernn", x, last),
            "GRU" => graph.Gru("gru", x, last),
            _ => graph.Bidirectional("lstm", x, last),
        };
        graph.Output(y, last ? [Windows, output.Values] : [Steps, Windows, output.Values]);

        // ONNX has the steps outside and the windows inside.
        float[] windows = [.. Enumerable.Range(0, Windows * Steps * Features).Select(i => MathF.Sin(i * (1.7f + index)))];
        float[] turned = [.. Enumerable.Range(0, windows.Length).Select(i => windows[(i / Features % Windows * Steps + i / Features / Windows) * Features + i % Features])];
        using InferenceSession session = new(graph.ToModel());
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(turned, [Steps, Windows, Features]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, ["x"], [input], [y]);
        float[] theirs = results[0].GetTensorDataAsSpan<float>()[(ofSequence ? (Steps - 1) * Windows * output.Values : 0)..].ToArray();

        for (int window = 0; window < Windows; window++)
        {
            float[] own = windows[(window * Steps * Features)..((window + 1) * Steps * Features)], ours = new float[output.Size];
            double[] expected = [.. Enumerable.Range(0, output.Size).Select(i => (double)theirs[(i / output.Values * Windows + window) * output.Values + i % output.Values])];
            tested.Model.Predict(own, ours);
            Close.Equal(expected, ours, 1e-5, $"ONNX Runtime, window {window}, {tested.Shape}: ", floor: 1e-2);
            Close.Equal(expected, tested.Oracle.Predict(Close.Widen(own), Close.Widen(tested.Parameters)), 1e-5, $"oracle, window {window}, {tested.Shape}: ", floor: 1e-2);
        }
    }
}
