using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Runtime;

/// <summary>Rectifiers with slopes, given statistics and padding of rows, against the plain formulas, at every length of a vector's rest.</summary>
public sealed class RowKernelTests
{
    private static readonly Gen<(float[] X, float[] A, float[] B, float[] Dy)> s_rows =
        from count in Gen.Int[1, 40]
        from x in Numbers(count)
        from a in Numbers(count)
        from b in Numbers(count)
        from dy in Numbers(count)
        select (x, a, b, dy);

    [Fact]
    public void A_rectifier_has_a_slope_for_each_value() => s_rows.Sample(row =>
    {
        float[] y = new float[row.X.Length], dx = new float[row.X.Length], slopes = [.. row.B];
        RectifierRow.Forward(ref row.X[0], ref row.A[0], ref y[0], y.Length);
        RectifierRow.Backward(ref row.X[0], ref row.A[0], ref row.Dy[0], ref slopes[0], ref dx[0], y.Length);
        for (int i = 0; i < y.Length; i++)
        {
            bool above = row.X[i] > 0f;
            Assert.Equal(above ? row.X[i] : row.X[i] * row.A[i], y[i]);
            Assert.Equal(above ? row.Dy[i] : row.Dy[i] * row.A[i], dx[i]);
            Assert.Equal(above ? row.B[i] : row.B[i] + row.Dy[i] * row.X[i], slopes[i]);
        }
    });

    /// <summary>Packs repeat the tensors along a row, and packed gradients are added up in its order.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(3, 4)]
    [InlineData(5, 1)]
    public void Slopes_are_shared_along_a_row(int slopes, int times)
    {
        float[] own = [.. Enumerable.Range(1, slopes).Select(i => (float)i)], pack = new float[slopes * times], gradient = new float[slopes];
        RectifierRow.Pack(own, pack);
        Assert.Equal(Enumerable.Range(0, pack.Length).Select(i => own[i % slopes]), pack);
        RectifierRow.Unpack([.. Enumerable.Range(0, pack.Length).Select(i => i + 0.5f)], gradient);
        Assert.Equal(Enumerable.Range(0, slopes).Select(slope => Enumerable.Range(0, times).Sum(i => i * slopes + slope + 0.5f)), gradient);
    }

    [Fact]
    public void Statistics_fold_into_a_scale_and_a_shift() => s_rows.Sample(row =>
    {
        int count = row.X.Length, channels = count % 3 == 0 ? count / 3 : count;
        float[] mean = row.Dy[..channels], variance = [.. row.A[..channels].Select(MathF.Abs)], gamma = row.B[..channels], beta = row.X[..channels];
        float[] scales = new float[count], shifts = new float[count], means = new float[count], inverses = new float[count], y = new float[count];
        StatisticsRow.Pack(gamma, beta, mean, variance, 0.01, scales, shifts, means, inverses);
        StatisticsRow.Forward(ref row.X[0], ref scales[0], ref shifts[0], ref y[0], count);
        float[] dx = new float[count], scaleGradients = new float[count], shiftGradients = new float[count];
        StatisticsRow.Backward(ref row.X[0], ref scales[0], ref means[0], ref inverses[0], ref row.Dy[0], ref scaleGradients[0], ref shiftGradients[0], ref dx[0], count);
        for (int i = 0; i < count; i++)
        {
            int channel = i % channels;
            double inverse = 1 / Math.Sqrt(variance[channel] + 0.01), normed = (row.X[i] - (double)mean[channel]) * inverse;
            double largest = (Math.Abs(row.X[i]) + Math.Abs(mean[channel])) * inverse * Math.Abs(gamma[channel]) + Math.Abs(beta[channel]);
            Assert.Equal(normed * gamma[channel] + beta[channel], y[i], 1e-6 * (1 + largest));
            Assert.Equal(row.Dy[i] * normed, scaleGradients[i], 1e-5 * (1 + Math.Abs(row.Dy[i] * normed)));
            Assert.Equal(row.Dy[i], shiftGradients[i]);
            Assert.Equal(row.Dy[i] * inverse * gamma[channel], dx[i], 1e-5 * (1 + Math.Abs(row.Dy[i] * inverse * gamma[channel])));
        }
    });

    [Fact]
    public void Without_gamma_and_beta_they_are_one_and_zero_and_a_negative_variance_is_none()
    {
        float[] scales = new float[2], shifts = new float[2], means = new float[2], inverses = new float[2];
        StatisticsRow.Pack([], [], [3f, -1f], [4f, -4f], 0.25, scales, shifts, means, inverses);
        Assert.Equal([(float)(1 / Math.Sqrt(4.25)), 2f], scales);
        Assert.Equal([(float)(-3 / Math.Sqrt(4.25)), 2f], shifts);
        Assert.Equal([3f, -1f], means);
    }

