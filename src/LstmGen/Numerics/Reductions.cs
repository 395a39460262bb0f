using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// Sums over spans of any length that give the same bits at every vector width and on every machine. Element i is added to lane i mod 16 of
/// sixteen double accumulators, in order; the lanes are then added in one tree: i with i + 8, with i + 4, with i + 2, with i + 1.
/// </summary>
/// <remarks>Products of two floats are exact in double, so the only roundings are those of double additions.</remarks>
public static partial class Reductions
{
    private const int Lanes = 16;

    /// <summary>Σ xᵢ; 0 for an empty span.</summary>
    public static double Sum(ReadOnlySpan<float> x)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Sum512(x);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Sum256(x);
        }

        return Vector128.IsHardwareAccelerated ? Sum128(x) : SumScalar(x);
    }

    /// <summary>Σ xᵢ²; 0 for an empty span.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> x) => Dot(x, x);

    /// <summary>Σ xᵢ·yᵢ; 0 for empty spans.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ThrowIfLengthsDiffer(x.Length, y.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            return Dot512(x, y);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Dot256(x, y);
        }

        return Vector128.IsHardwareAccelerated ? Dot128(x, y) : DotScalar(x, y);
    }

    /// <summary>Σ xᵢ·yᵢ of doubles, with fused multiply-adds, in the same lanes and tree.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ThrowIfLengthsDiffer(x.Length, y.Length);
        Vector512<double> lower = Vector512<double>.Zero;
        Vector512<double> upper = Vector512<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..], y = y[Lanes..])
        {
            lower = Vector512.FusedMultiplyAdd(Vector512.Create(x), Vector512.Create(y), lower);
            upper = Vector512.FusedMultiplyAdd(Vector512.Create(x[8..]), Vector512.Create(y[8..]), upper);
        }

        Span<double> lanes = stackalloc double[Lanes];
        lower.CopyTo(lanes);
        upper.CopyTo(lanes[8..]);
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i] = Math.FusedMultiplyAdd(x[i], y[i], lanes[i]);
        }

        return Tree(lanes);
    }

    internal static double SumScalar(ReadOnlySpan<float> x)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % Lanes] += x[i];
        }

        return Tree(lanes);
    }

    internal static double DotScalar(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % Lanes] += (double)x[i] * y[i];
        }

        return Tree(lanes);
    }

    private static double FinishSum(ReadOnlySpan<float> rest, Span<double> lanes)
    {
        for (int i = 0; i < rest.Length; i++)
        {
            lanes[i] += rest[i];
        }

        return Tree(lanes);
    }

    private static double FinishDot(ReadOnlySpan<float> restX, ReadOnlySpan<float> restY, Span<double> lanes)
    {
        for (int i = 0; i < restX.Length; i++)
        {
            lanes[i] += (double)restX[i] * restY[i];
        }

        return Tree(lanes);
    }

    /// <summary>Adds up the sixteen lanes, which are overwritten.</summary>
    internal static double Tree(Span<double> lanes)
    {
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    private static void ThrowIfLengthsDiffer(int x, int y)
    {
        if (x != y)
        {
            throw new ArgumentException($"Both spans must have the same length, but the first has {x} and the second {y}.", nameof(y));
        }
    }
}
