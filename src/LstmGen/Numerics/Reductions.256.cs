using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class Reductions
{
    internal static double Sum256(ReadOnlySpan<float> x)
    {
        Vector256<double> sum0 = Vector256<double>.Zero;
        Vector256<double> sum1 = Vector256<double>.Zero;
        Vector256<double> sum2 = Vector256<double>.Zero;
        Vector256<double> sum3 = Vector256<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..])
        {
            (Vector256<double> x0, Vector256<double> x1) = Vector256.Widen(Vector256.Create(x));
            (Vector256<double> x2, Vector256<double> x3) = Vector256.Widen(Vector256.Create(x[8..]));
            sum0 += x0;
            sum1 += x1;
            sum2 += x2;
            sum3 += x3;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[4..]);
        sum2.CopyTo(lanes[8..]);
        sum3.CopyTo(lanes[12..]);
        return FinishSum(x, lanes);
    }

    internal static double Dot256(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector256<double> sum0 = Vector256<double>.Zero;
        Vector256<double> sum1 = Vector256<double>.Zero;
        Vector256<double> sum2 = Vector256<double>.Zero;
        Vector256<double> sum3 = Vector256<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..], y = y[Lanes..])
        {
            (Vector256<double> x0, Vector256<double> x1) = Vector256.Widen(Vector256.Create(x));
            (Vector256<double> y0, Vector256<double> y1) = Vector256.Widen(Vector256.Create(y));
            (Vector256<double> x2, Vector256<double> x3) = Vector256.Widen(Vector256.Create(x[8..]));
            (Vector256<double> y2, Vector256<double> y3) = Vector256.Widen(Vector256.Create(y[8..]));
            sum0 += x0 * y0;
            sum1 += x1 * y1;
            sum2 += x2 * y2;
            sum3 += x3 * y3;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[4..]);
        sum2.CopyTo(lanes[8..]);
        sum3.CopyTo(lanes[12..]);
        return FinishDot(x, y, lanes);
    }
}
