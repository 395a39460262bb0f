using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class Reductions
{
    internal static double Sum128(ReadOnlySpan<float> x)
    {
        Vector128<double> sum0 = Vector128<double>.Zero;
        Vector128<double> sum1 = Vector128<double>.Zero;
        Vector128<double> sum2 = Vector128<double>.Zero;
        Vector128<double> sum3 = Vector128<double>.Zero;
        Vector128<double> sum4 = Vector128<double>.Zero;
        Vector128<double> sum5 = Vector128<double>.Zero;
        Vector128<double> sum6 = Vector128<double>.Zero;
        Vector128<double> sum7 = Vector128<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..])
        {
            (Vector128<double> x0, Vector128<double> x1) = Vector128.Widen(Vector128.Create(x));
            (Vector128<double> x2, Vector128<double> x3) = Vector128.Widen(Vector128.Create(x[4..]));
            (Vector128<double> x4, Vector128<double> x5) = Vector128.Widen(Vector128.Create(x[8..]));
            (Vector128<double> x6, Vector128<double> x7) = Vector128.Widen(Vector128.Create(x[12..]));
            sum0 += x0;
            sum1 += x1;
            sum2 += x2;
            sum3 += x3;
            sum4 += x4;
            sum5 += x5;
            sum6 += x6;
            sum7 += x7;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[2..]);
        sum2.CopyTo(lanes[4..]);
        sum3.CopyTo(lanes[6..]);
        sum4.CopyTo(lanes[8..]);
        sum5.CopyTo(lanes[10..]);
        sum6.CopyTo(lanes[12..]);
        sum7.CopyTo(lanes[14..]);
        return FinishSum(x, lanes);
    }

    internal static double Dot128(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector128<double> sum0 = Vector128<double>.Zero;
        Vector128<double> sum1 = Vector128<double>.Zero;
        Vector128<double> sum2 = Vector128<double>.Zero;
        Vector128<double> sum3 = Vector128<double>.Zero;
        Vector128<double> sum4 = Vector128<double>.Zero;
        Vector128<double> sum5 = Vector128<double>.Zero;
        Vector128<double> sum6 = Vector128<double>.Zero;
        Vector128<double> sum7 = Vector128<double>.Zero;
        for (; x.Length >= Lanes; x = x[Lanes..], y = y[Lanes..])
        {
            (Vector128<double> x0, Vector128<double> x1) = Vector128.Widen(Vector128.Create(x));
            (Vector128<double> y0, Vector128<double> y1) = Vector128.Widen(Vector128.Create(y));
            (Vector128<double> x2, Vector128<double> x3) = Vector128.Widen(Vector128.Create(x[4..]));
            (Vector128<double> y2, Vector128<double> y3) = Vector128.Widen(Vector128.Create(y[4..]));
            (Vector128<double> x4, Vector128<double> x5) = Vector128.Widen(Vector128.Create(x[8..]));
            (Vector128<double> y4, Vector128<double> y5) = Vector128.Widen(Vector128.Create(y[8..]));
            (Vector128<double> x6, Vector128<double> x7) = Vector128.Widen(Vector128.Create(x[12..]));
            (Vector128<double> y6, Vector128<double> y7) = Vector128.Widen(Vector128.Create(y[12..]));
            sum0 += x0 * y0;
            sum1 += x1 * y1;
            sum2 += x2 * y2;
            sum3 += x3 * y3;
            sum4 += x4 * y4;
            sum5 += x5 * y5;
            sum6 += x6 * y6;
            sum7 += x7 * y7;
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[2..]);
        sum2.CopyTo(lanes[4..]);
        sum3.CopyTo(lanes[6..]);
        sum4.CopyTo(lanes[8..]);
        sum5.CopyTo(lanes[10..]);
        sum6.CopyTo(lanes[12..]);
        sum7.CopyTo(lanes[14..]);
        return FinishDot(x, y, lanes);
    }
}
