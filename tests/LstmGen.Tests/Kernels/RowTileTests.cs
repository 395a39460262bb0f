using System.Runtime.Intrinsics;
using LstmGen.Kernels;
using LstmGen.Numerics;

namespace LstmGen.Tests.Kernels;

/// <summary>Every tile of rows × weights, at every width, against plain loops: the same bits.</summary>
public sealed class RowTileTests
{
    private const int WeightRow = 160;

    private delegate void Run(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later);

    public static TheoryData<string> Names => [.. Tiles<Plain, Linear>().Select(tile => tile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_without_bias_gives_the_bits_of_plain_loops(string name) => Check(Tiles<Plain, Linear>().Single(tile => tile.Name == name), 0, default(Plain), x => x);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_with_bias_and_activation_gives_the_bits_of_plain_loops(string name) =>
        Check(Tiles<Biased, Tanh>().Single(tile => tile.Name == name), 0, default(Biased), Tanh.Invoke);

    /// <summary>Three runs of five inputs, as the lines of an image.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_over_runs_gives_the_bits_of_plain_loops(string name) => Check(Tiles<InRuns, Linear>().Single(tile => tile.Name == name), 5, default(InRuns), x => x);

    /// <summary>The order of an LSTM's sums: what lies behind first, and then as much of the front as there is.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_tile_may_go_back_for_a_second_run(int later)
    {
        foreach (Tile tile in Tiles<BackToFront, Linear>())
        {
            Check(tile, later, default(BackToFront), x => x);
        }
    }

    private static void Check<TProduct>(Tile tile, int later, TProduct product, Func<float, float> activation)
        where TProduct : struct, IRowProduct
    {
        var random = new Random(tile.Name.Length * 31 + later);
        float[] x = Draw(random, 4 * TProduct.InputRow + 64), w = Draw(random, 64 * WeightRow), y = Draw(random, 4 * TProduct.OutputRow + 160);
        float[] before = [.. y];
        (int xAt, int wAt) = product is BackToFront ? (6, 7 * WeightRow) : (0, 0);
        int biasAt = 40 * WeightRow;
        tile.Kernel(ref x[xAt], ref w[wAt], WeightRow, ref w[biasAt], ref y[0], later);

        for (int row = 0; row < tile.Rows; row++)
        {
            for (int lane = 0; lane < tile.Lanes; lane++)
            {
                float sum = TProduct.HasBias ? w[biasAt + lane] : 0f;
                (int from, int weights) = (xAt + row * TProduct.InputRow, wAt);
                for (int run = 0; run < TProduct.Runs; run++)
                {
                    int inputs = run == 0 ? TProduct.Inputs : later;
                    for (int k = 0; k < inputs; k++, weights += WeightRow)
                    {
                        sum = MathF.FusedMultiplyAdd(x[from + k], w[weights + lane], sum);
                    }

                    from += TProduct.RunStride;
                    weights += TProduct.RunRows * WeightRow;
                }

                Assert.Equal(BitConverter.SingleToInt32Bits(activation(sum)), BitConverter.SingleToInt32Bits(y[row * TProduct.OutputRow + lane]));
                before[row * TProduct.OutputRow + lane] = y[row * TProduct.OutputRow + lane];
            }
        }

        Assert.Equal(before, y); // Nothing beside the tile was written.
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];

    private static Tile[] Tiles<TProduct, TActivation>()
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation =>
    [
        new("Rows4x4 of 16", 4, 64, RowTile.Rows4x4<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows4x3 of 16", 4, 48, RowTile.Rows4x3<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows4x3Tail of 16 and 8", 4, 56, RowTile.Rows4x3Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows4x3Tail of 16 and 4", 4, 52, RowTile.Rows4x3Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows4x2 of 16", 4, 32, RowTile.Rows4x2<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows4x2Tail of 16 and 8", 4, 40, RowTile.Rows4x2Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows4x2Tail of 16 and 4", 4, 36, RowTile.Rows4x2Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows4x1 of 16", 4, 16, RowTile.Rows4x1<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows4x1Tail of 16 and 8", 4, 24, RowTile.Rows4x1Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows4x1Tail of 16 and 4", 4, 20, RowTile.Rows4x1Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows2x4 of 16", 2, 64, RowTile.Rows2x4<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows2x3 of 16", 2, 48, RowTile.Rows2x3<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows2x3Tail of 16 and 8", 2, 56, RowTile.Rows2x3Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows2x3Tail of 16 and 4", 2, 52, RowTile.Rows2x3Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows2x2 of 16", 2, 32, RowTile.Rows2x2<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows2x2Tail of 16 and 8", 2, 40, RowTile.Rows2x2Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows2x2Tail of 16 and 4", 2, 36, RowTile.Rows2x2Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows2x1 of 16", 2, 16, RowTile.Rows2x1<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows2x1Tail of 16 and 8", 2, 24, RowTile.Rows2x1Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows2x1Tail of 16 and 4", 2, 20, RowTile.Rows2x1Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x4 of 16", 1, 64, RowTile.Row1x4<TProduct, TActivation, Width512, Vector512<float>>),
        new("Row1x3 of 16", 1, 48, RowTile.Row1x3<TProduct, TActivation, Width512, Vector512<float>>),
        new("Row1x3Tail of 16 and 8", 1, 56, RowTile.Row1x3Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Row1x3Tail of 16 and 4", 1, 52, RowTile.Row1x3Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x2 of 16", 1, 32, RowTile.Row1x2<TProduct, TActivation, Width512, Vector512<float>>),
        new("Row1x2Tail of 16 and 8", 1, 40, RowTile.Row1x2Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Row1x2Tail of 16 and 4", 1, 36, RowTile.Row1x2Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x1 of 16", 1, 16, RowTile.Row1x1<TProduct, TActivation, Width512, Vector512<float>>),
        new("Row1x1Tail of 16 and 8", 1, 24, RowTile.Row1x1Tail<TProduct, TActivation, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Row1x1Tail of 16 and 4", 1, 20, RowTile.Row1x1Tail<TProduct, TActivation, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x8 of 16", 1, 128, RowTile.Row1x8<TProduct, TActivation, Width512, Vector512<float>>),
        new("Rows4x4 of 8", 4, 32, RowTile.Rows4x4<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows4x3 of 8", 4, 24, RowTile.Rows4x3<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows4x3Tail of 8 and 4", 4, 28, RowTile.Rows4x3Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows4x2 of 8", 4, 16, RowTile.Rows4x2<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows4x2Tail of 8 and 4", 4, 20, RowTile.Rows4x2Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows4x1 of 8", 4, 8, RowTile.Rows4x1<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows4x1Tail of 8 and 4", 4, 12, RowTile.Rows4x1Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows2x4 of 8", 2, 32, RowTile.Rows2x4<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows2x3 of 8", 2, 24, RowTile.Rows2x3<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows2x3Tail of 8 and 4", 2, 28, RowTile.Rows2x3Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows2x2 of 8", 2, 16, RowTile.Rows2x2<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows2x2Tail of 8 and 4", 2, 20, RowTile.Rows2x2Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows2x1 of 8", 2, 8, RowTile.Rows2x1<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows2x1Tail of 8 and 4", 2, 12, RowTile.Rows2x1Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x4 of 8", 1, 32, RowTile.Row1x4<TProduct, TActivation, Width256, Vector256<float>>),
        new("Row1x3 of 8", 1, 24, RowTile.Row1x3<TProduct, TActivation, Width256, Vector256<float>>),
        new("Row1x3Tail of 8 and 4", 1, 28, RowTile.Row1x3Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x2 of 8", 1, 16, RowTile.Row1x2<TProduct, TActivation, Width256, Vector256<float>>),
        new("Row1x2Tail of 8 and 4", 1, 20, RowTile.Row1x2Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x1 of 8", 1, 8, RowTile.Row1x1<TProduct, TActivation, Width256, Vector256<float>>),
        new("Row1x1Tail of 8 and 4", 1, 12, RowTile.Row1x1Tail<TProduct, TActivation, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x8 of 8", 1, 64, RowTile.Row1x8<TProduct, TActivation, Width256, Vector256<float>>),
        new("Rows4x4 of 4", 4, 16, RowTile.Rows4x4<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows4x3 of 4", 4, 12, RowTile.Rows4x3<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows4x2 of 4", 4, 8, RowTile.Rows4x2<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows4x1 of 4", 4, 4, RowTile.Rows4x1<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows2x4 of 4", 2, 16, RowTile.Rows2x4<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows2x3 of 4", 2, 12, RowTile.Rows2x3<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows2x2 of 4", 2, 8, RowTile.Rows2x2<TProduct, TActivation, Width128, Vector128<float>>),
        new("Rows2x1 of 4", 2, 4, RowTile.Rows2x1<TProduct, TActivation, Width128, Vector128<float>>),
        new("Row1x4 of 4", 1, 16, RowTile.Row1x4<TProduct, TActivation, Width128, Vector128<float>>),
        new("Row1x3 of 4", 1, 12, RowTile.Row1x3<TProduct, TActivation, Width128, Vector128<float>>),
        new("Row1x2 of 4", 1, 8, RowTile.Row1x2<TProduct, TActivation, Width128, Vector128<float>>),
        new("Row1x1 of 4", 1, 4, RowTile.Row1x1<TProduct, TActivation, Width128, Vector128<float>>),
        new("Row1x8 of 4", 1, 32, RowTile.Row1x8<TProduct, TActivation, Width128, Vector128<float>>),
    ];

    private sealed record Tile(string Name, int Rows, int Lanes, Run Kernel);

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
