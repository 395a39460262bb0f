using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Runtime;

/// <summary>Copies of steps of rows with any lengths and gaps, against the plain statement of where each value goes.</summary>
public sealed class StepCopiesTests
{
    private const float Before = 7f;

    private static readonly Gen<(int Width, int Gap, int Most, int[] Lengths)> s_cases =
        from width in Gen.Int[1, 20]
        from gap in Gen.Int[0, 3]
        from most in Gen.Int[1, 7]
        from lengths in Gen.Int[0, 7].Array[RowLengths.Rows]
        select (width, gap, most, lengths);

    [Fact]
    public void The_last_steps_of_each_row_come_first() => s_cases.Sample(drawn =>
    {
        (int row, int step, RowLengths valid) = Lay(drawn);
        float[] x = Numbers(8 * step), y = Filled(8 * step);
        StepCopies.LastSteps(ref y[0], step, row, ref x[0], step, row, drawn.Width, drawn.Most, valid);
        Each(drawn, (r, t, i) =>
        {
            int taken = Math.Min(drawn.Lengths[r], drawn.Most);
            float expected = t < taken ? x[(drawn.Lengths[r] - taken + t) * step + r * row + i] : t < Math.Min(drawn.Most, valid.Longest) ? 0f : Before;
            Assert.Equal(expected, y[t * step + r * row + i]);
        });
        Assert.All(Gaps(drawn, y), value => Assert.Equal(Before, value));
    });

    [Fact]
    public void The_last_steps_give_back_what_they_get() => s_cases.Sample(drawn =>
    {
        (int row, int step, RowLengths valid) = Lay(drawn);
        float[] dy = Numbers(8 * step), dx = Filled(8 * step);
        StepCopies.LastStepsBackward(ref dx[0], step, row, ref dy[0], step, row, drawn.Width, drawn.Most, valid);
        Each(drawn, (r, t, i) =>
        {
            int first = Math.Max(drawn.Lengths[r] - drawn.Most, 0);
            float expected = t >= first && t < drawn.Lengths[r] ? dy[(t - first) * step + r * row + i] : t < valid.Longest ? 0f : Before;
            Assert.Equal(expected, dx[t * step + r * row + i]);
        });
        Assert.All(Gaps(drawn, dx), value => Assert.Equal(Before, value));
    });

    [Fact]
    public void Steps_side_by_side_give_back_what_they_get() => s_cases.Sample(drawn =>
    {
        (int row, int step, RowLengths valid) = Lay(drawn);
        int wide = 8 * drawn.Width + drawn.Gap;
        float[] dy = Numbers(RowLengths.Rows * wide), dx = Filled(8 * step);
        StepCopies.Spread(ref dx[0], step, row, ref dy[0], wide, drawn.Width, valid);
        Each(drawn, (r, t, i) =>
        {
            float expected = t < drawn.Lengths[r] ? dy[r * wide + t * drawn.Width + i] : t < valid.Longest ? 0f : Before;
            Assert.Equal(expected, dx[t * step + r * row + i]);
        });
        Assert.All(Gaps(drawn, dx), value => Assert.Equal(Before, value));
    });

    private static (int Row, int Step, RowLengths Valid) Lay((int Width, int Gap, int Most, int[] Lengths) drawn)
    {
        RowLengths valid = default;
        drawn.Lengths.CopyTo((Span<int>)valid);
        int row = drawn.Width + drawn.Gap;
        return (row, RowLengths.Rows * row, valid);
    }

    private static void Each((int Width, int Gap, int Most, int[] Lengths) drawn, Action<int, int, int> judge)
    {
        for (int at = 0; at < RowLengths.Rows * 8 * drawn.Width; at++)
        {
            judge(at / drawn.Width / 8, at / drawn.Width % 8, at % drawn.Width);
        }
    }

    /// <summary>What lies between the rows.</summary>
    private static IEnumerable<float> Gaps((int Width, int Gap, int Most, int[] Lengths) drawn, float[] values) =>
        values.Where((_, i) => i % (drawn.Width + drawn.Gap) >= drawn.Width);

    private static float[] Filled(int count) => [.. Enumerable.Repeat(Before, count)];

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => i * 0.5f)];
}
