using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using LstmGen.Compiler;

namespace LstmGen.Import.Tests.Formats;

/// <summary>State dictionaries in PyTorch's names and layouts, beside plain loops in PyTorch's own conventions.</summary>
public sealed class TorchTests
{
    private const int Steps = 5;
    private const int Inputs = 3;
    private const int Units = 4;
    private readonly Random _random = new(11);
    private readonly Dictionary<string, (int[] Shape, float[] Values)> _tensors = new(StringComparer.Ordinal);

    public static TheoryData<string, bool, bool> Modules => new(
        from module in (string[])["LSTM", "GRU", "RNN"]
        from both in (bool[])[false, true]
        from bias in (bool[])[true, false]
        select (module, both, bias));

    [Theory]
    [MemberData(nameof(Modules))]
    public void Two_layers_and_a_linear_one_are_PyTorch_s(string module, bool both, bool bias)
    {
        int gates = module switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        for (int layer = 0; layer < 2; layer++)
        {
            foreach (string end in both ? (string[])["", "_reverse"] : [""])
            {
                int width = layer == 0 ? Inputs : both ? 2 * Units : Units;
                Make($"encoder.rnn.weight_ih_l{layer}{end}", gates * Units, width);
                Make($"encoder.rnn.weight_hh_l{layer}{end}", gates * Units, Units);
                if (!bias) continue;
                Make($"encoder.rnn.bias_ih_l{layer}{end}", gates * Units);
                Make($"encoder.rnn.bias_hh_l{layer}{end}", gates * Units);
            }
        }

        int hidden = both ? 2 * Units : Units;
        Make("fc.weight", 2, hidden);
        Make("fc.bias", 2);
        LayerAttribute Layer() => module switch
        {
            "LSTM" => new LstmAttribute(Units) { Bidirectional = both, UseBias = bias, ReturnSequences = true },
            "GRU" => new GruAttribute(Units) { Bidirectional = both, UseBias = bias, ReturnSequences = true },
            _ => new SimpleRnnAttribute(Units) { Bidirectional = both, UseBias = bias, ReturnSequences = true },
        };
        SequenceModel model = Load(new ModelSpec(new LstmModelAttribute { LookBack = Steps, Features = Inputs }, Layer(), Layer(), new DenseAttribute(2)));

        float[] window = [.. Enumerable.Range(0, Steps * Inputs).Select(_ => (float)(_random.NextDouble() - 0.5))];
        double[][] rows = [.. Enumerable.Range(0, Steps).Select(t => window.Skip(t * Inputs).Take(Inputs).Select(x => (double)x).ToArray())];
        for (int layer = 0; layer < 2; layer++)
        {
            double[][] forward = Run(module, rows, layer, "");
            double[][] backward = both ? [.. Run(module, [.. rows.Reverse()], layer, "_reverse").Reverse()] : forward;
            rows = both ? [.. forward.Zip(backward, (a, b) => a.Concat(b).ToArray())] : forward;
        }

        double[] expected = [.. rows.SelectMany(row => Affine("fc.weight", "fc.bias", row))];
        float[] outputs = new float[expected.Length];
        model.Predict(window, outputs);
        SharedModels.Same(expected, outputs, 2e-6);
    }

    /// <summary>A state dictionary does not say which last step of two directions is meant: OfDirections is cat((h_n[-2], h_n[-1]), 1), OfSequence output[:, -1]. In one direction both are one.</summary>
    [Theory]
    [InlineData("LSTM", true, LastStep.OfDirections)]
    [InlineData("LSTM", true, LastStep.OfSequence)]
    [InlineData("GRU", true, LastStep.OfDirections)]
    [InlineData("GRU", true, LastStep.OfSequence)]
    [InlineData("LSTM", false, LastStep.OfDirections)]
    public void The_last_step_is_the_declared_one(string module, bool both, LastStep last)
    {
        int gates = module == "LSTM" ? 4 : 3;
        foreach (string end in both ? (string[])["", "_reverse"] : [""])
        {
            Make($"encoder.rnn.weight_ih_l0{end}", gates * Units, Inputs);
            Make($"encoder.rnn.weight_hh_l0{end}", gates * Units, Units);
            Make($"encoder.rnn.bias_ih_l0{end}", gates * Units);
            Make($"encoder.rnn.bias_hh_l0{end}", gates * Units);
        }

        LayerAttribute layer = module == "LSTM" ? new LstmAttribute(Units) { Bidirectional = both, LastStep = last } : new GruAttribute(Units) { Bidirectional = both, LastStep = last };
        SequenceModel model = Load(new ModelSpec(new LstmModelAttribute { LookBack = Steps, Features = Inputs }, layer));
        float[] window = [.. Enumerable.Range(0, Steps * Inputs).Select(_ => (float)(_random.NextDouble() - 0.5))];
        double[][] rows = [.. Enumerable.Range(0, Steps).Select(t => window.Skip(t * Inputs).Take(Inputs).Select(x => (double)x).ToArray())];
        double[] forward = Run(module, rows, 0, "")[^1];
        double[][] backward = both ? Run(module, [.. rows.Reverse()], 0, "_reverse") : [[]];
        float[] output = new float[both ? 2 * Units : Units];
        model.Predict(window, output);
        SharedModels.Same([.. forward, .. last == LastStep.OfSequence ? backward[0] : backward[^1]], output, 2e-6);
    }

