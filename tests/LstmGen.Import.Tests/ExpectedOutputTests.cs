using System.Text.Json;
using LstmGen.Compiler;
using LstmGen.Import.Networks;

namespace LstmGen.Import.Tests;

/// <summary>Public files give the outputs that their own libraries gave.</summary>
public sealed class ExpectedOutputTests
{
    [Theory]
    [InlineData("lstm_model.keras")]
    [InlineData("keras21-lstm.h5")]
    [InlineData("keras21-gru.h5")]
    [InlineData("torch-lstm2-dynamic.onnx")]
    public void A_file_answers_as_its_library_does(string name)
    {
        (float[] input, int[] shape, double[] expected) = SharedModels.Expected(name);
        ImportedNetwork network = FileImporter.Read(SharedModels.Find(name));
        SequenceModel model = ModelCompiler.Compile(network);

        float[] outputs = new float[expected.Length];
        model.PredictBatch(input, outputs);
        SharedModels.Same(expected, outputs);

        int window = input.Length / shape[0];
        double[] plain = [.. Enumerable.Range(0, shape[0]).SelectMany(row => PlainNetwork.Run(network, input.AsSpan(row * window, window)))];
        SharedModels.Same(plain, outputs);
    }

    [Theory]
    [InlineData("torch-lstm2-fc.pt", 9, 3, 2, 12, 2, false)]
    [InlineData("torch-checkpoint.pt", 9, 3, 2, 12, 2, false)]
    [InlineData("torch-legacy.pt", 9, 3, 2, 12, 2, false)]
    [InlineData("cwru-lstm.pt", 20, 1, 1, 8, 4, false)]
    [InlineData("torch-bilstm-steps.safetensors", 8, 2, 1, 10, 4, true)]
    public void A_state_dictionary_fills_a_declared_class(string name, int lookBack, int features, int layers, int units, int outputs, bool both)
    {
        (float[] input, _, double[] expected) = SharedModels.Expected(name);
        var spec = new ModelSpec(new LstmModelAttribute { LookBack = lookBack, Features = features });
        for (int i = 0; i < layers; i++)
        {
            spec.Add(new LstmAttribute(units) { Bidirectional = both, ReturnSequences = both });
        }

        SequenceModel model = ModelCompiler.Compile(spec.Add(new DenseAttribute(outputs)));
        LoadReport report = model.LoadTorch(SharedModels.Find(name));
        Assert.Equal(layers + 1, report.Layers.Count);

        float[] answers = new float[expected.Length];
        model.PredictBatch(input, answers);
        SharedModels.Same(expected, answers);
    }

    [Fact]
    public void RTNeural_gives_the_output_of_Keras_at_every_step()
    {
        static float[] Read(string name) => [.. File.ReadAllLines(SharedModels.Find(name)).Where(line => line.Length > 0).Select(line => float.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];
        float[] x = Read("rtneural-lstm-1d-x.csv");
        float[] y = Read("rtneural-lstm-1d-y.csv");
        SequenceModel model = ModelCompiler.Compile(FileImporter.Read(SharedModels.Find("rtneural-lstm-1d.json"), new ImportOptions { LookBack = x.Length }));
        float[] outputs = new float[y.Length];
        model.Predict(x, outputs);
        SharedModels.Same([.. y.Select(value => (double)value)], outputs);
    }

    [Fact]
    public void Nam_is_the_plain_loop_of_its_formula()
    {
        ImportedNetwork network = FileImporter.Read(SharedModels.Find("nam-lstm-1x3.nam"), new ImportOptions { LookBack = 32 });
        SequenceModel model = ModelCompiler.Compile(network);
        float[] window = [.. Enumerable.Range(0, 32).Select(i => 0.5f * MathF.Sin(0.7f * i))];
        float[] outputs = new float[32];
        model.Predict(window, outputs);

        // NAM's own order: rows of [x; h] for i f g o, the bias, h, c, and the head.
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedModels.Find("nam-lstm-1x3.nam")));
        double[] w = [.. document.RootElement.GetProperty("weights").EnumerateArray().Select(item => item.GetDouble())];
        const int units = 3;
        double[] h = w[60..63];
        double[] c = w[63..66];
        var expected = new List<double>();
        foreach (float x in window)
        {
            double[] xh = [x, .. h];
            double Sum(int row) => w[48 + row] + xh.Select((value, i) => value * w[(row * 4) + i]).Sum();
            double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
            for (int u = 0; u < units; u++)
            {
                c[u] = (Sigmoid(Sum(units + u)) * c[u]) + (Sigmoid(Sum(u)) * Math.Tanh(Sum((2 * units) + u)));
            }

            double[] next = [.. Enumerable.Range(0, units).Select(u => Sigmoid(Sum((3 * units) + u)) * Math.Tanh(c[u]))];
            h = next;
            expected.Add(w[69] + h.Select((value, u) => value * w[66 + u]).Sum());
        }

        SharedModels.Same(expected, outputs);
    }

    [Fact]
    public void A_graph_with_its_state_outside_gives_a_model()
    {
        ImportedNetwork network = FileImporter.Read(SharedModels.Find("torch-lstm-state.onnx"));
        Assert.Equal(1, network.Model.LookBack);
        Assert.Equal(2, network.Model.Features);
        Assert.Equal(["Lstm", "Dense"], network.Layers.Select(layer => layer.Kind));
        Assert.Contains(network.Notes, note => note.Contains("Step", StringComparison.Ordinal));
    }
}
