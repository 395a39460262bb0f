using System.Text.Json;
using LstmGen.Compiler;

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

    [Fact]
    public void There_are_cases() => Assert.True(Cases.Count >= 50);
}