    /// <summary>Cells of one step have the names of layers without a number.</summary>
    [Fact]
    public void Cells_are_layers()
    {
        Make("cell.weight_ih", 16, Inputs);
        Make("cell.weight_hh", 16, 4);
        Make("cell.bias_ih", 16);
        Make("cell.bias_hh", 16);
        SequenceModel model = Load(new ModelSpec(new LstmModelAttribute { LookBack = Steps, Features = Inputs }, new LstmAttribute(4)));
        Assert.Equal(_tensors["cell.weight_ih"].Values[Inputs], model.Parameters["lstm.kernel"][1]);
        Assert.Equal(_tensors["cell.bias_ih"].Values.Zip(_tensors["cell.bias_hh"].Values, (a, b) => a + b), model.Parameters["lstm.bias"].ToArray());
    }

    /// <summary>Convolutions run from outputs to positions there, and statistics have names of their own.</summary>
    [Fact]
    public void Convolutions_norms_and_slopes_are_PyTorch_s()
    {
        Make("conv.weight", 4, Inputs, 3);
        Make("conv.bias", 4);
        Make("bn.weight", 4);
        Make("bn.bias", 4);
        Make("bn.running_mean", 4);
        Make("bn.running_var", 4);
        _tensors["bn.running_var"] = ([4], [.. _tensors["bn.running_var"].Values.Select(value => MathF.Abs(value) + 0.1f)]);
        Make("act.weight", 4);
        Make("fc.weight", 2, 4);
        Make("fc.bias", 2);
        SequenceModel model = Load(new ModelSpec(
            new LstmModelAttribute { LookBack = Steps, Features = Inputs }, new Conv1DAttribute(4, 3), new BatchNormAttribute { Epsilon = 1e-5, Momentum = 0.9, UnbiasedVariance = true }, new PReluAttribute(),
            new GlobalMaxPool1DAttribute(), new DenseAttribute(2)));
        float[] window = [.. Enumerable.Range(0, Steps * Inputs).Select(_ => (float)(_random.NextDouble() - 0.5))], outputs = new float[2];
        float[] Of(string name) => _tensors[name].Values;
        double[] largest = [.. Enumerable.Range(0, 4).Select(filter => Enumerable.Range(0, Steps - 2).Max(t =>
        {
            double sum = Of("conv.bias")[filter];
            for (int i = 0; i < Inputs; i++)
            {
                for (int k = 0; k < 3; k++) sum += Of("conv.weight")[(filter * Inputs + i) * 3 + k] * window[(t + k) * Inputs + i];
            }

            double normed = (sum - Of("bn.running_mean")[filter]) / Math.Sqrt(Of("bn.running_var")[filter] + 1e-5) * Of("bn.weight")[filter] + Of("bn.bias")[filter];
            return normed > 0 ? normed : normed * Of("act.weight")[filter];
        }))];
        model.Predict(window, outputs);
        SharedModels.Same(Affine("fc.weight", "fc.bias", largest), outputs, 2e-6);
    }

