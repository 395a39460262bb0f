using System.Reflection;
using LstmGen.Conformance.Export;
using LstmGen.Runtime;

namespace LstmGen.Samples.Tests;

/// <summary>Every model of the samples as an ONNX file, judged by ONNX Runtime.</summary>
public sealed class ExportTests
{
    /// <summary>One of a sample that no other test here names.</summary>
    private static readonly Type s_sine = typeof(SineForecast.SineModel);

    public static TheoryData<Type> Models { get; } =
    [
        .. typeof(ExportTests).Assembly.GetReferencedAssemblies().Select(Assembly.Load).Append(s_sine.Assembly).Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(SequenceModel)) && !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    [Fact]
    public void All_samples_are_there() => Assert.Equal(
        [
            "AnomalyDetection", "LongTimeLag", "LstmGen.Papers", "MovingShapes", "Music", "NamedEntities", "OnlineService", "Sentiment", "SeriesForecast", "SineForecast", "SpeechDigits.Models", "StockPrices", "TextGeneration", "Traffic", "Translation", "Turbofan", "Tutorial", "VideoActions.Models",
        ],
        Models.Select(model => model.Data.Namespace!).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_agrees_with_its_file(Type type)
    {
        const int Rows = 3;
        (SequenceModel model, float[] windows, Random random) = Create(type, Rows);
        ModelDescription d = model.Description;

        // Two of them shorter than a window.
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(row => row == 0 ? d.LookBack : random.Next(1, d.LookBack + 1))];
        float[] ours = new float[Rows * d.OutputSize];
        model.PredictBatch(windows, ours);
        using (OnnxFile file = new(model))
        {
            OnnxClose.Equal(ours, file.Run(windows, Rows), type.FullName!);
        }

        model.PredictBatch(windows, lengths, ours);
        using (OnnxFile file = new(model, new() { Lengths = true }))
        {
            OnnxClose.Equal(ours, file.Run(windows, Rows, lengths), $"{type.FullName} with lengths");
        }
    }

    /// <summary>A model that has Step has a file of a step, which gives, from zero states and step by step, what the whole window gives.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Every_stream_agrees_with_its_file(Type type)
    {
        (SequenceModel model, float[] window, _) = Create(type, rows: 1);
        ModelDescription d = model.Description;
        if (!type.GetInterfaces().Any(ability => ability.Name.StartsWith("IStreaming", StringComparison.Ordinal)))
        {
            Assert.Throws<NotSupportedException>(() => model.ExportOnnx(Stream.Null, new() { Streaming = true }));
            return;
        }

        float[] ours = new float[d.OutputSize];
        model.PredictBatch(window, ours);
        using OnnxFile file = new(model, new() { Streaming = true });
        OnnxClose.Equal(ours, file.Walk(window, streams: 1).AsSpan()[^ours.Length..], type.FullName!);
    }

    private static (SequenceModel Model, float[] Windows, Random Random) Create(Type type, int rows)
    {
        var model = (SequenceModel)Activator.CreateInstance(type, 5L)!;
        ModelDescription d = model.Description;
        Random random = new(3);
        bool tokens = d.Tokens.Length > 0;
        int most = tokens ? model.GetDeclaredLayers().Min(layer => layer.Attribute switch
        {
            EmbeddingAttribute embedding => embedding.Vocabulary,
            CharacterConvAttribute characters => characters.Vocabulary,
            _ => int.MaxValue,
        }) : 0;
        float[] windows = [.. Enumerable.Range(0, rows * d.InputSize).Select(_ => tokens ? random.Next(most) : random.NextSingle() * 2f - 1f)];
        if (d.Scaling != Scaling.None)
        {
            windows = [.. windows.Select((value, i) => 500f * (1 + i % d.Features) + 90f * value)];
            model.FitScaler(WindowDataset.From(windows, windows.AsMemory(0, rows * d.TargetSize), d.LookBack, d.Features, 1));
        }

        return (model, windows, random);
    }
}
