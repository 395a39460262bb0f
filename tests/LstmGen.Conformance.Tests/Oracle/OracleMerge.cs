namespace LstmGen.Conformance.Oracle;

/// <summary>How the outputs of two directions become one.</summary>
internal enum OracleMerge
{
    Concat,
    Sum,
    Mul,
    Average,
}

/// <summary>Merging and the way back.</summary>
internal static class OracleMerging
{
    public static double[] Join(this OracleMerge merge, double[] forward, double[] backward) => merge switch
    {
        OracleMerge.Concat => [.. forward, .. backward],
        OracleMerge.Sum => [.. forward.Zip(backward, (a, b) => a + b)],
        OracleMerge.Mul => [.. forward.Zip(backward, (a, b) => a * b)],
        _ => [.. forward.Zip(backward, (a, b) => (a + b) / 2)],
    };

    /// <summary>The gradient with respect to one direction's output.</summary>
    /// <param name="gradient">By the merged output.</param>
    /// <param name="other">The other direction's output.</param>
    /// <param name="isBackward">Whether it is the backward direction's share.</param>
    public static double[] Share(this OracleMerge merge, double[] gradient, double[] other, bool isBackward) => merge switch
    {
        OracleMerge.Concat => isBackward ? gradient[other.Length..] : gradient[..other.Length],
        OracleMerge.Sum => gradient,
        OracleMerge.Mul => [.. gradient.Zip(other, (d, b) => d * b)],
        _ => [.. gradient.Select(d => d / 2)],
    };
}
