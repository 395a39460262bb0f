using System.Runtime.Intrinsics;
using LstmGen.Kernels;
using LstmGen.Numerics;

namespace LstmGen.Tests.Kernels;

/// <summary>The element-wise part of an LSTM, however rows share vectors, against the formulas in plain loops: the same bits.</summary>
public sealed class LstmCellTests
{
    private delegate void ForwardKernel(ref float gates, nint gateRow, ref float cell, ref float nextCell, ref float hidden, ref float cellOut);

    private delegate void BackwardKernel(ref float gates, ref float cell, ref float cellOut, ref float hiddenGradient, ref float cellGradient);

    [Fact]
    public void Forward_is_the_formula()
    {
        Forward<Of16>(LstmCell.Forward<Of16, KeepTape, Sigmoid, Tanh, Width512, Vector512<float>, OneRow<Width512, Vector512<float>>>);
        Forward<Of16>(LstmCell.Forward<Of16, KeepTape, Sigmoid, Tanh, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>);
        Forward<Of16>(LstmCell.Forward<Of16, KeepTape, Sigmoid, Tanh, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>);
        Forward<Of8>(LstmCell.Forward<Of8, KeepTape, Sigmoid, Tanh, Width512, Vector512<float>, TwoRowsOf8>);
        Forward<Of8>(LstmCell.Forward<Of8, KeepTape, Sigmoid, Tanh, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>);
        Forward<Of4>(LstmCell.Forward<Of4, KeepTape, Sigmoid, Tanh, Width512, Vector512<float>, FourRowsOf4>);
        Forward<Of4>(LstmCell.Forward<Of4, KeepTape, Sigmoid, Tanh, Width256, Vector256<float>, TwoRowsOf4>);
        Forward<Of4>(LstmCell.Forward<Of4, KeepTape, Sigmoid, Tanh, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>);
    }

    [Fact]
    public void Backward_is_the_formula()
    {
        Backward<Of16>(LstmCell.Backward<Of16, Sigmoid, Tanh, Width512, Vector512<float>, OneRow<Width512, Vector512<float>>>);
        Backward<Of16>(LstmCell.Backward<Of16, Sigmoid, Tanh, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>);
        Backward<Of8>(LstmCell.Backward<Of8, Sigmoid, Tanh, Width512, Vector512<float>, TwoRowsOf8>);
        Backward<Of4>(LstmCell.Backward<Of4, Sigmoid, Tanh, Width512, Vector512<float>, FourRowsOf4>);
        Backward<Of4>(LstmCell.Backward<Of4, Sigmoid, Tanh, Width256, Vector256<float>, TwoRowsOf4>);
    }

    private static void Forward<TBlock>(ForwardKernel kernel)
        where TBlock : struct, ILstmBlock
    {
        var random = new Random(5);
        float[] gates = Draw(random, 4 * TBlock.GateRow), cell = Draw(random, 4 * TBlock.CellRow);
        float[] sums = [.. gates], next = new float[cell.Length], hidden = new float[4 * TBlock.HiddenRow], cellOut = new float[cell.Length];
        kernel(ref gates[0], TBlock.GateRow, ref cell[0], ref next[0], ref hidden[0], ref cellOut[0]);
        for (int row = 0; row < 4; row++)
        {
            for (int unit = 0; unit < TBlock.Units; unit++)
            {
                int at = row * TBlock.GateRow + unit, state = row * TBlock.CellRow + unit;
                float i = Sigmoid.Invoke(sums[at]), f = Sigmoid.Invoke(sums[at + TBlock.Units]);
                float g = Tanh.Invoke(sums[at + 2 * TBlock.Units]), o = Sigmoid.Invoke(sums[at + 3 * TBlock.Units]);
                float c = MathF.FusedMultiplyAdd(f, cell[state], i * g), y = Tanh.Invoke(c);
                Assert.Equal((i, f, g, o), (gates[at], gates[at + TBlock.Units], gates[at + 2 * TBlock.Units], gates[at + 3 * TBlock.Units]));
                Assert.Equal((c, y, o * y), (next[state], cellOut[state], hidden[row * TBlock.HiddenRow + unit]));
            }
        }
    }

    private static void Backward<TBlock>(BackwardKernel kernel)
        where TBlock : struct, ILstmBlock
    {
        var random = new Random(6);
        float[] gates = Draw(random, 4 * TBlock.GateRow), cell = Draw(random, 4 * TBlock.CellRow), y = Draw(random, 4 * TBlock.CellRow);
        float[] dh = Draw(random, 4 * TBlock.CellRow), dc = Draw(random, 4 * TBlock.CellRow);
        float[] kept = [.. gates], incoming = [.. dc];
        kernel(ref gates[0], ref cell[0], ref y[0], ref dh[0], ref dc[0]);
        for (int row = 0; row < 4; row++)
        {
            for (int unit = 0; unit < TBlock.Units; unit++)
            {
                int at = row * TBlock.GateRow + unit, state = row * TBlock.CellRow + unit, n = TBlock.Units;
                (float i, float f, float g, float o) = (kept[at], kept[at + n], kept[at + 2 * n], kept[at + 3 * n]);
                float back = MathF.FusedMultiplyAdd(dh[state] * o, Tanh.Slope(y[state]), incoming[state]);
                Assert.Equal(
                    (back * g * Sigmoid.Slope(i), back * cell[state] * Sigmoid.Slope(f), back * i * Tanh.Slope(g), dh[state] * y[state] * Sigmoid.Slope(o)),
                    (gates[at], gates[at + n], gates[at + 2 * n], gates[at + 3 * n]));
                Assert.Equal(back * f, dc[state]);
            }
        }
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];

    private readonly struct Of16 : ILstmBlock
    {
        public static int Units => 16;

        public static int GateRow => 73;

        public static int CellRow => 21;

        public static int HiddenRow => 19;
    }

    private readonly struct Of8 : ILstmBlock
    {
        public static int Units => 8;

        public static int GateRow => 41;

        public static int CellRow => 13;

        public static int HiddenRow => 11;
    }

    private readonly struct Of4 : ILstmBlock
    {
        public static int Units => 4;

        public static int GateRow => 23;

        public static int CellRow => 7;

        public static int HiddenRow => 9;
    }
}
