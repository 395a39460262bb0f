using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class Reductions
{
    internal static double Sum512(ReadOnlySpan<float> x)
    {
        Vector512<double> sum0 = Vector512<double>.Zero;
        Vector512<double> sum1 = Vector512<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..])
        {
            (Vector512<double> x0, Vector512<double> x1) = Vector512.Widen(Vector512.Create(x));
            sum0 += x0;
            sum1 += x1;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[8..]);
        return FinishSum(x, lanes);
    }

    internal static double Dot512(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector512<double> sum0 = Vector512<double>.Zero;
        Vector512<double> sum1 = Vector512<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..], y = y[Lanes..])
        {
            (Vector512<double> x0, Vector512<double> x1) = Vector512.Widen(Vector512.Create(x));
            (Vector512<double> y0, Vector512<double> y1) = Vector512.Widen(Vector512.Create(y));
            sum0 += x0 * y0;
            sum1 += x1 * y1;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[8..]);
        return FinishDot(x, y, lanes);
    }
}
