using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Inspection;

namespace LstmGen.Kernels;

/// <summary>
/// Between the canonical matrices of a GRU [rows, 3·units], whose gates are z r n, and the packs of products with some of these gates: there each gate takes all lanes of the
/// units. The gates of a pack follow each other in the order z r n z …, from a first one on.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GruPack
{
    private const int Gates = 3;

    /// <summary>Fills the pack of a product with the gates: [group][input][lane], the biases behind the inputs.</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="matrix">Where the matrix starts in them.</param>
    /// <param name="bias">Where its biases start, or −1 where there are none.</param>
    /// <param name="inputs">Its rows.</param>
    /// <param name="units">Units.</param>
    /// <param name="first">The first gate of the pack: 0 for z, 1 for r, 2 for n.</param>
    /// <param name="gates">How many gates it has.</param>
    /// <param name="pack">The pack; padding is left as it is.</param>
    public static void Pack(ReadOnlySpan<float> parameters, int matrix, int bias, int inputs, int units, int first, int gates, Span<float> pack)
    {
        int lanes = new LaneLayout(units).Lanes;
        var layout = new LaneLayout(gates * lanes);
        for (int lane = 0, offset = 0; lane < layout.Lanes;)
        {
            int row = layout.GroupAt(lane / LaneLayout.Block);
            for (int gate = lane / lanes; gate < gates && gate * lanes < lane + row; gate++)
            {
                int from = Math.Max(lane, gate * lanes), count = Math.Min(lane + row, gate * lanes + units) - from;
                if (count <= 0) continue;
                int column = (first + gate) % Gates * units + from - gate * lanes, to = offset + from - lane;
                Packing.Copy(parameters, matrix + column, Gates * units, inputs, count, pack, to, row);
                if (bias >= 0) parameters.Slice(bias + column, count).CopyTo(pack[(to + inputs * row)..]);
            }

            offset += row * (inputs + (bias >= 0 ? 1 : 0));
            lane += row;
        }
    }

    /// <summary>Fills the pack that takes the gradients of the gates back to the rows of the matrix.</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="matrix">Where the matrix starts in them.</param>
    /// <param name="outputs">Its rows.</param>
    /// <param name="units">Units.</param>
    /// <param name="first">The first gate of the pack: 0 for z, 1 for r, 2 for n.</param>
    /// <param name="gates">How many gates it has.</param>
    /// <param name="pack">The pack; padding is left as it is.</param>
    public static void PackTransposed(ReadOnlySpan<float> parameters, int matrix, int outputs, int units, int first, int gates, Span<float> pack)
    {
        int lanes = new LaneLayout(units).Lanes;
        for (int gate = 0; gate < gates; gate++)
        {
            RowProduct.PackTransposed(parameters, matrix + (first + gate) % Gates * units, Gates * units, units, outputs, pack, gates * lanes, gate * lanes);
        }
    }

    /// <summary>Takes the packed gradient of a product with the gates apart: [block of 64 columns][row][column], rows for whole tiles of eight.</summary>
    /// <param name="packed">The packed gradient.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="units">Units.</param>
    /// <param name="first">The first gate: 0 for z, 1 for r, 2 for n.</param>
    /// <param name="gates">How many gates there are.</param>
    /// <param name="gradient">The canonical gradient.</param>
    /// <param name="matrix">Where the matrix starts in it.</param>
    public static void Unpack(ReadOnlySpan<float> packed, int rows, int units, int first, int gates, Span<float> gradient, int matrix)
    {
        const int blockColumns = 64;
        int lanes = new LaneLayout(units).Lanes, columns = new LaneLayout(gates * lanes).Lanes;
        for (int gate = 0; gate < gates; gate++)
        {
            for (int unit = 0; unit < units;)
            {
                int column = gate * lanes + unit, block = column / blockColumns * blockColumns, row = Math.Min(blockColumns, columns - block);
                int count = Math.Min(units - unit, block + row - column);
                Packing.Copy(
                    packed, block * OuterProduct.Padded(rows) + column - block, row, rows, count, gradient, matrix + (first + gate) % Gates * units + unit, Gates * units);
                unit += count;
            }
        }
    }

    /// <summary>Takes the gradient of biases apart, which lies as a row of gates does: n z r, and what h(t−1) adds to n where that is apart.</summary>
    /// <param name="packed">The packed gradient.</param>
    /// <param name="units">Units.</param>
    /// <param name="candidate">Which gate of the row is n's: 0, or 3 for the recurrent bias.</param>
    /// <param name="gradient">The canonical gradient of the bias, z r n.</param>
    public static void UnpackBias(ReadOnlySpan<float> packed, int units, int candidate, Span<float> gradient)
    {
        int lanes = new LaneLayout(units).Lanes;
        packed.Slice(lanes, units).CopyTo(gradient);
        packed.Slice(2 * lanes, units).CopyTo(gradient[units..]);
        packed.Slice(candidate * lanes, units).CopyTo(gradient[(2 * units)..]);
    }

    /// <summary>Row 0 of a kept tape as gates, candidates and hidden states in the order of time.</summary>
    /// <param name="trace">Receives them.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="units">Units.</param>
    /// <param name="backwards">Whether the last step was taken first.</param>
    /// <param name="gates">The gates n z r of the first step that was taken.</param>
    /// <param name="gateStep">Floats from a step's gates to the next.</param>
    /// <param name="hidden">Its hidden states.</param>
    /// <param name="hiddenStep">Floats from a step's hidden states to the next.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    public static void ReadTrace(LayerTrace trace, int steps, int units, bool backwards, ref float gates, nint gateStep, ref float hidden, nint hiddenStep)
    {
        int lanes = new LaneLayout(units).Lanes;
        for (int step = 0; step < steps; step++)
        {
            ref float stepGates = ref Unsafe.Add(ref gates, step * gateStep);
            int t = backwards ? steps - 1 - step : step;
            for (int unit = 0; unit < units; unit++)
            {
                trace.SetGates(t, unit, Unsafe.Add(ref stepGates, lanes + unit), Unsafe.Add(ref stepGates, 2 * lanes + unit), Unsafe.Add(ref stepGates, unit));
                trace.SetHidden(t, unit, Unsafe.Add(ref hidden, step * hiddenStep + unit));
            }
        }
    }
}
