using LstmGen.Kernels;
using LstmGen.Numerics;

namespace LstmGen.Tests.Kernels;

/// <summary>Every cut of rows × weights, at every width, against plain loops: the same bits.</summary>
public sealed class RowProductTests
{
    private delegate void Run(ref float x, ref float w, ref float bias, ref float y, nint later);

    public static TheoryData<string> Names => [.. Cuts<Plain, Linear>().Select(cut => cut.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_without_bias_gives_the_bits_of_plain_loops(string name) => Check(Cuts<Plain, Linear>().Single(cut => cut.Name == name), 0, default(Plain), x => x);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_with_bias_and_activation_gives_the_bits_of_plain_loops(string name) =>
        Check(Cuts<Biased, Tanh>().Single(cut => cut.Name == name), 0, default(Biased), Tanh.Invoke);

    /// <summary>Three runs of five inputs, as the lines of an image.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_over_runs_gives_the_bits_of_plain_loops(string name) => Check(Cuts<InRuns, Linear>().Single(cut => cut.Name == name), 5, default(InRuns), x => x);

    /// <summary>The order of an LSTM's sums: what lies behind first, and then as much of the front as there is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_product_may_go_back_for_a_second_run(int later)
    {
        foreach (Cut cut in Cuts<BackToFront, Linear>())
        {
            Check(cut, later, default(BackToFront), x => x);
        }
    }

    private static void Check<TProduct>(Cut cut, int later, TProduct product, Func<float, float> activation)
        where TProduct : struct, IRowProduct
    {
        var random = new Random(cut.Name.Length * 31 + later);
        int weightRow = cut.Lanes;
        float[] x = Draw(random, 4 * TProduct.InputRow + 64), w = Draw(random, 48 * weightRow), y = Draw(random, 4 * TProduct.OutputRow + 160);
        float[] before = [.. y];
        (int xAt, int wAt) = product is BackToFront ? (6, 7 * weightRow) : (0, 0);
        int biasAt = 40 * weightRow;
        cut.Kernel(ref x[xAt], ref w[wAt], ref w[biasAt], ref y[0], later);

        for (int row = 0; row < cut.Rows; row++)
        {
            for (int lane = 0; lane < cut.Lanes; lane++)
            {
                float sum = TProduct.HasBias ? w[biasAt + lane] : 0f;
                (int from, int weights) = (xAt + row * TProduct.InputRow, wAt);
                for (int run = 0; run < TProduct.Runs; run++)
                {
                    int inputs = run == 0 ? TProduct.Inputs : later;
                    for (int k = 0; k < inputs; k++, weights += weightRow)
                    {
                        sum = MathF.FusedMultiplyAdd(x[from + k], w[weights + lane], sum);
                    }

                    from += TProduct.RunStride;
                    weights += TProduct.RunRows * weightRow;
                }

                Assert.Equal(BitConverter.SingleToInt32Bits(activation(sum)), BitConverter.SingleToInt32Bits(y[row * TProduct.OutputRow + lane]));
                before[row * TProduct.OutputRow + lane] = y[row * TProduct.OutputRow + lane];
            }
        }

        Assert.Equal(before, y); // Nothing beside the tile was written.
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];

    private static List<Cut> Cuts<TProduct, TActivation>()
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
    {
        List<Cut> cuts = [];
        Narrow<Narrow4>();
        Narrow<Narrow8>();
        Add<Blocks0, Narrow4>();
        Add<Blocks0, Narrow8>();
        Add<Blocks1, NoNarrow>();
        Add<Blocks2, NoNarrow>();
        Add<Blocks3, NoNarrow>();
        Add<Blocks4, NoNarrow>();
        return cuts;

        void Narrow<TNarrow>()
            where TNarrow : struct, IBlockSize
        {
            Add<Blocks1, TNarrow>();
            Add<Blocks2, TNarrow>();
            Add<Blocks3, TNarrow>();
        }

        void Add<TBlocks, TNarrow>()
            where TBlocks : struct, IBlocks
            where TNarrow : struct, IBlockSize
        {
            int lanes = 16 * TBlocks.Count + TNarrow.Lanes;
            cuts.Add(new($"4 rows × {lanes} in 512 bits", 4, lanes, RowProduct.At512<TProduct, TActivation, Present, Present, TBlocks, TNarrow>));
            cuts.Add(new($"2 rows × {lanes} in 512 bits", 2, lanes, RowProduct.At512<TProduct, TActivation, Present, Absent, TBlocks, TNarrow>));
            cuts.Add(new($"1 row × {lanes} in 512 bits", 1, lanes, RowProduct.At512<TProduct, TActivation, Absent, Absent, TBlocks, TNarrow>));
            cuts.Add(new($"4 rows × {lanes} in 256 bits", 4, lanes, RowProduct.FourRowsAt256<TProduct, TActivation, TBlocks, TNarrow>));
            cuts.Add(new($"2 rows × {lanes} in 256 bits", 2, lanes, RowProduct.FewRowsAt256<TProduct, TActivation, Present, TBlocks, TNarrow>));
            cuts.Add(new($"1 row × {lanes} in 256 bits", 1, lanes, RowProduct.FewRowsAt256<TProduct, TActivation, Absent, TBlocks, TNarrow>));
            cuts.Add(new($"2 rows × {lanes} in 128 bits", 2, lanes, RowProduct.At128<TProduct, TActivation, Present, TBlocks, TNarrow>));
            cuts.Add(new($"1 row × {lanes} in 128 bits", 1, lanes, RowProduct.At128<TProduct, TActivation, Absent, TBlocks, TNarrow>));
            cuts.Add(new($"4 rows × {lanes} here", 4, lanes, RowProduct.Rows4<TProduct, TActivation, TBlocks, TNarrow>));
            cuts.Add(new($"1 row × {lanes} here", 1, lanes, RowProduct.Row1<TProduct, TActivation, TBlocks, TNarrow>));
        }
    }

    private sealed record Cut(string Name, int Rows, int Lanes, Run Kernel);

    private readonly struct Plain : IRowProduct
    {
        public static int Inputs => 13;

        public static int InputRow => 17;

        public static int OutputRow => 144;
    }

    private readonly struct Biased : IRowProduct
    {
        public static int Inputs => 7;

        public static int InputRow => 9;

        public static int OutputRow => 131;

        public static bool HasBias => true;
    }

    private readonly struct InRuns : IRowProduct
    {
        public static int Inputs => 5;

        public static int InputRow => 2;

        public static int OutputRow => 130;

        public static int Runs => 3;

        public static int RunStride => 11;
    }

    private readonly struct BackToFront : IRowProduct
    {
        public static int Inputs => 3;

        public static int InputRow => 12;

        public static int OutputRow => 128;

        public static bool HasBias => true;

        public static int Runs => 2;

        public static int RunStride => -6;

        public static int RunRows => -10;
    }
}
