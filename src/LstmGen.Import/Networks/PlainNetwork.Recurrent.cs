namespace LstmGen.Import.Networks;

// LSTM and GRU by their formulas, in Keras' layouts.
internal static partial class PlainNetwork
{
    private static PlainFlow Recurrent(ImportedLayer layer, PlainFlow flow, bool sequences, bool both, Merge merge, LastStep last, Func<string, double[][], double[][]> run)
    {
        double[][] forward = run(both ? "forward." : "", flow.Values);
        if (!both) return new(sequences ? forward : [forward[^1]], sequences, null);
        double[][] reversed = [.. flow.Values];
        Array.Reverse(reversed);
        double[][] backward = run("backward.", reversed);
        if (!sequences) return new([Join(forward[^1], backward[last == LastStep.OfSequence ? 0 : ^1], merge)], false, null);
        Array.Reverse(backward);
        return new([.. forward.Select((row, t) => Join(row, backward[t], merge))], true, null);
    }

    private static double[] Join(double[] forward, double[] backward, Merge merge) => merge switch
    {
        Merge.Concat => [.. forward, .. backward],
        Merge.Sum => [.. forward.Select((x, i) => x + backward[i])],
        Merge.Mul => [.. forward.Select((x, i) => x * backward[i])],
        _ => [.. forward.Select((x, i) => (x + backward[i]) / 2)],
    };

    /// <summary>Gates i f g o: c = f⊙c + i⊙g, h = o⊙φ(c).</summary>
    private static double[][] Lstm(ImportedLayer layer, LstmAttribute lstm, string prefix, double[][] rows)
    {
        int units = lstm.Units;
        double[] h = Start(layer, prefix + "initial_hidden", units);
        double[] c = Start(layer, prefix + "initial_cell", units);
        double[][] result = new double[rows.Length][];
        for (int t = 0; t < rows.Length; t++)
        {
            double[] sums = Sums(layer, prefix, rows[t], h, 4 * units, Optional(layer, prefix + "bias"));
            double[] next = new double[units];
            for (int u = 0; u < units; u++)
            {
                double i = PlainActivations.Apply(lstm.RecurrentActivation, sums[u]);
                double f = PlainActivations.Apply(lstm.RecurrentActivation, sums[units + u]);
                double g = PlainActivations.Apply(lstm.Activation, sums[(2 * units) + u]);
                double o = PlainActivations.Apply(lstm.RecurrentActivation, sums[(3 * units) + u]);
                c[u] = (f * c[u]) + (i * g);
                next[u] = o * PlainActivations.Apply(lstm.Activation, c[u]);
            }

            result[t] = h = next;
        }

        return result;
    }

    /// <summary>h = φ(x·K + h·R + b).</summary>
    private static double[][] SimpleRnn(ImportedLayer layer, SimpleRnnAttribute simple, string prefix, double[][] rows)
    {
        double[] h = Start(layer, prefix + "initial_hidden", simple.Units);
        double[][] result = new double[rows.Length][];
        for (int t = 0; t < rows.Length; t++)
        {
            result[t] = h = Array.ConvertAll(Sums(layer, prefix, rows[t], h, simple.Units, Optional(layer, prefix + "bias")), sum => PlainActivations.Apply(simple.Activation, sum));
        }

        return result;
    }

    /// <summary>Gates z r n: h = z⊙h + (1 − z)⊙n.</summary>
    private static double[][] Gru(ImportedLayer layer, GruAttribute gru, string prefix, double[][] rows)
    {
        int units = gru.Units;
        float[]? bias = Optional(layer, prefix + "bias");
        float[] recurrent = Tensor(layer, prefix + "recurrent_kernel");
        double[] h = Start(layer, prefix + "initial_hidden", units);
        double[][] result = new double[rows.Length][];
        double[] zeros = new double[units];
        for (int t = 0; t < rows.Length; t++)
        {
            double[] x = Sums(layer, prefix, rows[t], zeros, 3 * units, bias);
            double[] z = new double[units];
            double[] r = new double[units];
            double RecurrentBias(int column) => gru.ResetAfter && bias is not null ? bias[(3 * units) + column] : 0;
            double Product(double[] state, int column)
            {
                double sum = 0;
                for (int k = 0; k < units; k++)
                {
                    sum += state[k] * recurrent[(k * 3 * units) + column];
                }

                return sum;
            }

            for (int u = 0; u < units; u++)
            {
                z[u] = PlainActivations.Apply(gru.RecurrentActivation, x[u] + Product(h, u) + RecurrentBias(u));
                r[u] = PlainActivations.Apply(gru.RecurrentActivation, x[units + u] + Product(h, units + u) + RecurrentBias(units + u));
            }

            double[] gated = [.. h.Select((value, u) => value * r[u])];
            double[] next = new double[units];
            for (int u = 0; u < units; u++)
            {
                int column = (2 * units) + u;
                double n = gru.ResetAfter ? r[u] * (Product(h, column) + RecurrentBias(column)) : Product(gated, column);
                next[u] = (z[u] * h[u]) + ((1 - z[u]) * PlainActivations.Apply(gru.Activation, x[column] + n));
            }

            result[t] = h = next;
        }

        return result;
    }

    private static double[] Start(ImportedLayer layer, string name, int units) =>
        Optional(layer, name) is { } start ? [.. start.Select(x => (double)x)] : new double[units];

    private static double[] Sums(ImportedLayer layer, string prefix, double[] x, double[] h, int columns, float[]? bias)
    {
        float[] kernel = Tensor(layer, prefix + "kernel");
        float[] recurrent = Tensor(layer, prefix + "recurrent_kernel");
        double[] sums = new double[columns];
        for (int j = 0; j < columns; j++)
        {
            double sum = bias?[j] ?? 0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += x[i] * kernel[(i * columns) + j];
            }

            for (int k = 0; k < h.Length; k++)
            {
                sum += h[k] * recurrent[(k * columns) + j];
            }

            sums[j] = sum;
        }

        return sums;
    }
}
