using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static LstmGen.Kernels.WideLanes;

namespace LstmGen.Kernels;

/// <summary>
/// Batch normalisation of one row by statistics of the batch that it belongs to (Ioffe and Szegedy 2015), forward and backward, in double and rounded once: where a batch has few values, their
/// gradients cancel almost wholly. Each value of a row has sums of its own, so that no bit depends on the width of vectors.
/// </summary>
/// <remarks>
/// Statistics are six lines of as many values as a row: mean, 1/√(variance + ε), gamma, beta and, on the way back, the means over the batch of dy and of dy·x̂. Moments are a count and three
/// lines: on the way forward the first row, and the sums of the distances to it and of their squares; on the way back the sums of dy and of dy·x̂.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class BatchRow
{
    /// <summary>Lines of statistics.</summary>
    public const int StatisticsLines = 6;

    /// <summary>Lines of moments, behind the count.</summary>
    public const int MomentsLines = 3;

    /// <summary>Adds a row to the moments. The first one is what the others are measured from.</summary>
    /// <param name="x">The row.</param>
    /// <param name="moments">The count and the lines.</param>
    /// <param name="width">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AddMoments(ref float x, ref double moments, int width)
    {
        ref double firsts = ref Unsafe.Add(ref moments, 1), sums = ref Unsafe.Add(ref firsts, width), squares = ref Unsafe.Add(ref sums, width);
        if (moments++ == 0.0)
        {
            for (nint at = 0; at < width; at++) Unsafe.Add(ref firsts, at) = Unsafe.Add(ref x, at);
            return;
        }

        nint i = 0;
        for (; i <= width - Count; i += Count)
        {
            Vector512<double> distance = Load(ref x, i) - Load(ref firsts, i);
            (Load(ref sums, i) + distance).StoreUnsafe(ref sums, (nuint)i);
            (Load(ref squares, i) + distance * distance).StoreUnsafe(ref squares, (nuint)i);
        }

        for (; i < width; i++)
        {
            double distance = Unsafe.Add(ref x, i) - Unsafe.Add(ref firsts, i);
            Unsafe.Add(ref sums, i) += distance;
            Unsafe.Add(ref squares, i) += distance * distance;
        }
    }

    /// <summary>y = gamma·(x − mean)/√(variance + ε) + beta.</summary>
    /// <param name="x">The row.</param>
    /// <param name="statistics">Of the batch.</param>
    /// <param name="y">Receives as many; may not overlap the row.</param>
    /// <param name="width">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Forward(ref float x, ref double statistics, ref float y, int width)
    {
        ref double inverses = ref Unsafe.Add(ref statistics, width), gammas = ref Unsafe.Add(ref statistics, 2 * width), betas = ref Unsafe.Add(ref statistics, 3 * width);
        nint i = 0;
        for (; i <= width - Count; i += Count)
        {
            Vector512<double> normed = (Load(ref x, i) - Load(ref statistics, i)) * Load(ref inverses, i);
            Store(normed * Load(ref gammas, i) + Load(ref betas, i), ref y, i);
        }

        for (; i < width; i++)
        {
            double normed = (Unsafe.Add(ref x, i) - Unsafe.Add(ref statistics, i)) * Unsafe.Add(ref inverses, i);
            Unsafe.Add(ref y, i) = (float)(normed * Unsafe.Add(ref gammas, i) + Unsafe.Add(ref betas, i));
        }
    }

    /// <summary>Adds the gradient of a row to the sums of dy and of dy·x̂, which are the gradients of beta and gamma.</summary>
    /// <param name="x">The row.</param>
    /// <param name="statistics">Of the batch.</param>
    /// <param name="dy">The gradient with respect to the output.</param>
    /// <param name="moments">The count, which stays, and the lines.</param>
    /// <param name="width">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AddSlopes(ref float x, ref double statistics, ref float dy, ref double moments, int width)
    {
        ref double inverses = ref Unsafe.Add(ref statistics, width), levels = ref Unsafe.Add(ref moments, 1), alongs = ref Unsafe.Add(ref levels, width);
        nint i = 0;
        for (; i <= width - Count; i += Count)
        {
            Vector512<double> slope = Load(ref dy, i), normed = (Load(ref x, i) - Load(ref statistics, i)) * Load(ref inverses, i);
            (Load(ref levels, i) + slope).StoreUnsafe(ref levels, (nuint)i);
            (Load(ref alongs, i) + slope * normed).StoreUnsafe(ref alongs, (nuint)i);
        }

        for (; i < width; i++)
        {
            double slope = Unsafe.Add(ref dy, i), normed = (Unsafe.Add(ref x, i) - Unsafe.Add(ref statistics, i)) * Unsafe.Add(ref inverses, i);
            Unsafe.Add(ref levels, i) += slope;
            Unsafe.Add(ref alongs, i) += slope * normed;
        }
    }

    /// <summary>The way back through the statistics: dx = gamma/√(variance + ε)·(dy − mean of dy − x̂·mean of dy·x̂).</summary>
    /// <param name="x">The row.</param>
    /// <param name="statistics">Of the batch, the last two lines included.</param>
    /// <param name="dy">The gradient with respect to the output.</param>
    /// <param name="dx">Receives the gradient with respect to the row.</param>
    /// <param name="width">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Backward(ref float x, ref double statistics, ref float dy, ref float dx, int width)
    {
        ref double inverses = ref Unsafe.Add(ref statistics, width), gammas = ref Unsafe.Add(ref statistics, 2 * width);
        ref double levels = ref Unsafe.Add(ref statistics, 4 * width), alongs = ref Unsafe.Add(ref statistics, 5 * width);
        nint i = 0;
        for (; i <= width - Count; i += Count)
        {
            Vector512<double> inverse = Load(ref inverses, i), normed = (Load(ref x, i) - Load(ref statistics, i)) * inverse;
            Store((Load(ref dy, i) - Load(ref levels, i) - normed * Load(ref alongs, i)) * (Load(ref gammas, i) * inverse), ref dx, i);
        }

        for (; i < width; i++)
        {
            double inverse = Unsafe.Add(ref inverses, i), normed = (Unsafe.Add(ref x, i) - Unsafe.Add(ref statistics, i)) * inverse;
            Unsafe.Add(ref dx, i) = (float)((Unsafe.Add(ref dy, i) - Unsafe.Add(ref levels, i) - normed * Unsafe.Add(ref alongs, i)) * (Unsafe.Add(ref gammas, i) * inverse));
        }
    }
}
