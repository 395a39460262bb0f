using LstmGen.Kernels;
using LstmGen.Numerics;

namespace LstmGen.Tests.Kernels;

/// <summary>One step of the narrow block of an LSTM against the formulas in plain loops: the same bits.</summary>
public sealed class LstmNarrowTests
{
    private const int Units = 21;
    private const int Inputs = 3;

    [Theory]
    [InlineData(0)]
    [InlineData(Units)]
    public void A_step_is_the_formula(int known)
    {
        Check<Narrow4, Absent, Absent>(known);
        Check<Narrow8, Absent, Absent>(known);
        Check<Narrow4, Present, Absent>(known);
        Check<Narrow8, Present, Absent>(known);
        Check<Narrow4, Absent, Present>(known);
        Check<Narrow8, Absent, Present>(known);
        Check<Narrow4, Present, Present>(known);
        Check<Narrow8, Present, Present>(known);
    }

    private static void Check<TSize, TAhead, THalves>(int known)
        where TSize : struct, IBlockSize
    {
        int lanes = TSize.Lanes, row = 4 * lanes;
        bool ahead = typeof(TAhead) == typeof(Present), halves = typeof(THalves) == typeof(Present);
        var random = new Random(lanes * 7 + known);
        float[] h = [.. Draw(random, Units), 0f], x = Draw(random, Math.Max(row, Inputs)), w = Draw(random, (Units + 1 + Inputs) * row), cell = Draw(random, lanes);
        float[] pairs = new float[(Units + 1) / 2 * row], to = new float[lanes], before = [.. cell];

        // Weights that are bfloat16 already, so that the same values stand in both packs.
        for (int k = 0; k < Units; k++)
        {
            for (int lane = 0; lane < row; lane++)
            {
                uint half = BitConverter.SingleToUInt32Bits(w[k * row + lane]) & 0xFFFF0000;
                w[k * row + lane] = BitConverter.UInt32BitsToSingle(half);
                uint word = BitConverter.SingleToUInt32Bits(pairs[k / 2 * row + lane]);
                pairs[k / 2 * row + lane] = BitConverter.UInt32BitsToSingle(k % 2 == 0 ? half >> 16 : word | half);
            }
        }

        LstmNarrow.Step<Layout, TSize, Sigmoid, Tanh, TAhead, THalves>(known, ref h[0], ref x[0], ref w[0], ref halves ? ref pairs[0] : ref w[0], ref cell[0], ref to[0]);

        for (int unit = 0; unit < lanes; unit++)
        {
            float Sum(int gate)
            {
                int lane = gate * lanes + unit;
                float sum = ahead ? x[lane] : w[Units * row + lane];
                for (int k = 0; k < Inputs && !ahead; k++)
                {
                    sum = MathF.FusedMultiplyAdd(x[k], w[(Units + 1 + k) * row + lane], sum);
                }

                for (int k = 0; k < known; k++)
                {
                    sum = MathF.FusedMultiplyAdd(h[k], w[k * row + lane], sum);
                }

                return sum;
            }

            float i = Sigmoid.Invoke(Sum(0)), f = Sigmoid.Invoke(Sum(1)), g = Tanh.Invoke(Sum(2)), o = Sigmoid.Invoke(Sum(3));
            float c = MathF.FusedMultiplyAdd(f, before[unit], i * g);
            Assert.Equal((c, o * Tanh.Invoke(c)), (cell[unit], to[unit]));
        }
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];

    private readonly struct Layout : ILstmLayout
    {
        public static int Inputs => LstmNarrowTests.Inputs;

        public static int Units => LstmNarrowTests.Units;

        public static int GateRow => 0;

        public static int CellRow => 0;

        public static int HiddenRow => 0;
    }
}
