using System.Runtime.Intrinsics;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen.Tests.Kernels;

/// <summary>The element-wise part of a GRU, however rows share vectors, against the formulas in plain loops: the same bits.</summary>
public sealed class GruCellTests
{
    private delegate void Kernel(nint rows, ref float gates, ref float first, ref float second, ref float third);

    [Fact]
    public void Forward_is_the_formula() => EachWidth<GruCell.ForwardPass<KeepTape, Sigmoid, Tanh>>((kernel, shape, rows) =>
    {
        Rows t = new(shape, seed: 5);
        float[] sums = [.. t.Gates], next = new float[t.Hidden.Length];
        kernel(rows, ref t.Gates[0], ref t.Recurrent[0], ref t.Hidden[0], ref next[0]);
        t.Each(rows, (gate, sum, at, n) =>
        {
            float z = Sigmoid.Invoke(sums[gate + n] + t.Recurrent[sum]), r = Sigmoid.Invoke(sums[gate + 2 * n] + t.Recurrent[sum + n]), hn = t.Recurrent[sum + 2 * n];
            float candidate = Tanh.Invoke(MathF.FusedMultiplyAdd(r, hn, sums[gate]));
            Assert.Equal((candidate, z, r, hn), (t.Gates[gate], t.Gates[gate + n], t.Gates[gate + 2 * n], t.Gates[gate + 3 * n]));
            Assert.Equal(MathF.FusedMultiplyAdd(z, t.Hidden[at], (1f - z) * candidate), next[at]);
        });
    });

    [Fact]
    public void Backward_is_the_formula() => EachWidth<GruCell.BackwardPass<Sigmoid, Tanh, Present>>((kernel, shape, rows) =>
    {
        Rows t = new(shape, seed: 6);
        float[] kept = [.. t.Gates], incoming = [.. t.Gradient];
        kernel(rows, ref t.Gates[0], ref t.Hidden[0], ref t.Gradient[0], ref t.Gradient[0]);
        t.Each(rows, (gate, _, at, n) =>
        {
            (float candidate, float z, float r, float hn) = (kept[gate], kept[gate + n], kept[gate + 2 * n], kept[gate + 3 * n]);
            float dn = incoming[at] * (1f - z) * Tanh.Slope(candidate);
            Assert.Equal(
                (dn, incoming[at] * (t.Hidden[at] - candidate) * Sigmoid.Slope(z), dn * hn * Sigmoid.Slope(r), dn * r),
                (t.Gates[gate], t.Gates[gate + n], t.Gates[gate + 2 * n], t.Gates[gate + 3 * n]));
            Assert.Equal(incoming[at] * z, t.Gradient[at]);
        });
    });

    [Fact]
    public void Reset_before_the_product_is_the_formula()
    {
        EachWidth<GruCell.ResetPass<HardSigmoid>>((kernel, shape, rows) =>
        {
            Rows t = new(shape, seed: 7);
            float[] sums = [.. t.Gates], reset = new float[t.Hidden.Length];
            kernel(rows, ref t.Gates[0], ref t.Recurrent[0], ref t.Hidden[0], ref reset[0]);
            t.Each(rows, (gate, sum, at, n) =>
            {
                float z = HardSigmoid.Invoke(sums[gate + n] + t.Recurrent[sum]), r = HardSigmoid.Invoke(sums[gate + 2 * n] + t.Recurrent[sum + n]);
                Assert.Equal((sums[gate], z, r, r * t.Hidden[at]), (t.Gates[gate], t.Gates[gate + n], t.Gates[gate + 2 * n], reset[at]));
            });
        });
        EachWidth<GruCell.OutputPass<KeepTape, Tanh>>((kernel, shape, rows) =>
        {
            Rows t = new(shape, seed: 8);
            float[] sums = [.. t.Gates], next = new float[t.Hidden.Length];
            kernel(rows, ref t.Gates[0], ref t.Recurrent[0], ref t.Hidden[0], ref next[0]);
            t.Each(rows, (gate, sum, at, n) =>
            {
                float candidate = Tanh.Invoke(sums[gate] + t.Recurrent[sum + 2 * n]), z = sums[gate + n];
                Assert.Equal((candidate, MathF.FusedMultiplyAdd(z, t.Hidden[at], MathF.FusedMultiplyAdd(-1f, z, 1f) * candidate)), (t.Gates[gate], next[at]));
            });
        });
    }

