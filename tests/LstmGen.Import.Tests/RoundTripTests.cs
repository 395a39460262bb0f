using CsCheck;
using LstmGen.Compiler;

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

    public static TheoryData<string> Shapes => [.. s_shapes.Keys];

    /// <summary>Layers and options that random stacks do not draw.</summary>
    private static readonly Dictionary<string, LayerAttribute[]> s_shapes = new(StringComparer.Ordinal)
    {
        ["labels"] = [new LstmAttribute(4), new DenseAttribute(2) { Activation = Activation.Sigmoid }],
        ["chain"] = [new LstmAttribute(4), new CrfAttribute(3)],
        ["tokens"] = [new EmbeddingAttribute(10, 4), new LstmAttribute(4), new SoftmaxAttribute(3)],
        ["repeat"] = [new LstmAttribute(4), new RepeatAttribute(3), new LstmAttribute(3) { ReturnSequences = true }, new DenseAttribute(1)],
        ["residual"] = [new LstmAttribute(4) { ReturnSequences = true }, new DenseAttribute(4), new ResidualAttribute(), new LstmAttribute(2), new DenseAttribute(1)],
        ["pools"] = [new Conv1DAttribute(4, 3), new MaxPool1DAttribute(2), new LstmAttribute(3), new DenseAttribute(1)],
        ["flatten"] = [new Conv1DAttribute(4, 3) { Padding = Padding.Same }, new AveragePool1DAttribute(2), new FlattenAttribute(), new DenseAttribute(1)],
        ["sum"] = [new LstmAttribute(4) { Bidirectional = true, Merge = Merge.Sum }, new DenseAttribute(1)],
        ["average"] = [new GruAttribute(4) { Bidirectional = true, Merge = Merge.Average, ReturnSequences = true }, new DenseAttribute(1)],
        ["peepholes"] = [new LstmAttribute(4) { Peepholes = true }, new DenseAttribute(1)],
        ["learned start"] = [new LstmAttribute(4) { LearnedInitialState = true, Bidirectional = true }, new DenseAttribute(1)],
        ["coupled gates"] = [new LstmAttribute(4) { CoupledGates = true, Peepholes = true }, new DenseAttribute(1)],
        ["last steps"] = [new LstmAttribute(4), new LastAttribute(3), new LstmAttribute(4), new DenseAttribute(1)],
        ["last step of both"] = [new LstmAttribute(4) { Bidirectional = true, LastStep = LastStep.OfSequence }, new DenseAttribute(1)],
        ["largest"] = [new LstmAttribute(4), new GlobalMaxPool1DAttribute(), new DenseAttribute(1)],
        ["mean"] = [new GruAttribute(4), new GlobalAveragePool1DAttribute(), new DenseAttribute(1)],
        ["slopes"] = [new LstmAttribute(4), new PReluAttribute(), new ActivationAttribute(Activation.Elu) { Alpha = 0.5 }, new DenseAttribute(1)],
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_graph_of_every_kind_of_layer_comes_back(string name)
    {
        bool tokens = name == "tokens";
        SequenceModel model = Moved(ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 8, Features = tokens ? 1 : 2 }, s_shapes[name])));
        using var stream = new MemoryStream();
        model.ExportOnnx(stream);
        SequenceModel back = ModelCompiler.Compile(FileImporter.Read(stream.ToArray(), "exported.onnx"));
        Assert.Equal(model.Parameters.Values.ToArray(), back.Parameters.Values.ToArray());
        if (!tokens) Assert.Equal(Answers(model), Answers(back));
    }

    [Fact]
    public void A_scaler_comes_back_with_the_weights()
    {
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 8, Scaling = Scaling.Standard }, new LstmAttribute(4), new DenseAttribute(1)));
        model.FitScaler(WindowDataset.Of([.. Enumerable.Range(0, 80).Select(i => 1e5 + (7e3 * Math.Sin(i)))], lookBack: 8));
        using var stream = new MemoryStream();
        model.ExportOnnx(stream);
        SequenceModel back = ModelCompiler.Compile(FileImporter.Read(stream.ToArray(), "exported.onnx"));
        Assert.Equal(model.ToBytes(), back.ToBytes());
    }

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
