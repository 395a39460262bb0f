using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;
using LstmGen.Kernels;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The generator plans packs and the runtime fills them: both lay lanes out alike, for any number of them.</summary>
public sealed class PackLayoutTests
{
    private const int Inputs = 3;

    [Fact]
    public void A_pack_of_a_product_is_filled_as_it_was_planned()
    {
        for (int outputs = 1; outputs <= 300; outputs++)
        {
            var planned = new Projection("Any", Inputs, outputs, bias: true);
            float[] parameters = Numbers((Inputs + 1) * outputs), expected = new float[planned.Length], pack = new float[planned.Length];
            (int lane, int offset) = (0, 0);
            foreach (int lanes in planned.Groups)
            {
                for (int column = 0; column < Math.Min(lanes, outputs - lane); column++)
                {
                    for (int row = 0; row <= Inputs; row++)
                    {
                        expected[offset + row * lanes + column] = parameters[row * outputs + lane + column];
                    }
                }

                (lane, offset) = (lane + lanes, offset + lanes * planned.Depth);
            }

            RowProduct.Pack(parameters, 0, outputs, Inputs * outputs, Inputs, outputs, pack);
            Assert.Equal(expected, pack);
        }
    }

    [Fact]
    public void A_transposed_pack_is_filled_as_it_was_planned()
    {
        for (int outputs = 1; outputs <= 300; outputs++)
        {
            var planned = new Projection("Any", Inputs, outputs, bias: false);
            float[] parameters = Numbers(Inputs * outputs), expected = new float[planned.Length], pack = new float[planned.Length];
            (int lane, int offset) = (0, 0);
            foreach (int lanes in planned.Groups)
            {
                for (int column = 0; column < Math.Min(lanes, outputs - lane); column++)
                {
                    for (int row = 0; row < Inputs; row++)
                    {
                        expected[offset + row * lanes + column] = parameters[(lane + column) * Inputs + row];
                    }
                }

                (lane, offset) = (lane + lanes, offset + lanes * planned.Depth);
            }

            RowProduct.PackTransposed(parameters, 0, Inputs, Inputs, outputs, pack);
            Assert.Equal(expected, pack);
        }
    }

    [Fact]
    public void A_packed_gradient_is_read_as_it_was_planned()
    {
        for (int outputs = 1; outputs <= 300; outputs++)
        {
            int columns = new Blocks(outputs).Lanes;
            var planned = new Generator.Kernels.OuterProduct("Any", Inputs, columns, 16, 16);
            float[] packed = Numbers((int)planned.Length), gradient = new float[Inputs * outputs];
            LstmGen.Kernels.OuterProduct.Unpack(packed, Inputs, columns, outputs, gradient, 0, outputs);
            for (int row = 0; row < Inputs; row++)
            {
                for (int column = 0; column < outputs; column++)
                {
                    int first = column / 64 * 64, block = Math.Min(64, columns - first);
                    Assert.Equal(packed[first * planned.PaddedDepth + row * block + column - first], gradient[row * outputs + column]);
                }
            }
        }
    }

    [Fact]
    public void The_pack_of_an_LSTM_has_its_blocks_and_comes_back_from_its_gradient()
    {
        for (int units = 1; units <= 100; units++)
        {
            var blocks = new Blocks(units);
            int depth = units + 1 + Inputs, columns = 4 * units, padded = Generator.Kernels.OuterProduct.Pad(depth);
            float[] parameters = Numbers(depth * columns), pack = new float[4 * blocks.Lanes * depth], gradient = new float[4 * blocks.Lanes * padded], back = new float[parameters.Length];
            LstmPack.Pack(parameters, 0, Inputs * columns, (Inputs + units) * columns, Inputs, units, pack);
            for (int unit = 0; unit < units; unit++)
            {
                int block = unit / Blocks.Width, lanes = block < blocks.Full ? Blocks.Width : blocks.Tail, row = 4 * lanes, first = block * Blocks.Width * 4;
                for (int gate = 0; gate < 4; gate++)
                {
                    for (int k = 0; k < depth; k++)
                    {
                        int canonical = (k < units ? Inputs + k : k == units ? Inputs + units : k - units - 1) * columns + gate * units + unit;
                        int lane = gate * lanes + unit % Blocks.Width;
                        Assert.Equal(parameters[canonical], pack[first * depth + k * row + lane]);
                        gradient[first * padded + k * row + lane] = parameters[canonical];
                    }
                }
            }

            LstmPack.Unpack(gradient, 0, Inputs * columns, (Inputs + units) * columns, Inputs, units, back);
            Assert.Equal(parameters, back);
        }
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];
}