    [Fact]
    public void The_way_back_before_the_product_is_the_formula()
    {
        EachWidth<GruCell.BackwardPass<Sigmoid, Tanh, Absent>>((kernel, shape, rows) =>
        {
            Rows t = new(shape, seed: 9);
            float[] kept = [.. t.Gates], incoming = [.. t.Gradient];
            kernel(rows, ref t.Gates[0], ref t.Hidden[0], ref t.Gradient[0], ref t.Gradient[0]);
            t.Each(rows, (gate, _, at, n) =>
            {
                (float candidate, float z) = (kept[gate], kept[gate + n]);
                Assert.Equal(
                    (incoming[at] * (1f - z) * Tanh.Slope(candidate), incoming[at] * (t.Hidden[at] - candidate) * Sigmoid.Slope(z), kept[gate + 2 * n], kept[gate + 3 * n]),
                    (t.Gates[gate], t.Gates[gate + n], t.Gates[gate + 2 * n], t.Gates[gate + 3 * n]));
            });
        });
        EachWidth<GruCell.ResetBackwardPass<Sigmoid>>((kernel, shape, rows) =>
        {
            Rows t = new(shape, seed: 10);
            float[] kept = [.. t.Gates], incoming = [.. t.Gradient];
            kernel(rows, ref t.Gates[0], ref t.Hidden[0], ref t.Gradient[0], ref t.Gradient[0]);
            t.Each(rows, (gate, _, at, n) =>
            {
                float r = kept[gate + 2 * n];
                Assert.Equal((incoming[at] * t.Hidden[at] * Sigmoid.Slope(r), incoming[at] * r), (t.Gates[gate + 2 * n], t.Gradient[at]));
            });
        });
    }

    /// <summary>A gate that is 1 keeps h to the bit, whatever the candidate is: a GRU can remember for as long as it likes.</summary>
    [Fact]
    public void A_closed_update_gate_keeps_the_state()
    {
        float[] gates = [.. Enumerable.Repeat(100f, 4 * Of16.GateRow)], recurrent = new float[4 * Of16.RecurrentRow], next = new float[4 * Of16.HiddenRow];
        float[] hidden = [.. Enumerable.Range(0, next.Length).Select(i => MathF.Sin(i) / 1e6f)];
        GruCell.ForwardPass<NoTape, Sigmoid, Tanh>.Run<Of16, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>(4, ref gates[0], ref recurrent[0], ref hidden[0], ref next[0]);
        Assert.Equal(hidden[..16], next[..16]);
    }

    private static void EachWidth<TPass>(Action<Kernel, Shape, nint> check)
        where TPass : struct, IGruPass
    {
        foreach (nint rows in (nint[])[1, 4])
        {
            check(TPass.Run<Of16, Width512, Vector512<float>, OneRow<Width512, Vector512<float>>>, Shape.Of<Of16>(), rows);
            check(TPass.Run<Of16, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>, Shape.Of<Of16>(), rows);
            check(TPass.Run<Of16, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>, Shape.Of<Of16>(), rows);
            check(TPass.Run<Of8, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>, Shape.Of<Of8>(), rows);
            check(TPass.Run<Of4, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>, Shape.Of<Of4>(), rows);
        }

        check(TPass.Run<Of8, Width512, Vector512<float>, TwoRowsOf8>, Shape.Of<Of8>(), 4);
        check(TPass.Run<Of4, Width512, Vector512<float>, FourRowsOf4>, Shape.Of<Of4>(), 4);
        check(TPass.Run<Of4, Width256, Vector256<float>, TwoRowsOf4>, Shape.Of<Of4>(), 4);
    }

    private sealed record Shape(int Units, int Gate, int GateRow, int RecurrentRow, int HiddenRow)
    {
        public static Shape Of<TBlock>()
            where TBlock : struct, IGruBlock => new(TBlock.Units, TBlock.Gate, TBlock.GateRow, TBlock.RecurrentRow, TBlock.HiddenRow);
    }

    /// <summary>Four rows of everything that a pass reads, drawn at random.</summary>
    private sealed class Rows
    {
        private readonly Shape _shape;

        public Rows(Shape shape, int seed)
        {
            Random random = new(seed);
            _shape = shape;
            Gates = Draw(random, 4 * shape.GateRow);
            Recurrent = Draw(random, 4 * shape.RecurrentRow);
            Hidden = Draw(random, 4 * shape.HiddenRow);
            Gradient = Draw(random, 4 * shape.HiddenRow);
        }

        public float[] Gates { get; }

        public float[] Recurrent { get; }

        public float[] Hidden { get; }

        public float[] Gradient { get; }

        /// <summary>Every unit of every row: where its gates, its recurrent sums and its hidden state lie, and how far it is from a gate to the next.</summary>
        public void Each(nint rows, Action<int, int, int, int> check)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < _shape.Units; unit++)
                {
                    check(row * _shape.GateRow + unit, row * _shape.RecurrentRow + unit, row * _shape.HiddenRow + unit, _shape.Gate);
                }
            }
        }

        private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];
    }

    private readonly struct Of16 : IGruBlock
    {
        public static int Units => 16;

        public static int Gate => 19;

        public static int GateRow => 81;

        public static int RecurrentRow => 61;

        public static int HiddenRow => 21;
    }

    private readonly struct Of8 : IGruBlock
    {
        public static int Units => 8;

        public static int Gate => 9;

        public static int GateRow => 41;

        public static int RecurrentRow => 29;

        public static int HiddenRow => 13;
    }

    private readonly struct Of4 : IGruBlock
    {
        public static int Units => 4;

        public static int Gate => 5;

        public static int GateRow => 23;

        public static int RecurrentRow => 17;

        public static int HiddenRow => 7;
    }
}