    [Fact]
    public void Names_of_a_model_on_several_processors_and_counters_are_no_matter()
    {
        Make("module.lstm.weight_ih_l0", 16, Inputs);
        Make("module.lstm.weight_hh_l0", 16, 4);
        Make("module.lstm.bias_ih_l0", 16);
        Make("module.lstm.bias_hh_l0", 16);
        Make("module.norm.weight", 4);
        Make("module.norm.bias", 4);
        Make("module.fc.weight", 1, 4);
        Make("module.fc.bias", 1);
        SequenceModel model = Load(new ModelSpec(new LstmModelAttribute { LookBack = Steps, Features = Inputs }, new LstmAttribute(4), new LayerNormAttribute { Epsilon = 1e-5 }, new DenseAttribute(1)));
        Assert.Equal(_tensors["module.norm.weight"].Values, model.Parameters["layernorm.gamma"].ToArray());
    }

    [Fact]
    public void Layers_are_found_by_shape_where_the_file_has_another_order()
    {
        Make("head.weight", 1, 4);
        Make("head.bias", 1);
        Make("table.weight", 9, 6);
        Make("core.weight_ih_l0", 16, 6);
        Make("core.weight_hh_l0", 16, 4);
        Make("core.bias_ih_l0", 16);
        Make("core.bias_hh_l0", 16);
        SequenceModel model = Load(new ModelSpec(new LstmModelAttribute { LookBack = Steps }, new EmbeddingAttribute(9, 6), new LstmAttribute(4), new DenseAttribute(1)));
        Assert.Equal(_tensors["table.weight"].Values, model.Parameters["embedding.embeddings"].ToArray());
    }

    [Fact]
    public void A_bias_that_one_side_lacks_is_said()
    {
        Make("lstm.weight_ih_l0", 16, Inputs);
        Make("lstm.weight_hh_l0", 16, 4);
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Load(new ModelSpec(new LstmModelAttribute { LookBack = Steps, Features = Inputs }, new LstmAttribute(4))));
        Assert.Contains("UseBias = false", refused.Message, StringComparison.Ordinal);
    }

    private void Make(string name, params int[] shape) =>
        _tensors[name] = (shape, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)(_random.NextDouble() - 0.5))]);

    private SequenceModel Load(ModelSpec spec)
    {
        var header = new Dictionary<string, object>();
        using var values = new MemoryStream();
        foreach ((string name, (int[] shape, float[] data)) in _tensors)
        {
            long begin = values.Length;
            values.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(data.AsSpan()));
            header[name] = new { dtype = "F32", shape, data_offsets = new[] { begin, values.Length } };
        }

        byte[] json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. length, .. json, .. values.ToArray()]);
            SequenceModel model = ModelCompiler.Compile(spec);
            model.LoadTorch(path);
            return model;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private double[] Affine(string weight, string bias, double[] x)
    {
        (int[] shape, float[] w) = _tensors[weight];
        float[]? b = _tensors.TryGetValue(bias, out (int[] Shape, float[] Values) found) ? found.Values : null;
        return [.. Enumerable.Range(0, shape[0]).Select(row => (b?[row] ?? 0) + x.Select((value, i) => value * w[(row * shape[1]) + i]).Sum())];
    }

    /// <summary>As PyTorch's documentation writes them: i f g o; r z n.</summary>
    private double[][] Run(string module, double[][] rows, int layer, string end)
    {
        double[] h = new double[Units];
        double[] c = new double[Units];
        var result = new List<double[]>();
        foreach (double[] x in rows)
        {
            double[] xs = Affine($"encoder.rnn.weight_ih_l{layer}{end}", $"encoder.rnn.bias_ih_l{layer}{end}", x);
            double[] hs = Affine($"encoder.rnn.weight_hh_l{layer}{end}", $"encoder.rnn.bias_hh_l{layer}{end}", h);
            double[] next = new double[Units];
            for (int u = 0; u < Units; u++)
            {
                double Both(int gate) => xs[(gate * Units) + u] + hs[(gate * Units) + u];
                switch (module)
                {
                    case "LSTM":
                        c[u] = (Sigmoid(Both(1)) * c[u]) + (Sigmoid(Both(0)) * Math.Tanh(Both(2)));
                        next[u] = Sigmoid(Both(3)) * Math.Tanh(c[u]);
                        break;
                    case "GRU":
                        double n = Math.Tanh(xs[(2 * Units) + u] + (Sigmoid(Both(0)) * hs[(2 * Units) + u]));
                        next[u] = ((1 - Sigmoid(Both(1))) * n) + (Sigmoid(Both(1)) * h[u]);
                        break;
                    default:
                        next[u] = Math.Tanh(Both(0));
                        break;
                }
            }

            result.Add(h = next);
        }

        return [.. result];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
