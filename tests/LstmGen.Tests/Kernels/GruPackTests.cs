using LstmGen.Kernels;

namespace LstmGen.Tests.Kernels;

/// <summary>Packs of a GRU against plain loops over the canonical matrices, with and without padding between the gates.</summary>
public sealed class GruPackTests
{
    public static TheoryData<int, int, int> Shapes { get; } =
        [.. from units in new[] { 1, 4, 7, 16, 20, 24, 33, 50 } from part in new[] { (0, 3), (2, 3), (0, 2), (2, 1), (1, 1) } select (units, part.Item1, part.Item2)];

    /// <summary>A product with the pack is a product with the columns of the gates; padding is zero.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_with_the_pack_is_one_with_the_matrix(int units, int first, int gates)
    {
        const int inputs = 5;
        int lanes = new LaneLayout(units).Lanes;
        LaneLayout layout = new(gates * lanes);
        float[] parameters = Numbers((inputs + 1) * 3 * units), pack = new float[(inputs + 1) * layout.Lanes], x = Numbers(inputs);
        GruPack.Pack(parameters, 0, inputs * 3 * units, inputs, units, first, gates, pack);
        for (int lane = 0, offset = 0; lane < layout.Lanes;)
        {
            int row = layout.GroupAt(lane / LaneLayout.Block);
            for (int i = 0; i < row; i++)
            {
                (int gate, int unit) = Math.DivRem(lane + i, lanes);
                for (int k = 0; k <= inputs; k++)
                {
                    float expected = gate < gates && unit < units ? parameters[k * 3 * units + (first + gate) % 3 * units + unit] : 0f;
                    Assert.Equal(expected, pack[offset + k * row + i]);
                }
            }

            offset += (inputs + 1) * row;
            lane += row;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_transposed_pack_has_a_row_for_every_lane_of_the_gates(int units, int first, int gates)
    {
        const int outputs = 21;
        int lanes = new LaneLayout(units).Lanes;
        LaneLayout layout = new(outputs);
        float[] parameters = Numbers(outputs * 3 * units), pack = new float[gates * lanes * layout.Lanes];
        GruPack.PackTransposed(parameters, 0, outputs, units, first, gates, pack);
        for (int lane = 0, offset = 0; lane < layout.Lanes;)
        {
            int row = layout.GroupAt(lane / LaneLayout.Block);
            for (int k = 0; k < gates * lanes; k++)
            {
                for (int i = 0; i < row; i++)
                {
                    bool isThere = k % lanes < units && lane + i < outputs;
                    Assert.Equal(isThere ? parameters[(lane + i) * 3 * units + (first + k / lanes) % 3 * units + k % lanes] : 0f, pack[offset + k * row + i]);
                }
            }

            offset += gates * lanes * row;
            lane += row;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_comes_back_gate_by_gate(int units, int first, int gates)
    {
        const int rows = 11;
        int lanes = new LaneLayout(units).Lanes, columns = new LaneLayout(gates * lanes).Lanes, padded = OuterProduct.Padded(rows);
        float[] packed = Numbers(padded * columns), gradient = new float[rows * 3 * units];
        GruPack.Unpack(packed, rows, units, first, gates, gradient, 0);
        for (int i = 0; i < gradient.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, 3 * units);
            int gate = (column / units - first + 3) % 3;
            int at = gate * lanes + column % units, block = at / 64 * 64;
            Assert.Equal(gate < gates ? packed[block * padded + row * Math.Min(64, columns - block) + at - block] : 0f, gradient[i]);
        }
    }

    [Fact]
    public void Biases_come_back_in_the_canonical_order()
    {
        const int units = 3, lanes = 4;
        float[] packed = Numbers(4 * lanes), inputs = new float[3 * units], recurrent = new float[3 * units];
        GruPack.UnpackBias(packed, units, 0, inputs);
        GruPack.UnpackBias(packed, units, 3, recurrent);
        Assert.Equal([.. packed[4..7], .. packed[8..11], .. packed[0..3]], inputs);
        Assert.Equal([.. packed[4..7], .. packed[8..11], .. packed[12..15]], recurrent);
    }

    /// <summary>Different from each other.</summary>
    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];
}
