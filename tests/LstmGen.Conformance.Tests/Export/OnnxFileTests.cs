using System.Reflection;
using LstmGen.Conformance.Translation;
using LstmGen.Export;
using LstmGen.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Conformance.Export;

/// <summary>What exported files hold besides a network: scalers, scores of a chain, names and metadata; and what is refused.</summary>
[Trait("Width", "any")]
public sealed class OnnxFileTests
{
    private const int Rows = 4;

    public static TheoryData<Type> Scaled { get; } = [typeof(ScaledModel), typeof(ScaledSequenceModel), typeof(ScaledGaussianModel), typeof(ScaledQuantileModel), typeof(ScaledClassModel)];

    /// <summary>Columns of other units, one of them so far from zero that its values differ in their last digits; of floats, and of doubles, whose offsets no float holds.</summary>
    [Theory]
    [MemberData(nameof(Scaled))]
    public void The_scaler_is_in_the_graph(Type type)
    {
        foreach (bool single in (bool[])[true, false])
        {
            SequenceModel model = Create(type, single);
            ModelDescription d = model.Description;
            float[] windows = Series(Rows * d.LookBack, d.Features, seed: 2), ours = new float[Rows * d.OutputSize];
            model.PredictBatch(windows, ours);
            using OnnxFile file = new(model);
            OnnxClose.Equal(ours, file.Run(windows, Rows), $"{type.Name}, {(single ? "floats" : "doubles")}");
            Assert.Equal(d.Scaling.ToString(), file.Metadata["scaling"]);
            Assert.Equal(d.Features, file.Metadata["scaler.input_offsets"].Split(' ').Length);
        }
    }

    [Fact]
    public void A_scaled_stream_agrees()
    {
        var model = (ScaledModel)Create(typeof(ScaledModel), single: true);
        float[] steps = Series(50, 3, seed: 4), ours = new float[50 * 2];
        ScaledModel.State state = default;
        for (int step = 0; step < 50; step++)
        {
            model.Step(ref state, steps.AsSpan(step * 3, 3), ours.AsSpan(step * 2, 2));
        }

        using OnnxFile file = new(model, new() { Streaming = true });
        OnnxClose.Equal(ours, file.Walk(steps, streams: 1), "a scaled stream");
    }

