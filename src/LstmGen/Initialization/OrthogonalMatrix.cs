using System.Numerics;
using LstmGen.Numerics;

namespace LstmGen.Initialization;

/// <summary>
/// A random matrix with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014): the Q of a normal matrix, every column times the
/// sign of R's diagonal, which makes it uniform among all such matrices (Mezzadri 2007). In double, by Householder reflections.
/// </summary>
internal static class OrthogonalMatrix
{
    /// <summary>Fills a row-major matrix [rows, columns].</summary>
    public static void Fill(RandomSource random, int rows, int columns, Span<float> matrix)
    {
        int tall = Math.Max(rows, columns);
        int narrow = Math.Min(rows, columns);

        // Column j of the tall matrix is a[j·tall ..]: reflections then run along contiguous memory.
        double[] a = new double[tall * narrow];
        for (int i = 0; i < tall; i++)
        {
            for (int j = 0; j < narrow; j++)
            {
                a[j * tall + i] = random.NextNormal();
            }
        }

        double[] sign = Reduce(a, tall, narrow);
        double[] q = Expand(a, tall, narrow);
        for (int j = 0; j < narrow; j++)
        {
            for (int i = 0; i < tall; i++)
            {
                float value = (float)(sign[j] * q[j * tall + i]);
                matrix[rows >= columns ? i * columns + j : j * columns + i] = value;
            }
        }
    }

    /// <summary>Leaves in a, at and below the diagonal, the unit vectors v of the reflections 1 − 2vvᵀ; returns the signs of R's diagonal.</summary>
    private static double[] Reduce(double[] a, int tall, int narrow)
    {
        double[] sign = new double[narrow];
        for (int j = 0; j < narrow; j++)
        {
            Span<double> v = a.AsSpan(j * tall + j, tall - j);
            double norm = Math.Sqrt(Reductions.Dot(v, v));
            bool negative = v[0] < 0.0;

            // The reflection takes the column to −sign(v₀)·‖v‖ on the diagonal: adding, never cancelling.
            sign[j] = negative ? 1.0 : -1.0;
            v[0] += negative ? -norm : norm;
            double length = Math.Sqrt(Reductions.Dot(v, v));
            foreach (ref double element in v)
            {
                element /= length;
            }

            for (int other = j + 1; other < narrow; other++)
            {
                Reflect(v, a.AsSpan(other * tall + j, tall - j));
            }
        }

        return sign;
    }

    /// <summary>The first columns of the product of the reflections.</summary>
    private static double[] Expand(double[] a, int tall, int narrow)
    {
        double[] q = new double[tall * narrow];
        for (int column = 0; column < narrow; column++)
        {
            q[column * tall + column] = 1.0;
            for (int j = column; j >= 0; j--)
            {
                Reflect(a.AsSpan(j * tall + j, tall - j), q.AsSpan(column * tall + j, tall - j));
            }
        }

        return q;
    }

    private static void Reflect(ReadOnlySpan<double> v, Span<double> x)
    {
        // Element by element, so that the width of the vectors changes no bit.
        double scale = -2.0 * Reductions.Dot(v, x);
        int width = Vector<double>.Count;
        int i = 0;
        for (Vector<double> scales = new(scale); i <= x.Length - width; i += width)
        {
            Vector.FusedMultiplyAdd(scales, new Vector<double>(v[i..]), new Vector<double>(x[i..])).CopyTo(x[i..]);
        }

        for (; i < x.Length; i++)
        {
            x[i] = Math.FusedMultiplyAdd(scale, v[i], x[i]);
        }
    }
}
