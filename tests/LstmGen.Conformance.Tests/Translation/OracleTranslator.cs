using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Translation;

/// <summary>
/// An encoder and a decoder in double precision, forward only, written from the formulas: what the generated kernels are held to, and what their gradients are held to by
/// central differences. Parameters come in the canonical order, encoder first.
/// </summary>
internal sealed record OracleTranslator
{
    public required int SourceVocabulary { get; init; }

    public required int SourceDimension { get; init; }

    public bool MaskZero { get; init; }

    public required (int Units, bool Bidirectional)[] Encoder { get; init; }

    public required int Vocabulary { get; init; }

    public required int Dimension { get; init; }

    public required int[] Decoder { get; init; }

    /// <summary>Whether all cells are GRUs, the reset gate behind the product in the encoder and before it in the decoder; LSTMs otherwise.</summary>
    public bool Gru { get; init; }

    /// <summary>Whether all cells are simple recurrent ones.</summary>
    public bool Simple { get; init; }

    public required int Steps { get; init; }

    /// <summary>None where it is null.</summary>
    public OracleScore? Score { get; init; }

    public int Heads { get; init; } = 1;

    public int Units { get; init; }

    public bool Scaled { get; init; }

    /// <summary>Units of the tanh layer below attention, or 0.</summary>
    public int Dense { get; init; }

    private int Gates => Simple ? 1 : Gru ? 3 : 4;

    /// <summary>The logits of every step, and the weights of attention of every step and head.</summary>
    public (double[][] Logits, double[][][] Weights) Forward(double[] parameters, int[] source, int[] inputs)
    {
        var read = new Reader(parameters);
        if (MaskZero) source = source[..Math.Max(1, Array.FindLastIndex(source, id => id != 0) + 1)];
        double[][] memory = Lookup(read.Matrix(SourceVocabulary, SourceDimension), source);
        double[] last = [];
        foreach ((int units, bool bidirectional) in Encoder)
        {
            double[][] forward = Run(read.Cell(memory[0].Length, units, Gates, resetAfter: true), memory, new double[2 * units]);
            last = forward[^1];
            if (!bidirectional)
            {
                memory = forward;
                continue;
            }

            double[][] backward = Run(read.Cell(memory[0].Length, units, Gates, resetAfter: true), [.. memory.Reverse()], new double[2 * units]);
            last = [.. last, .. backward[^1]];
            memory = [.. forward.Zip(backward.Reverse(), (f, b) => (double[])[.. f, .. b])];
        }

        double[][] steps = Lookup(read.Matrix(Vocabulary, Dimension), inputs);
        foreach (int units in Decoder)
        {
            // The cell's own tensors come first; h and, of an LSTM, c.
            Cell cell = read.Cell(steps[0].Length, units, Gates, resetAfter: false);
            int states = Gates < 4 ? units : 2 * units;
            steps = Run(cell, steps, [.. Affine(last, read.Matrix(last.Length, states), read.Vector(states)).Select(Math.Tanh)]);
        }

        double[][][] weights = [];
        if (Score is { } score)
        {
            (steps, weights) = Attend(read, score, steps, memory);
        }

        if (Dense > 0)
        {
            (double[][] kernel, double[] bias) = (read.Matrix(steps[0].Length, Dense), read.Vector(Dense));
            steps = [.. steps.Select(step => Affine(step, kernel, bias).Select(Math.Tanh).ToArray())];
        }

        (double[][] head, double[] offset) = (read.Matrix(steps[0].Length, Vocabulary), read.Vector(Vocabulary));
        read.End();
        return ([.. steps.Select(step => Affine(step, head, offset))], weights);
    }

    /// <summary>The mean cross-entropy of a target, its stop token included.</summary>
    public double Loss(double[] parameters, int[] source, int[] inputs, int[] target) =>
        -Forward(parameters, source, inputs).Logits.Zip(target, LogProbability).Average();

    public static double LogProbability(double[] logits, int token) => logits[token] - logits.Max() - Math.Log(logits.Sum(value => Math.Exp(value - logits.Max())));

