using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

/// <summary>
/// What <see cref="ActivationTests"/> checks on samples, on all 2³² floats; about a minute on two cores. It runs only when asked for: <c>eng/every-float.sh</c>.
/// </summary>
public sealed class EveryFloatTests
{
    private const int Lanes = 16;
    private const int Chunks = 1_024;

    /// <summary>The first float that is NaN, by its bits.</summary>
    private const int FirstNaN = 0x7F80_0001;

    [Fact(Explicit = true)]
    public void Tanh_never_falls_is_odd_and_has_the_same_bits_at_every_width()
    {
        Assert.Equal("", Sweep<Tanh>(odd: true, x => Math.Tanh(x), x => Math.Abs(x) > 1e-30f ? 2.5 : 1.0));
    }

    [Fact(Explicit = true)]
    public void Sigmoid_never_falls_and_has_the_same_bits_at_every_width()
    {
        Assert.Equal("", Sweep<Sigmoid>(odd: false, x => Math.Exp(Math.Min(x, 0.0)) / (1.0 + Math.Exp(-Math.Abs((double)x))), x => ActivationTests.SigmoidBound(x)));
    }

    /// <summary>All floats from zero outward on both sides. What is wrong first, or nothing.</summary>
    private static string Sweep<T>(bool odd, Func<double, double> formula, Func<float, double> bound)
        where T : struct, IActivation
    {
        string fault = "";
        object gate = new();
        Parallel.For(0, Chunks, chunk =>
        {
            // Chunks overlap by the float before their first, so that no pair of neighbours is left out.
            long first = Math.Max(0, (1L << 31) * chunk / Chunks - 1), end = (1L << 31) * (chunk + 1) / Chunks;
            float above = float.NegativeInfinity, below = float.PositiveInfinity;
            Span<float> x = stackalloc float[Lanes], up = stackalloc float[Lanes], down = stackalloc float[Lanes];
            for (long bits = first; bits < end && fault.Length == 0; bits += Lanes)
            {
                for (int i = 0; i < Lanes; i++) x[i] = BitConverter.Int32BitsToSingle((int)Math.Min(bits + i, int.MaxValue));
                string found = Values<T>(x, up);
                for (int i = 0; i < Lanes; i++) x[i] = -x[i];
                if (found.Length == 0) found = Values<T>(x, down);
                for (int i = 0; i < Lanes && found.Length == 0; i++)
                {
                    float positive = -x[i];
                    if (Math.Min(bits + i, int.MaxValue) >= FirstNaN)
                    {
                        if (!float.IsNaN(up[i]) || !float.IsNaN(down[i])) found = $"NaN becomes {up[i]:R} or {down[i]:R}";
                        continue;
                    }

                    if (!(up[i] >= above)) found = $"falls before {positive:R}: {above:R}, {up[i]:R}";
                    if (!(down[i] <= below)) found = $"falls after {x[i]:R}: {down[i]:R}, {below:R}";
                    if (odd && BitConverter.SingleToInt32Bits(up[i]) != (BitConverter.SingleToInt32Bits(down[i]) ^ int.MinValue)) found = $"is not odd at {positive:R}";
                    if (i == 0 && found.Length == 0) found = Far(positive, up[i], formula, bound) + Far(x[i], down[i], formula, bound);
                    above = up[i];
                    below = down[i];
                }

                if (found.Length > 0)
                {
                    lock (gate) fault = found;
                }
            }
        });
        return fault;
    }

    /// <summary>Where a value is farther from the formula than documented.</summary>
    private static string Far(float x, float y, Func<double, double> formula, Func<float, double> bound)
    {
        double exact = formula(x);
        if (Math.Abs(exact) < 1.2e-38) return "";
        double ulps = Floats.Ulps(y, exact);
        return ulps <= bound(x) ? "" : $"off by {ulps} ulp at {x:R}";
    }

    /// <summary>Sixteen values by the widest form; says where another has other bits.</summary>
    private static string Values<T>(ReadOnlySpan<float> x, Span<float> y)
        where T : struct, IActivation
    {
        Vector512<float> from = Vector512.Create(x), to = T.Invoke(from);
        to.CopyTo(y);
        Vector256<float> lower = T.Invoke(from.GetLower()), upper = T.Invoke(from.GetUpper());
        Vector512<float> quarters = Vector512.Create(
            Vector256.Create(T.Invoke(from.GetLower().GetLower()), T.Invoke(from.GetLower().GetUpper())),
            Vector256.Create(T.Invoke(from.GetUpper().GetLower()), T.Invoke(from.GetUpper().GetUpper())));
        if (Same(to, Vector512.Create(lower, upper)) && Same(to, quarters))
        {
            // One number at a time: a lane of each sixteen, another in each.
            int lane = (BitConverter.SingleToInt32Bits(x[0]) >> 4) & (Lanes - 1);
            float one = T.Invoke(x[lane]);
            if (BitConverter.SingleToInt32Bits(one) == BitConverter.SingleToInt32Bits(y[lane]) || float.IsNaN(one) && float.IsNaN(y[lane])) return "";
        }

        return $"widths differ between {x[0]:R} and {x[^1]:R}";
    }

    private static bool Same(Vector512<float> a, Vector512<float> b) =>
        (Vector512.Equals(a.AsInt32(), b.AsInt32()).AsSingle() | ~(Vector512.Equals(a, a) | Vector512.Equals(b, b))).AsInt32() == Vector512<int>.AllBitsSet;
}
