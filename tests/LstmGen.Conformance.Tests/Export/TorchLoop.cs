namespace LstmGen.Conformance.Export;

/// <summary>Modules of PyTorch in double precision, by the formulas of its documentation, over the tensors of a state dict.</summary>
internal sealed class TorchLoop(TensorFileReader file)
{
    /// <summary>nn.LSTM with batch_first, one layer: the output of every step, [forward, backward] where there are two directions.</summary>
    public double[][] Lstm(string name, double[][] x, bool bidirectional = false) => Both(x, bidirectional, (steps, ending) =>
    {
        int units = file.Shapes[$"{name}.weight_hh_l0{ending}"][0] / 4;
        double[] h = Start($"{name}_initial_hidden", file.Shapes[$"{name}.weight_hh_l0{ending}"][1], ending), c = Start($"{name}_initial_cell", units, ending);
        return [.. steps.Select(step =>
        {
            double[] sums = Plus(Linear($"{name}.weight_ih_l0{ending}", $"{name}.bias_ih_l0{ending}", step), Linear($"{name}.weight_hh_l0{ending}", $"{name}.bias_hh_l0{ending}", h));
            c = [.. Enumerable.Range(0, units).Select(u => Sigmoid(sums[units + u]) * c[u] + Sigmoid(sums[u]) * Math.Tanh(sums[2 * units + u]))];
            double[] read = [.. Enumerable.Range(0, units).Select(u => Sigmoid(sums[3 * units + u]) * Math.Tanh(c[u]))];
            return h = file.Shapes.ContainsKey($"{name}.weight_hr_l0{ending}") ? Linear($"{name}.weight_hr_l0{ending}", null, read) : read;
        })];
    });

    /// <summary>nn.GRU with batch_first, one layer.</summary>
    public double[][] Gru(string name, double[][] x, bool bidirectional = false) => Both(x, bidirectional, (steps, ending) =>
    {
        int units = file.Shapes[$"{name}.weight_hh_l0{ending}"][0] / 3;
        double[] h = Start($"{name}_initial_hidden", units, ending);
        return [.. steps.Select(step =>
        {
            double[] given = Linear($"{name}.weight_ih_l0{ending}", $"{name}.bias_ih_l0{ending}", step), seen = Linear($"{name}.weight_hh_l0{ending}", $"{name}.bias_hh_l0{ending}", h);
            return h = [.. Enumerable.Range(0, units).Select(u =>
            {
                double r = Sigmoid(given[u] + seen[u]), z = Sigmoid(given[units + u] + seen[units + u]);
                return (1 - z) * Math.Tanh(given[2 * units + u] + r * seen[2 * units + u]) + z * h[u];
            })];
        })];
    });

    /// <summary>nn.RNN with batch_first and tanh, one layer.</summary>
    public double[][] Rnn(string name, double[][] x, bool bidirectional = false) => Both(x, bidirectional, (steps, ending) =>
    {
        double[] h = Start($"{name}_initial_hidden", file.Shapes[$"{name}.weight_hh_l0{ending}"][0], ending);
        return [.. steps.Select(step => h = [.. Plus(
            Linear($"{name}.weight_ih_l0{ending}", $"{name}.bias_ih_l0{ending}", step), Linear($"{name}.weight_hh_l0{ending}", $"{name}.bias_hh_l0{ending}", h)).Select(Math.Tanh)])];
    });

    /// <summary>nn.PReLU, one slope for each value.</summary>
    public double[] PRelu(string name, double[] x) => [.. x.Select((value, k) => value > 0 ? value : value * file.Values[$"{name}.weight"][k])];

    /// <summary>nn.Linear; the bias may be none.</summary>
    public double[] Linear(string weight, string? bias, double[] x)
    {
        int[] shape = file.Shapes[weight];
        Assert.Equal(shape[1], x.Length);
        float[]? added = bias is null ? null : file.Values.GetValueOrDefault(bias);
        return [.. Enumerable.Range(0, shape[0]).Select(row => (added is null ? 0.0 : added[row]) + x.Select((value, k) => value * file.Values[weight][row * shape[1] + k]).Sum())];
    }

    /// <summary>nn.Linear of a module.</summary>
    public double[] Linear(string name, double[] x) => Linear($"{name}.weight", $"{name}.bias", x);

    /// <summary>nn.Conv1d over the steps, after zeros laid before and behind them.</summary>
    public double[][] Conv1d(string name, double[][] x, int before, int behind)
    {
        int[] shape = file.Shapes[$"{name}.weight"];
        double[][] padded = [.. Zeros(before, shape[1]), .. x, .. Zeros(behind, shape[1])];
        float[] weight = file.Values[$"{name}.weight"], bias = file.Values[$"{name}.bias"];
        return [.. Enumerable.Range(0, padded.Length - shape[2] + 1).Select(t => Enumerable.Range(0, shape[0]).Select(filter => bias[filter]
            + Enumerable.Range(0, shape[1] * shape[2]).Sum(i => padded[t + i % shape[2]][i / shape[2]] * weight[filter * shape[1] * shape[2] + i])).ToArray())];
    }

    /// <summary>nn.Conv2d without padding; images are [height, width, channels].</summary>
    public double[,,] Conv2d(string name, double[,,] x)
    {
        int[] s = file.Shapes[$"{name}.weight"];
        float[] weight = file.Values[$"{name}.weight"], bias = file.Values[$"{name}.bias"];
        double[,,] y = new double[x.GetLength(0) - s[2] + 1, x.GetLength(1) - s[3] + 1, s[0]];
        for (int row = 0; row < y.GetLength(0); row++)
        {
            for (int column = 0; column < y.GetLength(1); column++)
            {
                for (int filter = 0; filter < s[0]; filter++)
                {
                    y[row, column, filter] = bias[filter] + Enumerable.Range(0, s[1] * s[2] * s[3]).Sum(i =>
                        x[row + i / s[3] % s[2], column + i % s[3], i / s[3] / s[2]] * weight[filter * s[1] * s[2] * s[3] + i]);
                }
            }
        }

        return y;
    }

    /// <summary>nn.Embedding.</summary>
    public double[] Embedding(string name, int id)
    {
        int width = file.Shapes[$"{name}.weight"][1];
        return [.. file.Values[$"{name}.weight"].Skip(id * width).Take(width).Select(value => (double)value)];
    }

    /// <summary>nn.LayerNorm.</summary>
    public double[] LayerNorm(string name, double[] x, double epsilon)
    {
        double mean = x.Average(), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        return [.. x.Select((value, k) => (value - mean) / deviation * file.Values[$"{name}.weight"][k] + file.Values[$"{name}.bias"][k])];
    }

    private static double[][] Both(double[][] x, bool bidirectional, Func<double[][], string, double[][]> run)
    {
        double[][] forward = run(x, "");
        if (!bidirectional)
        {
            return forward;
        }

        double[][] backward = [.. run([.. x.Reverse()], "_reverse").Reverse()];
        return [.. forward.Zip(backward, (a, b) => (double[])[.. a, .. b])];
    }

    private double[] Start(string name, int width, string ending) => file.Values.TryGetValue(name, out float[]? values)
        ? [.. values.Skip(ending.Length > 0 ? width : 0).Take(width).Select(value => (double)value)]
        : new double[width];

    private static double[][] Zeros(int steps, int width) => [.. Enumerable.Range(0, steps).Select(_ => new double[width])];

    private static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
