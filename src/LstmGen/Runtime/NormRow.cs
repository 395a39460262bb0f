using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Runtime;

/// <summary>
/// Layer normalisation of one row, forward and backward, in double and rounded once: where a row has few values, their gradients cancel almost
/// wholly, and float would leave little of them. Sums are those of <see cref="Reductions"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class NormRow
{
    private const int Half = 8;
    private const int Lanes = 2 * Half;

    /// <summary>y = γ·(x − mean)/√(variance + ε) + β.</summary>
    /// <param name="x">The row.</param>
    /// <param name="gamma">γ, as many values.</param>
    /// <param name="beta">β, as many values.</param>
    /// <param name="y">Receives as many; may not overlap the row.</param>
    /// <param name="width">Values of the row.</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static void Forward(ref float x, ref float gamma, ref float beta, ref float y, int width, double epsilon)
    {
        (double mean, double inverse) = Moments(ref x, width, epsilon);
        nint i = 0;
        for (; i <= width - Half; i += Half)
        {
            Vector512<double> normed = (Load(ref x, i) - Vector512.Create(mean)) * inverse;
            Store(normed * Load(ref gamma, i) + Load(ref beta, i), ref y, i);
        }

        for (; i < width; i++)
        {
            double normed = (Unsafe.Add(ref x, i) - mean) * inverse;
            Unsafe.Add(ref y, i) = (float)(normed * Unsafe.Add(ref gamma, i) + Unsafe.Add(ref beta, i));
        }
    }

    /// <summary>The way back: adds to the gradients of γ and β and leaves the loss by the row.</summary>
    /// <param name="x">The row.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="dy">The loss by the output.</param>
    /// <param name="gammaGradient">The loss by γ, added to.</param>
    /// <param name="betaGradient">The loss by β, added to.</param>
    /// <param name="dx">Receives the loss by the row.</param>
    /// <param name="width">Values of the row.</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static void Backward(
        ref float x, ref float gamma, ref float dy, ref float gammaGradient, ref float betaGradient, ref float dx, int width, double epsilon)
    {
        (double mean, double inverse) = Moments(ref x, width, epsilon);
        double level = Reductions.Dot(MemoryMarshal.CreateReadOnlySpan(ref dy, width), MemoryMarshal.CreateReadOnlySpan(ref gamma, width)) / width;
        double along = Along(ref x, ref dy, ref gamma, width, mean, inverse) / width;
        nint i = 0;
        for (; i <= width - Half; i += Half)
        {
            Vector512<double> normed = (Load(ref x, i) - Vector512.Create(mean)) * inverse;
            Vector512<double> slope = Load(ref dy, i);
            Store(Load(ref gammaGradient, i) + slope * normed, ref gammaGradient, i);
            Store(Load(ref betaGradient, i) + slope, ref betaGradient, i);
            Store((slope * Load(ref gamma, i) - Vector512.Create(level) - normed * along) * inverse, ref dx, i);
        }

        for (; i < width; i++)
        {
            double normed = (Unsafe.Add(ref x, i) - mean) * inverse;
            double slope = Unsafe.Add(ref dy, i);
            Unsafe.Add(ref gammaGradient, i) = (float)(Unsafe.Add(ref gammaGradient, i) + slope * normed);
            Unsafe.Add(ref betaGradient, i) = (float)(Unsafe.Add(ref betaGradient, i) + slope);
            Unsafe.Add(ref dx, i) = (float)((slope * Unsafe.Add(ref gamma, i) - level - normed * along) * inverse);
        }
    }

    /// <summary>The mean, and 1/√(variance + ε).</summary>
    private static (double Mean, double Inverse) Moments(ref float x, int width, double epsilon)
    {
        double mean = Reductions.Sum(MemoryMarshal.CreateReadOnlySpan(ref x, width)) / width;
        Vector512<double> lower = default, upper = default;
        nint i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector512<double> first = Load(ref x, i) - Vector512.Create(mean), second = Load(ref x, i + Half) - Vector512.Create(mean);
            lower += first * first;
            upper += second * second;
        }

        Span<double> lanes = stackalloc double[Lanes];
        Spread(lower, upper, lanes);
        for (nint first = i; i < width; i++)
        {
            double deviation = Unsafe.Add(ref x, i) - mean;
            lanes[(int)(i - first)] += deviation * deviation;
        }

        return (mean, 1 / Math.Sqrt(Reductions.Tree(lanes) / width + epsilon));
    }

    /// <summary>Σ dy·γ·(the normed value).</summary>
    private static double Along(ref float x, ref float dy, ref float gamma, int width, double mean, double inverse)
    {
        Vector512<double> lower = default, upper = default;
        nint i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            lower += Load(ref dy, i) * Load(ref gamma, i) * ((Load(ref x, i) - Vector512.Create(mean)) * inverse);
            upper += Load(ref dy, i + Half) * Load(ref gamma, i + Half) * ((Load(ref x, i + Half) - Vector512.Create(mean)) * inverse);
        }

        Span<double> lanes = stackalloc double[Lanes];
        Spread(lower, upper, lanes);
        for (nint first = i; i < width; i++)
        {
            lanes[(int)(i - first)] += (double)Unsafe.Add(ref dy, i) * Unsafe.Add(ref gamma, i) * ((Unsafe.Add(ref x, i) - mean) * inverse);
        }

        return Reductions.Tree(lanes);
    }

    private static void Spread(Vector512<double> lower, Vector512<double> upper, Span<double> lanes)
    {
        lower.CopyTo(lanes);
        upper.CopyTo(lanes[Half..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(ref float source, nint offset)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)offset));
        return Vector512.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> values, ref float destination, nint offset) =>
        Vector256.Narrow(values.GetLower(), values.GetUpper()).StoreUnsafe(ref destination, (nuint)offset);
}
