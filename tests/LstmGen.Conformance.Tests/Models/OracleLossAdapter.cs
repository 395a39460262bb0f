using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>One of the oracle's losses where a model wants one. The targets of a cross-entropy are one-hot, as long as the outputs.</summary>
internal sealed class OracleLossAdapter(OracleLoss loss, int classes = 0) : Loss
{
    public override string Name => "oracle";

    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
    {
        double[] wideTarget = Close.Widen(target);
        double[] wideGradient = new double[output.Length];
        double[] labels = classes == 0 ? wideTarget : [.. wideTarget.Chunk(classes).Select(step => (double)Array.IndexOf(step, 1))];
        double value = loss.Row(Close.Widen(output), labels, wideGradient);
        Close.Narrow(wideGradient).CopyTo(gradient);
        return (float)value;
    }

    /// <summary>Class indices as one-hot vectors.</summary>
    public static double[] OneHot(double[] labels, int classes) =>
        [.. labels.SelectMany(label => Enumerable.Range(0, classes).Select(k => k == (int)label ? 1.0 : 0.0))];
}
