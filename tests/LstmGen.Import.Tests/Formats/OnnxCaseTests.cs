using System.Text.Json;
using LstmGen.Compiler;
using LstmGen.Import.Networks;

namespace LstmGen.Import.Tests.Formats;

/// <summary>
/// Small networks with random weights that PyTorch 1.13 exported, in several opsets, with open and fixed batches, and what PyTorch answered: recurrent layers of all kinds and directions, with the
/// last step taken in every way that is usual, convolutions, norms written out, scalers inside of the graph.
/// </summary>
public sealed class OnnxCaseTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Formats", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.onnx").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_graph_answers_as_PyTorch_did(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        double[] Read(string of) => [.. document.RootElement.GetProperty(of).EnumerateArray().Select(item => item.GetDouble())];
        double[] expected = Read("y");
        SequenceModel model = ModelCompiler.Compile(FileImporter.Read(Path.Combine(Folder, name + ".onnx")));
        float[] outputs = new float[expected.Length];
        model.PredictBatch([.. Read("x").Select(value => (float)value)], outputs);
        SharedModels.Same(expected, outputs);
    }

    /// <summary>A batch norm of a graph learns on with the graph's momentum.</summary>
    [Theory]
    [InlineData("bn2-opset9")]
    [InlineData("conv-bn-pool-max-bn2-leaky-unscale-scale-opset13")]
    public void Batch_norms_learn_on(string name)
    {
        BatchNormAttribute norm = Assert.Single(FileImporter.Read(Path.Combine(Folder, name + ".onnx")).Layers.Select(layer => layer.Attribute).OfType<BatchNormAttribute>());
        Assert.Equal((0.9, false), (norm.Momentum, norm.FrozenStatistics));
    }

    /// <summary>Arithmetic with constants, as which this library exports a batch norm, keeps what it normalises by; scale and shift learn.</summary>
    [Fact]
    public void Arithmetic_keeps_its_statistics()
    {
        SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 4, Features = 2 }, new LstmAttribute(3), new BatchNormAttribute(), new LstmAttribute(3), new DenseAttribute(1)));
        using MemoryStream file = new();
        model.ExportOnnx(file);
        ImportedNetwork network = FileImporter.Read(file.ToArray(), "model");
        SequenceModel again = ModelCompiler.Compile(network);
        Assert.True(Assert.Single(network.Layers.Select(layer => layer.Attribute).OfType<BatchNormAttribute>()).FrozenStatistics);
        again.FitBatch([.. Enumerable.Range(0, 5 * 8).Select(i => MathF.Cos(i * 1.7f))], new float[5], new Adam());
        Assert.All(again.Parameters["batchnorm.moving_variance"].ToArray(), value => Assert.Equal(1f, value));
        Assert.All(again.Parameters["batchnorm.beta"].ToArray(), value => Assert.NotEqual(0f, value));
    }

    [Fact]
    public void There_are_cases() => Assert.True(Cases.Count >= 50);
}
