using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Runtime;

/// <summary>Pools over steps with gaps between them, against the plain formula.</summary>
public sealed class PoolRowTests
{
    // Whole numbers, so that equal values are frequent.
    private static readonly Gen<(int Width, int Gap, float[][] Steps, float[] Dy)> s_cases =
        from width in Gen.Int[1, 40]
        from gap in Gen.Int[0, 3]
        from steps in Gen.Int[-2, 3].Select(value => (float)value).Array[width].Array[0, 6]
        from dy in Gen.Int[-50, 50].Select(value => (float)value).Array[width]
        select (width, gap, steps, dy);

    [Fact]
    public void The_largest_of_each_value() => s_cases.Sample(drawn =>
    {
        (float[] x, float[] y, int stride) = Lay(drawn);
        PoolRow.Max(ref x[0], stride, drawn.Steps.Length, ref y[0], drawn.Width);
        Assert.Equal(Expected(drawn, values => values.Max()), y);
    });

    [Fact]
    public void The_first_of_the_largest_takes_the_loss() => s_cases.Sample(drawn =>
    {
        (float[] x, _, int stride) = Lay(drawn);
        float[] dx = [.. Enumerable.Repeat(7f, x.Length)];
        PoolRow.MaxBackward(ref x[0], stride, drawn.Steps.Length, ref drawn.Dy[0], ref dx[0], stride, drawn.Width);
        float[] expected = [.. Enumerable.Repeat(7f, x.Length)];
        for (int i = 0; drawn.Steps.Length > 0 && i < drawn.Width; i++)
        {
            float[] values = [.. drawn.Steps.Select(step => step[i])];
            expected[Array.IndexOf(values, values.Max()) * stride + i] += drawn.Dy[i];
        }

        Assert.Equal(expected, dx);
    });

    [Fact]
    public void The_average_of_each_value() => s_cases.Sample(drawn =>
    {
        (float[] x, float[] y, int stride) = Lay(drawn);
        PoolRow.Average(ref x[0], stride, drawn.Steps.Length, ref y[0], drawn.Width);
        Assert.Equal(Expected(drawn, values => values.Sum() / values.Length), y);
    });

    [Fact]
    public void Each_step_takes_its_share_of_the_loss() => s_cases.Sample(drawn =>
    {
        (float[] x, _, int stride) = Lay(drawn);
        float[] dx = [.. Enumerable.Repeat(7f, x.Length)];
        PoolRow.AverageBackward(drawn.Steps.Length, ref drawn.Dy[0], ref dx[0], stride, drawn.Width);
        for (int i = 0; i < dx.Length; i++)
        {
            bool taken = i / stride < drawn.Steps.Length && i % stride < drawn.Width;
            Assert.Equal(taken ? 7f + drawn.Dy[i % stride] / drawn.Steps.Length : 7f, dx[i]);
        }
    });

    [Theory]
    [InlineData(3)]
    [InlineData(19)]
    public void Na_n_is_not_lost(int width)
    {
        for (int at = 0; at < 3; at++)
        {
            float[] x = [.. Enumerable.Repeat(1f, 3 * width)];
            x.AsSpan(at * width, width).Fill(float.NaN);
            float[] y = new float[width];
            PoolRow.Max(ref x[0], width, 3, ref y[0], width);
            Assert.All(y, value => Assert.Equal(float.NaN, value));
        }
    }

    private static (float[] X, float[] Y, int Stride) Lay((int Width, int Gap, float[][] Steps, float[] Dy) drawn)
    {
        int stride = drawn.Width + drawn.Gap;
        float[] x = [.. Enumerable.Repeat(float.NaN, Math.Max(1, drawn.Steps.Length) * stride)];
        for (int t = 0; t < drawn.Steps.Length; t++)
        {
            drawn.Steps[t].CopyTo(x, t * stride);
        }

        return (x, [.. Enumerable.Repeat(float.NaN, drawn.Width)], stride);
    }

    /// <summary>Zeros where there are no steps.</summary>
    private static float[] Expected((int Width, int Gap, float[][] Steps, float[] Dy) drawn, Func<float[], float> pool) =>
        [.. Enumerable.Range(0, drawn.Width).Select(i => drawn.Steps.Length == 0 ? 0 : pool([.. drawn.Steps.Select(step => step[i])]))];
}
