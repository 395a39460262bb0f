using System.Runtime.Intrinsics;
using LstmGen.Kernels;

namespace LstmGen.Tests.Kernels;

/// <summary>Every tile of a weight gradient, at every width, against plain loops: the same bits.</summary>
public sealed class OuterTileTests
{
    private const int GradientRow = 80;

    private delegate void Run(ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows);

    public static TheoryData<string> Names => [.. Tiles<InLine>().Select(tile => tile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_adds_the_bits_of_plain_loops(string name) => Check<InLine>(Tiles<InLine>().Single(tile => tile.Name == name), lines: 1, pairs: 23);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_over_lines_adds_the_bits_of_plain_loops(string name) => Check<InLines>(Tiles<InLines>().Single(tile => tile.Name == name), lines: 3, pairs: 4);

    private static void Check<TProduct>(Tile tile, int lines, int pairs)
        where TProduct : struct, IOuterProduct
    {
        // One row more than a tile, so that a second tile is needed and goes beyond the last row.
        int rows = tile.Rows + 1, taken = (rows + tile.Rows - 1) / tile.Rows * tile.Rows;
        var random = new Random(tile.Name.Length * 31 + lines);
        float[] z = Draw(random, 2_000), d = Draw(random, 8_000), gradient = Draw(random, taken * GradientRow + 64);
        float[] expected = [.. gradient];
        tile.Kernel(ref z[0], ref d[0], ref gradient[0], GradientRow, lines, pairs, rows);

        for (int row = 0; row < taken; row++)
        {
            for (int lane = 0; lane < tile.Lanes; lane++)
            {
                float sum = 0f;
                for (int line = 0; line < lines; line++)
                {
                    for (int pair = 0; pair < pairs; pair++)
                    {
                        sum = MathF.FusedMultiplyAdd(
                            z[line * TProduct.LeftLine + pair * TProduct.LeftStride + row], d[line * TProduct.RightLine + pair * TProduct.RightStride + lane], sum);
                    }
                }

                expected[row * GradientRow + lane] += sum;
            }
        }

        Assert.Equal(expected, gradient);
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];

    private static Tile[] Tiles<TProduct>()
        where TProduct : struct, IOuterProduct =>
    [
        new("Rows8x2 of 16", 8, 32, OuterTile.Rows8x2<TProduct, Width512, Vector512<float>>),
        new("Rows8x1 of 16", 8, 16, OuterTile.Rows8x1<TProduct, Width512, Vector512<float>>),
        new("Rows8x1Tail of 16 and 8", 8, 24, OuterTile.Rows8x1Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows8x1Tail of 16 and 4", 8, 20, OuterTile.Rows8x1Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows4x4 of 16", 4, 64, OuterTile.Rows4x4<TProduct, Width512, Vector512<float>>),
        new("Rows4x3 of 16", 4, 48, OuterTile.Rows4x3<TProduct, Width512, Vector512<float>>),
        new("Rows4x3Tail of 16 and 8", 4, 56, OuterTile.Rows4x3Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows4x3Tail of 16 and 4", 4, 52, OuterTile.Rows4x3Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows4x2 of 16", 4, 32, OuterTile.Rows4x2<TProduct, Width512, Vector512<float>>),
        new("Rows4x2Tail of 16 and 8", 4, 40, OuterTile.Rows4x2Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows4x2Tail of 16 and 4", 4, 36, OuterTile.Rows4x2Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows4x1 of 16", 4, 16, OuterTile.Rows4x1<TProduct, Width512, Vector512<float>>),
        new("Rows4x1Tail of 16 and 8", 4, 24, OuterTile.Rows4x1Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows4x1Tail of 16 and 4", 4, 20, OuterTile.Rows4x1Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows2x4 of 16", 2, 64, OuterTile.Rows2x4<TProduct, Width512, Vector512<float>>),
        new("Rows2x3 of 16", 2, 48, OuterTile.Rows2x3<TProduct, Width512, Vector512<float>>),
        new("Rows2x3Tail of 16 and 8", 2, 56, OuterTile.Rows2x3Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows2x3Tail of 16 and 4", 2, 52, OuterTile.Rows2x3Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows2x2 of 16", 2, 32, OuterTile.Rows2x2<TProduct, Width512, Vector512<float>>),
        new("Rows2x2Tail of 16 and 8", 2, 40, OuterTile.Rows2x2Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows2x2Tail of 16 and 4", 2, 36, OuterTile.Rows2x2Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows2x1 of 16", 2, 16, OuterTile.Rows2x1<TProduct, Width512, Vector512<float>>),
        new("Rows2x1Tail of 16 and 8", 2, 24, OuterTile.Rows2x1Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Rows2x1Tail of 16 and 4", 2, 20, OuterTile.Rows2x1Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x4 of 16", 1, 64, OuterTile.Row1x4<TProduct, Width512, Vector512<float>>),
        new("Row1x3 of 16", 1, 48, OuterTile.Row1x3<TProduct, Width512, Vector512<float>>),
        new("Row1x3Tail of 16 and 8", 1, 56, OuterTile.Row1x3Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Row1x3Tail of 16 and 4", 1, 52, OuterTile.Row1x3Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x2 of 16", 1, 32, OuterTile.Row1x2<TProduct, Width512, Vector512<float>>),
        new("Row1x2Tail of 16 and 8", 1, 40, OuterTile.Row1x2Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Row1x2Tail of 16 and 4", 1, 36, OuterTile.Row1x2Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Row1x1 of 16", 1, 16, OuterTile.Row1x1<TProduct, Width512, Vector512<float>>),
        new("Row1x1Tail of 16 and 8", 1, 24, OuterTile.Row1x1Tail<TProduct, Width512, Vector512<float>, Width256, Vector256<float>>),
        new("Row1x1Tail of 16 and 4", 1, 20, OuterTile.Row1x1Tail<TProduct, Width512, Vector512<float>, Width128, Vector128<float>>),
        new("Rows8x2 of 8", 8, 16, OuterTile.Rows8x2<TProduct, Width256, Vector256<float>>),
        new("Rows8x1 of 8", 8, 8, OuterTile.Rows8x1<TProduct, Width256, Vector256<float>>),
        new("Rows8x1Tail of 8 and 4", 8, 12, OuterTile.Rows8x1Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows4x4 of 8", 4, 32, OuterTile.Rows4x4<TProduct, Width256, Vector256<float>>),
        new("Rows4x3 of 8", 4, 24, OuterTile.Rows4x3<TProduct, Width256, Vector256<float>>),
        new("Rows4x3Tail of 8 and 4", 4, 28, OuterTile.Rows4x3Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows4x2 of 8", 4, 16, OuterTile.Rows4x2<TProduct, Width256, Vector256<float>>),
        new("Rows4x2Tail of 8 and 4", 4, 20, OuterTile.Rows4x2Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows4x1 of 8", 4, 8, OuterTile.Rows4x1<TProduct, Width256, Vector256<float>>),
        new("Rows4x1Tail of 8 and 4", 4, 12, OuterTile.Rows4x1Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows2x4 of 8", 2, 32, OuterTile.Rows2x4<TProduct, Width256, Vector256<float>>),
        new("Rows2x3 of 8", 2, 24, OuterTile.Rows2x3<TProduct, Width256, Vector256<float>>),
        new("Rows2x3Tail of 8 and 4", 2, 28, OuterTile.Rows2x3Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows2x2 of 8", 2, 16, OuterTile.Rows2x2<TProduct, Width256, Vector256<float>>),
        new("Rows2x2Tail of 8 and 4", 2, 20, OuterTile.Rows2x2Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows2x1 of 8", 2, 8, OuterTile.Rows2x1<TProduct, Width256, Vector256<float>>),
        new("Rows2x1Tail of 8 and 4", 2, 12, OuterTile.Rows2x1Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x4 of 8", 1, 32, OuterTile.Row1x4<TProduct, Width256, Vector256<float>>),
        new("Row1x3 of 8", 1, 24, OuterTile.Row1x3<TProduct, Width256, Vector256<float>>),
        new("Row1x3Tail of 8 and 4", 1, 28, OuterTile.Row1x3Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x2 of 8", 1, 16, OuterTile.Row1x2<TProduct, Width256, Vector256<float>>),
        new("Row1x2Tail of 8 and 4", 1, 20, OuterTile.Row1x2Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Row1x1 of 8", 1, 8, OuterTile.Row1x1<TProduct, Width256, Vector256<float>>),
        new("Row1x1Tail of 8 and 4", 1, 12, OuterTile.Row1x1Tail<TProduct, Width256, Vector256<float>, Width128, Vector128<float>>),
        new("Rows8x2 of 4", 8, 8, OuterTile.Rows8x2<TProduct, Width128, Vector128<float>>),
        new("Rows8x1 of 4", 8, 4, OuterTile.Rows8x1<TProduct, Width128, Vector128<float>>),
        new("Rows4x4 of 4", 4, 16, OuterTile.Rows4x4<TProduct, Width128, Vector128<float>>),
        new("Rows4x3 of 4", 4, 12, OuterTile.Rows4x3<TProduct, Width128, Vector128<float>>),
        new("Rows4x2 of 4", 4, 8, OuterTile.Rows4x2<TProduct, Width128, Vector128<float>>),
        new("Rows4x1 of 4", 4, 4, OuterTile.Rows4x1<TProduct, Width128, Vector128<float>>),
        new("Rows2x4 of 4", 2, 16, OuterTile.Rows2x4<TProduct, Width128, Vector128<float>>),
        new("Rows2x3 of 4", 2, 12, OuterTile.Rows2x3<TProduct, Width128, Vector128<float>>),
        new("Rows2x2 of 4", 2, 8, OuterTile.Rows2x2<TProduct, Width128, Vector128<float>>),
        new("Rows2x1 of 4", 2, 4, OuterTile.Rows2x1<TProduct, Width128, Vector128<float>>),
        new("Row1x4 of 4", 1, 16, OuterTile.Row1x4<TProduct, Width128, Vector128<float>>),
        new("Row1x3 of 4", 1, 12, OuterTile.Row1x3<TProduct, Width128, Vector128<float>>),
        new("Row1x2 of 4", 1, 8, OuterTile.Row1x2<TProduct, Width128, Vector128<float>>),
        new("Row1x1 of 4", 1, 4, OuterTile.Row1x1<TProduct, Width128, Vector128<float>>),
    ];

    private sealed record Tile(string Name, int Rows, int Lanes, Run Kernel);

    private readonly struct InLine : IOuterProduct
    {
        public static int LeftStride => 19;

        public static int RightStride => 77;
    }

    private readonly struct InLines : IOuterProduct
    {
        public static int LeftStride => 3;

        public static int RightStride => 70;

        public static int LeftLine => 101;

        public static int RightLine => 301;
    }
}
