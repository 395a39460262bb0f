using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Runtime;

/// <summary>Layer normalisation of one row against the formula and against central differences, both in double.</summary>
public sealed class NormRowTests
{
    private static readonly Gen<(float[] X, float[] Gamma, float[] Beta, float[] Dy, double Epsilon)> s_rows =
        from width in Gen.Int[1, 70]
        from offset in Gen.Int[0, 2].Select(i => new[] { 0f, 10f, -3000f }[i])
        from x in Gen.Float[-2, 2].Array[width]
        from gamma in Gen.Float[-2, 2].Array[width]
        from beta in Gen.Float[-2, 2].Array[width]
        from dy in Gen.Float[-2, 2].Array[width]
        from epsilon in Gen.Int[0, 2].Select(i => new[] { 1e-3, 1e-5, 0.5 }[i])
        select (x.Select(value => value + offset).ToArray(), gamma, beta, dy, epsilon);

    [Fact]
    public void Forward_is_the_formula() => s_rows.Sample(row =>
    {
        float[] y = new float[row.X.Length];
        NormRow.Forward(ref row.X[0], ref row.Gamma[0], ref row.Beta[0], ref y[0], y.Length, row.Epsilon);
        double[] expected = Formula([.. row.X.Select(value => (double)value)], row.Gamma, row.Beta, row.Epsilon);
        Assert.All(expected.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * (1 + Math.Abs(pair.First))));
    });

    /// <summary>Distances are taken to the first value: it may lie anywhere, and all of the row far from zero.</summary>
    [Fact]
    public void Forward_is_the_formula_wherever_the_first_value_lies() => Gen.Select(s_rows, Gen.Float[-1e5f, 1e5f], Gen.Int[-6, 6]).Sample((row, first, power) =>
    {
        float level = (float)(Math.Sign(power) * Math.Pow(10, Math.Abs(power)));
        float[] x = [.. row.X.Select(value => value + level)], y = new float[x.Length];
        x[0] += first;
        NormRow.Forward(ref x[0], ref row.Gamma[0], ref row.Beta[0], ref y[0], y.Length, row.Epsilon);
        double[] expected = Formula([.. x.Select(value => (double)value)], row.Gamma, row.Beta, row.Epsilon);
        Assert.All(expected.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * (1 + Math.Abs(pair.First))));
    }, iter: 2_000);

    /// <summary>Rows of two values are where the gradient with respect to the row cancels most.</summary>
    [Fact]
    public void Backward_is_the_slope() => s_rows.Sample(row =>
    {
        int width = row.X.Length;
        float[] dx = new float[width];
        float[] dGamma = [.. row.Beta];
        float[] dBeta = [.. row.Gamma];
        NormRow.Backward(ref row.X[0], ref row.Gamma[0], ref row.Dy[0], ref dGamma[0], ref dBeta[0], ref dx[0], width, row.Epsilon);

        double[] x = [.. row.X.Select(value => (double)value)];
        double[] normed = Formula(x, [.. row.X.Select(_ => 1f)], new float[width], row.Epsilon);
        double scale = x.Select((_, k) => Math.Abs(Slope(row, x, k))).Max();
        for (int k = 0; k < width; k++)
        {
            Assert.Equal(row.Beta[k] + row.Dy[k] * normed[k], dGamma[k], 1e-5);
            Assert.Equal(row.Gamma[k] + row.Dy[k], dBeta[k], 1e-6);
            Assert.Equal(Slope(row, x, k), dx[k], 1e-4 * scale + 1e-6);
        }
    });

    private static double Slope((float[] X, float[] Gamma, float[] Beta, float[] Dy, double Epsilon) row, double[] x, int k)
    {
        const double step = 1e-5;
        return (Loss(step) - Loss(-step)) / (2 * step);

        double Loss(double change)
        {
            double[] moved = [.. x];
            moved[k] += change;
            return Formula(moved, row.Gamma, row.Beta, row.Epsilon).Zip(row.Dy, (y, dy) => y * dy).Sum();
        }
    }

    private static double[] Formula(double[] x, float[] gamma, float[] beta, double epsilon)
    {
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        return [.. x.Select((value, k) => gamma[k] * (value - mean) / deviation + beta[k])];
    }
}
