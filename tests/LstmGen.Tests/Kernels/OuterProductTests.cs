using LstmGen.Kernels;

namespace LstmGen.Tests.Kernels;

/// <summary>Every cut of a weight gradient, at every width, against plain loops: the same bits.</summary>
public sealed class OuterProductTests
{
    private delegate void Run(ref float z, ref float d, ref float gradient, nint lines, nint pairs, nint zeroPairs);

    public static TheoryData<string> Names => [.. Cuts<InLine<Two>>().Select(cut => cut.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_adds_the_bits_of_plain_loops(string name)
    {
        Check<InLine<One>>(name, lines: 1, pairs: 23);
        Check<InLine<Two>>(name, lines: 1, pairs: 23);
        Check<InLine<Three>>(name, lines: 1, pairs: 23);
        Check<InLine<Five>>(name, lines: 1, pairs: 23);
        Check<InLine<Nineteen>>(name, lines: 1, pairs: 23);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_over_lines_adds_the_bits_of_plain_loops(string name)
    {
        Check<InLines<One>>(name, lines: 3, pairs: 4);
        Check<InLines<Three>>(name, lines: 3, pairs: 4);
        Check<InLines<Nineteen>>(name, lines: 3, pairs: 4);
    }

    /// <summary>Rows whose first pairs are zeros leave them out where whole tiles can.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Late_rows_give_the_bits_of_plain_loops(string name)
    {
        Check<Late<Five>>(name, lines: 1, pairs: 23, zeroPairs: 4);
        Check<Late<Nineteen>>(name, lines: 1, pairs: 23, zeroPairs: 4);
    }

    private static void Check<TProduct>(string name, int lines, int pairs, int zeroPairs = 0)
        where TProduct : struct, IOuterProduct
    {
        Cut cut = Cuts<TProduct>().Single(cut => cut.Name == name);
        int rows = TProduct.Rows, padded = OuterProduct.Padded(rows);
        var random = new Random(name.Length * 31 + lines);
        float[] z = Draw(random, 2_000), d = Draw(random, 8_000), gradient = Draw(random, padded * cut.Lanes + 64);
        for (int pair = 0; pair < zeroPairs; pair++)
        {
            z.AsSpan(pair * TProduct.LeftStride, TProduct.LateRows).Clear();
        }

        float[] before = [.. gradient];
        cut.Kernel(ref z[0], ref d[0], ref gradient[0], lines, pairs, zeroPairs);
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < cut.Lanes; lane++)
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

                Assert.Equal(before[row * cut.Lanes + lane] + sum, gradient[row * cut.Lanes + lane]);
            }
        }

        Assert.Equal(before[(padded * cut.Lanes)..], gradient[(padded * cut.Lanes)..]); // Nothing beyond the padded rows was written.
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];

    private static List<Cut> Cuts<TProduct>()
        where TProduct : struct, IOuterProduct
    {
        List<Cut> cuts = [];
        Add<Blocks0, Narrow4>();
        Add<Blocks0, Narrow8>();
        Add<Blocks1, NoNarrow>();
        Add<Blocks1, Narrow4>();
        Add<Blocks1, Narrow8>();
        Add<Blocks2, NoNarrow>();
        Add<Blocks2, Narrow4>();
        Add<Blocks2, Narrow8>();
        Add<Blocks3, NoNarrow>();
        Add<Blocks3, Narrow4>();
        Add<Blocks3, Narrow8>();
        Add<Blocks4, NoNarrow>();
        return cuts;

        void Add<TBlocks, TNarrow>()
            where TBlocks : struct, IBlocks
            where TNarrow : struct, IBlockSize
        {
            int lanes = 16 * TBlocks.Count + TNarrow.Lanes;
            cuts.Add(new($"{lanes} columns in 512 bits", lanes, OuterProduct.At512<TProduct, TBlocks, TNarrow>));
            cuts.Add(new($"{lanes} columns in 256 bits", lanes, OuterProduct.At256<TProduct, TBlocks, TNarrow>));
            cuts.Add(new($"{lanes} columns in 128 bits", lanes, OuterProduct.At128<TProduct, TBlocks, TNarrow>));
            cuts.Add(new($"{lanes} columns here", lanes, OuterProduct.AddLines<TProduct, TBlocks, TNarrow>));
        }
    }

    private sealed record Cut(string Name, int Lanes, Run Kernel);

    private interface ICount
    {
        static abstract int Value { get; }
    }

    private readonly struct One : ICount
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Five : ICount
    {
        public static int Value => 5;
    }

    private readonly struct Nineteen : ICount
    {
        public static int Value => 19;
    }

    private readonly struct InLine<TRows> : IOuterProduct
        where TRows : struct, ICount
    {
        public static int Rows => TRows.Value;

        public static int LeftStride => 27;

        public static int RightStride => 77;
    }

    private readonly struct Late<TRows> : IOuterProduct
        where TRows : struct, ICount
    {
        public static int Rows => TRows.Value;

        public static int LateRows => TRows.Value - 1;

        public static int LeftStride => 27;

        public static int RightStride => 77;
    }

    private readonly struct InLines<TRows> : IOuterProduct
        where TRows : struct, ICount
    {
        public static int Rows => TRows.Value;

        public static int LeftStride => 3;

        public static int RightStride => 70;

        public static int LeftLine => 101;

        public static int RightLine => 301;
    }
}
