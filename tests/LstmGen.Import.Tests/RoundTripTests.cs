using LstmGen.Compiler;
using CsCheck;

namespace LstmGen.Import.Tests;

/// <summary>What is written for other libraries comes back with the same weights, bit for bit.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<LayerAttribute> s_recurrent = Gen.OneOf(
        Gen.Select(Gen.Int[1, 9], Gen.Bool, Gen.Bool, Gen.Bool, Function, (units, both, sequences, bias, function) =>
            (LayerAttribute)new LstmAttribute(units) { Bidirectional = both, ReturnSequences = sequences, UseBias = bias, Activation = function }),
        Gen.Select(Gen.Int[1, 9], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, (units, both, sequences, bias, after) =>
            (LayerAttribute)new GruAttribute(units) { Bidirectional = both, ReturnSequences = sequences, UseBias = bias, ResetAfter = after }),
        Gen.Select(Gen.Int[1, 9], Gen.Bool, Gen.Bool, (units, both, sequences) =>
            (LayerAttribute)new SimpleRnnAttribute(units) { Bidirectional = both, ReturnSequences = sequences }));

    private static readonly Gen<LayerAttribute> s_dense = Gen.Select(Gen.Int[1, 6], Function, Gen.Bool, (units, function, bias) =>
        (LayerAttribute)new DenseAttribute(units) { Activation = function, UseBias = bias });

    private static readonly Gen<LayerAttribute> s_first = Gen.OneOf(s_recurrent, s_dense, Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Bool, (filters, kernel, dilation, causal) =>
        (LayerAttribute)new Conv1DAttribute(filters, kernel) { Dilation = dilation, Padding = causal ? Padding.Causal : Padding.Valid, Activation = Activation.Relu }));

    private static readonly Gen<ModelSpec> s_spec = Gen.Select(Gen.Int[1, 3], s_first.Array[0, 2], s_recurrent, Gen.Int[0, 3], Gen.Int[1, 4], (features, above, recurrent, end, outputs) => new ModelSpec(
        new LstmModelAttribute { LookBack = 8, Features = features },
        [.. above, recurrent, .. end switch { 0 => new LayerAttribute[] { new SoftmaxAttribute(outputs + 1) }, 1 => [new LayerNormAttribute(), new DenseAttribute(outputs)], _ => [new DenseAttribute(outputs)] }]));

    private static Gen<Activation> Function => Gen.Int[0, 3].Select(i => i switch { 0 => Activation.Relu, 1 => Activation.Sigmoid, _ => Activation.Tanh });

    [Fact]
    public void A_graph_of_ONNX_comes_back() => s_spec.Sample(
        spec =>
        {
            SequenceModel model = Moved(ModelCompiler.Compile(spec, seed: 7));
            using var stream = new MemoryStream();
            model.ExportOnnx(stream);
            SequenceModel back = ModelCompiler.Compile(FileImporter.Read(stream.ToArray(), "exported.onnx"));
            Assert.Equal(model.Parameters.Values.ToArray(), back.Parameters.Values.ToArray());
            Assert.True(Answers(model).SequenceEqual(Answers(back)), $"{ModelSpec.Of(FileImporter.Read(stream.ToArray(), "exported.onnx"))}");
        },
        iter: 30, threads: 1);

    [Fact]
    public void Weights_in_the_names_of_Keras_come_back() => s_spec.Sample(
        spec =>
        {
            SequenceModel model = Moved(ModelCompiler.Compile(spec, seed: 7));
            SequenceModel back = ModelCompiler.Compile(spec, seed: 8);
            InFile(model.ExportKeras, path => back.LoadKeras(path));
            Assert.Equal(model.Parameters.Values.ToArray(), back.Parameters.Values.ToArray());
        },
        iter: 30, threads: 1);

    [Fact]
    public void Weights_in_the_names_of_PyTorch_come_back() => s_spec.Where(spec => !spec.Layers.Any(layer => layer is GruAttribute { ResetAfter: false } or LstmAttribute { Activation: not Activation.Tanh })).Sample(
        spec =>
        {
            SequenceModel model = Moved(ModelCompiler.Compile(spec, seed: 7));
            SequenceModel back = ModelCompiler.Compile(spec, seed: 8);
            InFile(model.ExportTorch, path => back.LoadTorch(path));
            Assert.Equal(model.Parameters.Values.ToArray(), back.Parameters.Values.ToArray());
        },
        iter: 30, threads: 1);

    /// <summary>Biases start at zero, where two of them could be exchanged unseen.</summary>
    private static SequenceModel Moved(SequenceModel model)
    {
        var random = new Random(5);
        model.Parameters.CopyFrom([.. model.Parameters.Values.ToArray().Select(_ => (float)((random.NextDouble() - 0.5) * 0.8))]);
        return model;
    }

    private static float[] Answers(SequenceModel model)
    {
        var random = new Random(3);
        float[] windows = [.. Enumerable.Range(0, 4 * model.Description.InputSize).Select(_ => (float)random.NextDouble())];
        float[] outputs = new float[4 * model.Description.OutputSize];
        model.PredictBatch(windows, outputs);
        return outputs;
    }

    private static void InFile(Action<string> write, Action<string> read)
    {
        string path = Path.GetTempFileName();
        try
        {
            write(path);
            read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
