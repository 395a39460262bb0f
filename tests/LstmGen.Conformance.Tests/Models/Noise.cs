using LstmGen.Numerics;

namespace LstmGen.Conformance.Models;

/// <summary>Series whose distribution is known.</summary>
internal static class Noise
{
    /// <summary>x(t) = φ·x(t − 1) + σ·ε(t).</summary>
    public static float[] AutoRegression(int count, double phi, double sigma, long seed)
    {
        var random = new RandomSource(seed, 77);
        float[] series = new float[count];
        double x = 0;
        for (int t = 0; t < count; t++)
        {
            x = phi * x + sigma * random.NextNormal();
            series[t] = (float)x;
        }

        return series;
    }
}