    private (double[][] Steps, double[][][] Weights) Attend(Reader read, OracleScore score, double[][] queries, double[][] memory)
    {
        (int from, int to) = (queries[0].Length / Heads, memory[0].Length / Heads);
        int units = Units > 0 ? Units : from;
        double scale = Scaled ? 1 / Math.Sqrt(from) : 1;
        double[][][] first = score == OracleScore.Dot ? [] : [.. Enumerable.Range(0, Heads).Select(_ => read.Matrix(from, score == OracleScore.General ? to : units))];
        double[][][] second = score == OracleScore.Additive ? [.. Enumerable.Range(0, Heads).Select(_ => read.Matrix(to, units))] : [];
        double[][] vector = score == OracleScore.Additive ? [.. Enumerable.Range(0, Heads).Select(_ => read.Vector(units))] : [];
        var steps = new List<double[]>();
        var weights = new List<double[][]>();
        foreach (double[] query in queries)
        {
            var contexts = new List<double>();
            var heads = new List<double[]>();
            for (int head = 0; head < Heads; head++)
            {
                double[] q = query[(head * from)..((head + 1) * from)];
                double[][] values = [.. memory.Select(step => step[(head * to)..((head + 1) * to)])];
                double[] scores = [.. values.Select(value => scale * (score switch
                {
                    OracleScore.Dot => Dot(q, value),
                    OracleScore.General => Dot(Affine(q, first[head]), value),
                    _ => Dot(vector[head], [.. Affine(q, first[head]).Zip(Affine(value, second[head]), (a, b) => Math.Tanh(a + b))]),
                }))];
                double[] share = [.. scores.Select(value => Math.Exp(LogProbability(scores, Array.IndexOf(scores, value))))];
                heads.Add(share);
                contexts.AddRange(Enumerable.Range(0, to).Select(k => share.Zip(values, (weight, value) => weight * value[k]).Sum()));
            }

            steps.Add([.. contexts, .. query]);
            weights.Add([.. heads]);
        }

        return ([.. steps], [.. weights]);
    }

    private static double[][] Lookup(double[][] table, int[] ids) => [.. ids.Select(id => table[id])];

    private static double[][] Run(Cell cell, double[][] inputs, double[] start)
    {
        int units = cell.Recurrent.Length;
        double[] h = start[..units];
        if (cell.Gates == 3)
        {
            return RunGru(cell, inputs, h);
        }

        var steps = new List<double[]>();
        if (cell.Gates == 1)
        {
            foreach (double[] input in inputs)
            {
                h = [.. Affine(input, cell.Kernel, cell.Bias).Zip(Affine(h, cell.Recurrent), (a, b) => Math.Tanh(a + b))];
                steps.Add(h);
            }

            return [.. steps];
        }

        double[] c = start[units..];
        foreach (double[] input in inputs)
        {
            double[] z = [.. Affine(input, cell.Kernel, cell.Bias).Zip(Affine(h, cell.Recurrent), (a, b) => a + b)];
            double[] next = [.. c.Select((before, u) => Sigmoid(z[units + u]) * before + Sigmoid(z[u]) * Math.Tanh(z[2 * units + u]))];
            h = [.. next.Select((value, u) => Sigmoid(z[3 * units + u]) * Math.Tanh(value))];
            c = next;
            steps.Add(h);
        }

        return [.. steps];
    }

    private static double[][] RunGru(Cell cell, double[][] inputs, double[] h)
    {
        var steps = new List<double[]>();
        foreach (double[] input in inputs)
        {
            double[] x = Affine(input, cell.Kernel, cell.Bias), before = h, fromHidden = Affine(h, cell.Recurrent, cell.RecurrentBias);
            int units = h.Length;
            double[] z = [.. h.Select((_, u) => Sigmoid(x[u] + fromHidden[u]))], r = [.. h.Select((_, u) => Sigmoid(x[units + u] + fromHidden[units + u]))];
            double[] reset = Affine([.. h.Select((value, u) => r[u] * value)], cell.Recurrent);
            h =
            [
                .. before.Select((value, u) => z[u] * value
                    + (1 - z[u]) * Math.Tanh(x[2 * units + u] + (cell.RecurrentBias is null ? reset[2 * units + u] : r[u] * fromHidden[2 * units + u]))),
            ];
            steps.Add(h);
        }

        return [.. steps];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Affine(double[] x, double[][] kernel, double[]? bias = null) =>
        [.. kernel[0].Select((_, column) => x.Select((value, row) => value * kernel[row][column]).Sum() + (bias?[column] ?? 0))];

    /// <param name="RecurrentBias">Of a GRU whose reset gate comes behind the product.</param>
    private sealed record Cell(double[][] Kernel, double[][] Recurrent, double[] Bias, int Gates, double[]? RecurrentBias = null);

    /// <summary>Takes tensors from the flat vector in order.</summary>
    private sealed class Reader(double[] parameters)
    {
        private int _at;

        public double[] Vector(int count)
        {
            _at += count;
            return parameters[(_at - count).._at];
        }

        public double[][] Matrix(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Vector(columns))];

        public Cell Cell(int inputs, int units, int gates, bool resetAfter)
        {
            int columns = gates * units;
            return new(Matrix(inputs, columns), Matrix(units, columns), Vector(columns), gates, gates == 3 && resetAfter ? Vector(columns) : null);
        }

        public void End() => Assert.Equal(parameters.Length, _at);
    }
}
