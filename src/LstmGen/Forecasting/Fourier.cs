using LstmGen.Numerics;

namespace LstmGen.Forecasting;

/// <summary>The discrete Fourier transform of a power of two of points (Cooley &amp; Tukey 1965), in double precision and the same bits everywhere.</summary>
internal static class Fourier
{
    /// <summary>Transforms in place: X_k = Σ x_t e^(−2πikt/n).</summary>
    /// <param name="re">Real parts; a power of two of them.</param>
    /// <param name="im">Imaginary parts.</param>
    public static void Transform(Span<double> re, Span<double> im)
    {
        int n = re.Length;
        Shuffle(re, im);
        double[] cos = new double[n / 2];
        double[] sin = new double[n / 2];
        for (int k = 0; k < n / 2; k++)
        {
            cos[k] = DoubleMath.Cos(2 * Math.PI * k / n);
            sin[k] = -DoubleMath.Sin(2 * Math.PI * k / n);
        }

        for (int half = 1; half < n; half *= 2)
        {
            int turn = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    int a = start + k;
                    int b = a + half;
                    double real = re[b] * cos[k * turn] - im[b] * sin[k * turn];
                    double imaginary = re[b] * sin[k * turn] + im[b] * cos[k * turn];
                    (re[b], im[b]) = (re[a] - real, im[a] - imaginary);
                    (re[a], im[a]) = (re[a] + real, im[a] + imaginary);
                }
            }
        }
    }

    /// <summary>Brings the points into the order of their reversed bits.</summary>
    private static void Shuffle(Span<double> re, Span<double> im)
    {
        for (int i = 1, j = 0; i < re.Length; i++)
        {
            int bit = re.Length / 2;
            for (; (j & bit) != 0; bit /= 2)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }
    }
}
