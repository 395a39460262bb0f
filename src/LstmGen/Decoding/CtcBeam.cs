using LstmGen.Numerics;

namespace LstmGen.Decoding;

/// <summary>The label sequences that a beam search goes on with, the likeliest first.</summary>
internal sealed class CtcBeam(int width)
{
    public int Count { get; set; }

    /// <summary>The sequence, a node of the tree.</summary>
    public int[] Node { get; } = new int[width];

    /// <summary>The log-probability of its alignments that end in a blank.</summary>
    public double[] EndsInBlank { get; } = new double[width];

    /// <summary>The log-probability of its alignments that end in its last label.</summary>
    public double[] EndsInLabel { get; } = new double[width];

    /// <summary>The log-probability of all of them.</summary>
    public double[] Total { get; } = new double[width];

    /// <summary><see cref="EndsInBlank"/> after one more frame, if the sequence stays as it is.</summary>
    public double[] BlankNext { get; } = new double[width];

    /// <summary><see cref="EndsInLabel"/> after one more frame, if the sequence stays as it is.</summary>
    public double[] LabelNext { get; } = new double[width];

    public void Add(int node, double endsInBlank, double endsInLabel)
    {
        Node[Count] = node;
        EndsInBlank[Count] = endsInBlank;
        EndsInLabel[Count] = endsInLabel;
        Total[Count++] = LogAdd(endsInBlank, endsInLabel);
    }

    /// <summary>log(eˣ + eʸ).</summary>
    public static double LogAdd(double x, double y)
    {
        double high = x > y ? x : y, low = x > y ? y : x;
        return double.IsNegativeInfinity(low) ? high : high + DoubleMath.Log1p(DoubleMath.Exp(low - high));
    }
}