    [Fact]
    public void Names_and_shapes_are_those_of_the_documentation()
    {
        using OnnxFile windows = new(Create(typeof(ScaledSequenceModel), single: true), new() { Lengths = true });
        Assert.Equal(["input", "lengths"], windows.Inputs.Keys);
        Assert.Equal([-1, 6, 3], windows.Inputs["input"].Dimensions);
        Assert.Equal("batch", windows.Inputs["input"].SymbolicDimensions[0]);
        Assert.Equal([-1, 6, 2], windows.Outputs["output"].Dimensions);
        Assert.Equal("6", windows.Metadata["look_back"]);

        using OnnxFile stream = new(new LearnedStartModel(1), new() { Streaming = true });
        Assert.Equal(["conv1d_earlier", "gru_hidden", "input", "lstm_cell", "lstm_hidden", "started"], stream.Inputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["conv1d_earlier_next", "gru_hidden_next", "lstm_cell_next", "lstm_hidden_next", "output", "started_next"], stream.Outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([-1, 4, 2], stream.Inputs["conv1d_earlier"].Dimensions);
        Assert.Equal([-1, 4], stream.Inputs["lstm_cell"].Dimensions);
    }

    /// <summary>The chain's scores come out with every run, what the scheme forbids at −∞: with them and the emissions, a Viterbi of a few lines gives the model's tags.</summary>
    [Fact]
    public void A_chain_gives_its_scores()
    {
        var model = new ChunkModel(3);
        Random random = new(5);
        model.Parameters.CopyFrom([.. Enumerable.Range(0, model.Parameters.Count).Select(_ => random.NextSingle() * 2f - 1f)]);
        float[] windows = [.. Enumerable.Range(0, 20 * 10).Select(_ => random.NextSingle() * 4f - 2f)];
        using OnnxFile file = new(model);
        Dictionary<string, float[]> results = file.Run(new() { ["input"] = OrtValue.CreateTensorValueFromMemory(windows, [20, 5, 2]) });
        Assert.Equal(float.NegativeInfinity, results["crf_start"][2]);
        Assert.Equal(float.NegativeInfinity, results["crf_transitions"][1 * 5 + 4]);
        Assert.Equal(model.Parameters["crf.end"], results["crf_end"]);
        Assert.Equal("O B-X I-X B-Y I-Y", file.Metadata["tags"]);
        int[] tags = new int[5];
        for (int row = 0; row < 20; row++)
        {
            model.Tag(windows.AsSpan(row * 10, 10), tags);
            Assert.Equal(Best(results["output"].AsSpan(row * 25, 25).ToArray(), results["crf_start"], results["crf_end"], results["crf_transitions"]), tags);
        }
    }

    [Fact]
    public void One_quantile_is_its_value()
    {
        var model = new OneQuantileModel(2);
        float[] windows = Series(Rows * 6, 3, seed: 1).Select(value => value / 1e6f).ToArray(), ours = new float[Rows];
        model.PredictBatch(windows, ours);
        using OnnxFile file = new(model);
        OnnxClose.Equal(ours, file.Run(windows, Rows), "one quantile");
        Assert.Equal("0.3", file.Metadata["quantiles"]);
    }

    [Fact]
    public void Everything_that_cannot_be_exported_is_named_at_once()
    {
        string message = Assert.Throws<NotSupportedException>(() => new UnstreamableModel(1).ExportOnnx(Stream.Null, new() { Streaming = true, Lengths = true })).Message;
        foreach (string part in (string[])["UnstreamableModel", "conv1d [Conv1D]", "lstm [Lstm]", "attention [Attention]", "Lengths"])
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("[Dense]", message, StringComparison.Ordinal);
        (SequenceToSequenceModel translator, _) = TranslationModels.Create("plain");
        Assert.Contains("decoder [Decoder]", Assert.Throws<NotSupportedException>(() => translator.ExportOnnx(Stream.Null, new() { Streaming = true })).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever is refused leaves an old file as it was.</summary>
    [Fact]
    public void A_refused_model_writes_nothing()
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-export-").FullName;
        try
        {
            string path = Path.Combine(folder, "model.onnx");
            File.WriteAllText(path, "old");
            Assert.Contains("FitScaler", Assert.Throws<InvalidOperationException>(() => new ScaledModel(1).ExportOnnx(path)).Message, StringComparison.Ordinal);
            Assert.Throws<NotSupportedException>(() => new UnstreamableModel(1).ExportOnnx(path, new() { Streaming = true }));
            Assert.Equal("old", File.ReadAllText(path));
            new UnstreamableModel(1).ExportOnnx(path);
            using MemoryStream stream = new();
            new UnstreamableModel(1).ExportOnnx(stream);
            Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
            Assert.Equal(["model.onnx"], Directory.GetFiles(folder).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>[Encoder] marks a place, and is no layer.</summary>
    [Fact]
    public void Every_layer_has_an_exporter_or_a_reason()
    {
        Type[] attributes = [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && type != typeof(EncoderAttribute))];
        Assert.Empty(attributes.Where(type => OnnxLayers.Find(type) is null).Select(type => type.Name));
    }

    private static int[] Best(float[] emissions, float[] start, float[] end, float[] transitions)
    {
        int tags = start.Length, steps = emissions.Length / tags;
        IEnumerable<int[]> all = Enumerable.Range(0, (int)Math.Pow(tags, steps)).Select(code => Enumerable.Range(0, steps).Select(step => code / (int)Math.Pow(tags, step) % tags).ToArray());
        return all.MaxBy(path => (double)start[path[0]] + end[path[^1]] + path.Select((tag, step) => emissions[step * tags + tag]).Sum()
            + path.Zip(path.Skip(1), (from, to) => transitions[from * tags + to]).Sum())!;
    }

    /// <summary>A model with a scaler of its columns; a target column for each output, or for each two.</summary>
    private static SequenceModel Create(Type type, bool single)
    {
        var model = (SequenceModel)Activator.CreateInstance(type, 7L)!;
        ModelDescription d = model.Description;
        int targets = d.ScalesOutputs ? 2 : 1;
        double[] Rounded(params double[] values) => [.. values.Select(value => single ? (float)value : value)];
        model.SetScaler(new Scaler(
            d.Scaling, Rounded(20_000.123456789, 0.00101, 3.3)[..d.Features], Rounded(0.1234, 0.00203, 1.1)[..d.Features],
            Rounded(20_000.123456789, -70.7)[..targets], Rounded(301.7, 0.333)[..targets]));
        Assert.Equal(single, model.Scaler!.IsSingle);
        return model;
    }

    /// <summary>Columns of about 20,000, 0.001 and 3.</summary>
    private static float[] Series(int rows, int columns, int seed)
    {
        Random random = new(seed);
        float[] middles = [20_000f, 0.001f, 3f], spreads = [0.25f, 0.002f, 1f];
        return [.. Enumerable.Range(0, rows * columns).Select(i => middles[i % columns] + spreads[i % columns] * (random.NextSingle() * 2f - 1f))];
    }
}
