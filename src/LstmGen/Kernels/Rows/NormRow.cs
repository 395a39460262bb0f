using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;
using static LstmGen.Kernels.WideLanes;

namespace LstmGen.Kernels;

/// <summary>
/// Layer normalisation of one row, forward and backward, in double and rounded once: where a row has few values, their gradients cancel almost
/// wholly, and float would leave little of them. Sums go in sixteen lanes and one tree, as those of <see cref="Reductions"/> do.
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
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
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

    /// <summary>The way back: adds to the gradients of γ and β and leaves the gradient with respect to the row.</summary>
    /// <param name="x">The row.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="dy">The gradient with respect to the output.</param>
    /// <param name="gammaGradient">The gradient with respect to γ, added to.</param>
    /// <param name="betaGradient">The gradient with respect to β, added to.</param>
    /// <param name="dx">Receives the gradient with respect to the row.</param>
    /// <param name="width">Values of the row.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Backward(
        ref float x, ref float gamma, ref float dy, ref float gammaGradient, ref float betaGradient, ref float dx, int width, double epsilon)
    {
        (double mean, double inverse) = Moments(ref x, width, epsilon);
        (double level, double along) = Slopes(ref x, ref dy, ref gamma, width, mean, inverse);
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

    /// <summary>
    /// The mean, and 1/√(variance + ε), by the sums of the distances to the first value and of their squares: one pass, and no more cancels than the row is wide, for
    /// a first value far from the others makes the variance large itself.
    /// </summary>
    private static (double Mean, double Inverse) Moments(ref float x, int width, double epsilon)
    {
        double first = x;
        Sums distances = default, squares = default;
        nint i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector512<double> lower = Load(ref x, i) - Vector512.Create(first), upper = Load(ref x, i + Half) - Vector512.Create(first);
            distances = distances.Plus(lower, upper);
            squares = squares.Plus(lower * lower, upper * upper);
        }

        if (i < width)
        {
            Vector512<float> rest = Rest(ref x, i, width, x);
            Vector512<double> lower = Widen(rest.GetLower()) - Vector512.Create(first), upper = Widen(rest.GetUpper()) - Vector512.Create(first);
            distances = distances.Plus(lower, upper);
            squares = squares.Plus(lower * lower, upper * upper);
        }

        double shift = distances.Total / width;
        double variance = Math.Max(squares.Total / width - shift * shift, 0);
        return (first + shift, 1 / Math.Sqrt(variance + epsilon));
    }

    /// <summary>The means of dy·γ, and of dy·γ·(the normed value).</summary>
    private static (double Level, double Along) Slopes(ref float x, ref float dy, ref float gamma, int width, double mean, double inverse)
    {
        Sums levels = default, alongs = default;
        nint i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector512<double> lower = Load(ref dy, i) * Load(ref gamma, i), upper = Load(ref dy, i + Half) * Load(ref gamma, i + Half);
            levels = levels.Plus(lower, upper);
            alongs = alongs.Plus(
                lower * ((Load(ref x, i) - Vector512.Create(mean)) * inverse), upper * ((Load(ref x, i + Half) - Vector512.Create(mean)) * inverse));
        }

        if (i < width)
        {
            Vector512<float> slopes = Rest(ref dy, i, width, 0f), weights = Rest(ref gamma, i, width, 0f), rest = Rest(ref x, i, width, x);
            Vector512<double> lower = Widen(slopes.GetLower()) * Widen(weights.GetLower()), upper = Widen(slopes.GetUpper()) * Widen(weights.GetUpper());
            levels = levels.Plus(lower, upper);
            alongs = alongs.Plus(
                lower * ((Widen(rest.GetLower()) - Vector512.Create(mean)) * inverse), upper * ((Widen(rest.GetUpper()) - Vector512.Create(mean)) * inverse));
        }

        return (levels.Total / width, alongs.Total / width);
    }

    /// <summary>Sixteen sums side by side, as <see cref="Reductions"/> has them, in registers.</summary>
    private readonly struct Sums(Vector512<double> lower, Vector512<double> upper)
    {
        /// <summary>All sixteen, in the one order.</summary>
        public double Total
        {
            get
            {
                Vector512<double> eight = lower + upper;
                Vector256<double> four = eight.GetLower() + eight.GetUpper();
                Vector128<double> two = four.GetLower() + four.GetUpper();
                return two.ToScalar() + two.GetElement(1);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Sums Plus(Vector512<double> a, Vector512<double> b) => new(lower + a, upper + b);
    }

    /// <summary>The last few values of a row, and what adds nothing past them.</summary>
    private static Vector512<float> Rest(ref float source, nint from, int width, float past)
    {
        Vector512<float> rest = Vector512.Create(past);
        ref float first = ref Unsafe.As<Vector512<float>, float>(ref rest);
        for (nint i = from; i < width; i++)
        {
            Unsafe.Add(ref first, i - from) = Unsafe.Add(ref source, i);
        }

        return rest;
    }
}
