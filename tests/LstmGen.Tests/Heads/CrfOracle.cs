using LstmGen.Decoding;

namespace LstmGen.Tests.Heads;

/// <summary>A linear-chain CRF by brute force: every sequence of tags is looked at, in double precision.</summary>
internal sealed record CrfOracle(double[] Start, double[] End, double[] Transitions, double[] Emissions, TagConstraints? Constraints = null)
{
    public int Tags => Start.Length;

    public int Steps => Emissions.Length / Tags;

    /// <summary>All sequences, the first tag running fastest.</summary>
    public IEnumerable<int[]> Paths()
    {
        int[] path = new int[Steps];
        for (int place = 0; place < Steps;)
        {
            yield return (int[])path.Clone();
            for (place = 0; place < Steps && ++path[place] == Tags; place++) path[place] = 0;
        }
    }

    public double Score(int[] path)
    {
        if (Constraints is { } constraints && !constraints.Allows(path)) return double.NegativeInfinity;
        double score = Start[path[0]] + End[path[^1]];
        for (int step = 0; step < Steps; step++)
        {
            score += Emissions[step * Tags + path[step]];
            if (step > 0) score += Transitions[path[step - 1] * Tags + path[step]];
        }

        return score;
    }

    public double LogZ()
    {
        double[] scores = [.. Paths().Select(Score)];
        double best = scores.Max();
        return double.IsNegativeInfinity(best) ? best : best + Math.Log(scores.Sum(score => Math.Exp(score - best)));
    }

    public double Loss(int[] path) => LogZ() - Score(path);

    public double[] Marginals()
    {
        double logZ = LogZ();
        double[] marginals = new double[Emissions.Length];
        foreach (int[] path in Paths())
        {
            double probability = Math.Exp(Score(path) - logZ);
            for (int step = 0; step < Steps; step++) marginals[step * Tags + path[step]] += probability;
        }

        return marginals;
    }

    /// <summary>The best sequence; of equals the one whose last tag is the lowest, then the last but one, and so on.</summary>
    public int[] Best() => Paths().MaxBy(Score) ?? [];

    /// <summary>The gradient with respect to start, end, transitions and emissions, by central differences.</summary>
    public double[] Gradient(int[] path) =>
        [.. new[] { Start, End, Transitions, Emissions }.SelectMany(values => Near.Slopes(values, _ => Loss(path)))];
}
