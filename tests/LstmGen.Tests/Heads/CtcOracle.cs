namespace LstmGen.Tests.Heads;

/// <summary>CTC by the book, in double precision: over every alignment, or by the recursion of the paper.</summary>
internal static class CtcOracle
{
    /// <summary>The probability of every sequence of labels, from all symbols^frames alignments.</summary>
    public static Dictionary<string, double> Sequences(double[] logits, int symbols, int blank)
    {
        double[] probabilities = Softmax(logits, symbols);
        int frames = logits.Length / symbols;
        var sequences = new Dictionary<string, double>();
        int[] alignment = new int[frames];
        for (int place = 0; place < frames;)
        {
            double product = 1;
            for (int frame = 0; frame < frames; frame++) product *= probabilities[frame * symbols + alignment[frame]];
            string key = Key(Collapse(alignment, blank));
            sequences[key] = sequences.GetValueOrDefault(key) + product;
            for (place = 0; place < frames && ++alignment[place] == symbols; place++) alignment[place] = 0;
        }

        return sequences;
    }

    public static double BruteLoss(double[] logits, int symbols, int blank, int[] labels) =>
        -Math.Log(Sequences(logits, symbols, blank).GetValueOrDefault(Key(labels)));

    /// <summary>The forward variables of the paper, scaled in every frame.</summary>
    public static double Loss(double[] logits, int symbols, int blank, int[] labels)
    {
        double[] y = Softmax(logits, symbols);
        int[] extended = [blank, .. labels.SelectMany(label => new[] { label, blank })];
        double[] alpha = new double[extended.Length];
        double logarithm = 0;
        for (int frame = 0; frame < logits.Length / symbols; frame++)
        {
            double[] next = new double[alpha.Length];
            for (int s = 0; s < alpha.Length; s++)
            {
                double sum = frame == 0 ? (s < 2 ? 1 : 0) : alpha[s] + (s > 0 ? alpha[s - 1] : 0);
                if (frame > 0 && s > 1 && extended[s] != blank && extended[s] != extended[s - 2]) sum += alpha[s - 2];
                next[s] = sum * y[frame * symbols + extended[s]];
            }

            double total = next.Sum();
            alpha = [.. next.Select(value => value / total)];
            logarithm += Math.Log(total);
        }

        return -logarithm - Math.Log(alpha[^1] + (alpha.Length > 1 ? alpha[^2] : 0));
    }

    public static int[] Collapse(int[] alignment, int blank) =>
        [.. alignment.Where((symbol, i) => symbol != blank && (i == 0 || symbol != alignment[i - 1]))];

    public static string Key(IEnumerable<int> labels) => string.Join(' ', labels);

    private static double[] Softmax(double[] logits, int symbols) => [.. logits.Chunk(symbols).SelectMany(frame =>
    {
        double highest = frame.Max(), sum = frame.Sum(x => Math.Exp(x - highest));
        return frame.Select(x => Math.Exp(x - highest) / sum);
    })];
}