    [Fact]
    public void Padding_ends_at_the_last_step_with_another_value() => (
        from features in Gen.Int[1, 9]
        from steps in Gen.Int[1, 8]
        from values in Gen.Int[-1, 1].Select(value => (float)value).Array[features * steps]
        from length in Gen.Int[1, 8]
        select (features, values, Math.Min(length, steps))).Sample(drawn =>
    {
        (int features, float[] values, int length) = drawn;
        int expected = length;
        while (expected > 1 && values[((expected - 1) * features)..(expected * features)].All(value => value == -1f)) expected--;
        Assert.Equal(expected, MaskRow.WithoutPadding(length, ref values[0], features, 0, -1f));
        float[] four = [.. values, .. values, .. values, .. values];
        RowLengths lengths = MaskRow.WithoutPadding(RowLengths.All(length), ref four[0], features, values.Length, -1f);
        Assert.All(Enumerable.Range(0, RowLengths.Rows), row => Assert.Equal(expected, lengths[row]));
    });

    /// <summary>Keras' own rule: the fewest steps that give ⌈n/stride⌉ readings, half of them before, rounded down.</summary>
    [Fact]
    public void As_few_steps_are_added_as_the_readings_take()
    {
        foreach ((int length, int window, int stride) in from length in Enumerable.Range(1, 20) from window in Enumerable.Range(1, 7) from stride in Enumerable.Range(1, 5) select (length, window, stride))
        {
            int readings = (length + stride - 1) / stride, added = 0;
            while ((readings - 1) * stride + window > length + added) added++;
            Assert.Equal(added / 2, RowLengths.LeastBefore(length, window, stride));
        }
    }

    /// <summary>Rectangles of any size, stride and place on images of any size, against a loop over all points.</summary>
    [Fact]
    public void Pools_of_images_take_the_points_that_are_there() => (
        from height in Gen.Int[1, 6]
        from width in Gen.Int[1, 6]
        from channels in Gen.Int[1, 9]
        from size in Gen.Int[1, 3]
        from across in Gen.Int[1, 3]
        from stride in Gen.Int[1, 3]
        from before in Gen.Int[0, size - 1]
        from x in Gen.Int[-3, 3].Select(value => (float)value).Array[height * width * channels]
        select (new PictureSquares(height, width, channels, new(size, stride, before, (height + before - 1) / stride + 1), new(across, stride, 0, (width - 1) / stride + 1)), x)).Sample(drawn =>
    {
        (PictureSquares squares, float[] x) = drawn;
        int count = squares.Lines * squares.Columns * squares.Channels;
        float[] largest = new float[count], mean = new float[count], dy = [.. Enumerable.Range(1, count).Select(i => (float)i)];
        float[] toLargest = [.. Enumerable.Repeat(5f, x.Length)], toMean = [.. Enumerable.Repeat(5f, x.Length)], expectedLargest = new float[x.Length], expectedMean = new float[x.Length];
        MaxPicture.Forward(ref x[0], ref largest[0], squares);
        MeanPicture.Forward(ref x[0], ref mean[0], squares);
        MaxPicture.Backward(ref x[0], ref largest[0], ref dy[0], ref toLargest[0], squares);
        MeanPicture.Backward(ref x[0], ref mean[0], ref dy[0], ref toMean[0], squares);
        for (int i = 0; i < count; i++)
        {
            int line = i / squares.Channels / squares.Columns, column = i / squares.Channels % squares.Columns;
            int[] points =
            [
                .. from r in Enumerable.Range(line * squares.Down.Stride - squares.Down.Before, squares.Down.Size)
                   from c in Enumerable.Range(column * squares.Across.Stride - squares.Across.Before, squares.Across.Size)
                   where r >= 0 && r < squares.Height && c >= 0 && c < squares.Width
                   select (r * squares.Width + c) * squares.Channels + i % squares.Channels,
            ];
            Assert.Equal(points.Max(point => x[point]), largest[i]);
            Assert.Equal(points.Average(point => x[point]), mean[i], 1e-6f);
            expectedLargest[points.First(point => x[point] == largest[i])] += dy[i];
            foreach (int point in points) expectedMean[point] += dy[i] / points.Length;
        }

        Assert.Equal(expectedLargest, toLargest);
        Assert.All(expectedMean.Zip(toMean), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    });

    private static Gen<float[]> Numbers(int count) => Gen.Int[-40, 40].Select(value => value / 8f).Array[count];
}
