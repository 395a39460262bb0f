using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Inspection;

namespace LstmGen.Kernels;

/// <summary>
/// Between the canonical parameters of an LSTM, kernel [inputs, 4·units], recurrent kernel [units, 4·units] and bias [4·units] with the gates i f g o, and its packs: a block
/// of units has its four gates side by side, a row for each value of h(t−1), one for the bias, a row for each input.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LstmPack
{
    private const int Gates = 4;

    /// <summary>Fills the pack that sums are made from.</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="kernel">Where the kernel starts in them.</param>
    /// <param name="recurrent">Where the recurrent kernel starts.</param>
    /// <param name="bias">Where the bias starts, or −1 where there is none.</param>
    /// <param name="inputs">Inputs of a step.</param>
    /// <param name="units">Units.</param>
    /// <param name="pack">The pack; padding is left as it is.</param>
    public static void Pack(ReadOnlySpan<float> parameters, int kernel, int recurrent, int bias, int inputs, int units, Span<float> pack)
    {
        var layout = new LaneLayout(units);
        int columns = Gates * units, depth = units + 1 + inputs;
        for (int block = 0, offset = 0; block < layout.Blocks; block++)
        {
            int lanes = layout.LanesOf(block), unit = block * LaneLayout.Block, count = Math.Min(lanes, units - unit), row = Gates * lanes;
            for (int gate = 0; gate < Gates; gate++)
            {
                int from = gate * units + unit, to = offset + gate * lanes;
                Packing.Copy(parameters, recurrent + from, columns, units, count, pack, to, row);
                if (bias >= 0) parameters.Slice(bias + from, count).CopyTo(pack[(to + units * row)..]);
                Packing.Copy(parameters, kernel + from, columns, inputs, count, pack, to + (units + 1) * row, row);
            }

            offset += row * depth;
        }
    }

    /// <summary>Fills a pack of the recurrent weights, rounded to half their bytes: a word holds those of two values of h.</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="recurrent">Where the recurrent kernel starts in them.</param>
    /// <param name="units">Units.</param>
    /// <param name="pack">The pack.</param>
    public static void PackHalves(ReadOnlySpan<float> parameters, int recurrent, int units, Span<float> pack)
    {
        var layout = new LaneLayout(units);
        for (int block = 0, offset = 0; block < layout.Blocks; block++)
        {
            int lanes = layout.LanesOf(block), unit = block * LaneLayout.Block, count = Math.Min(lanes, units - unit), row = Gates * lanes;
            for (int gate = 0; gate < Gates; gate++)
            {
                Packing.CopyHalves(parameters, recurrent + gate * units + unit, Gates * units, units, count, pack, offset + gate * lanes, row);
            }

            offset += row * ((units + 1) / 2);
        }
    }

    /// <summary>Fills the pack that takes gradients of the gates back to h(t−1) or to x(t).</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="matrix">Where the recurrent kernel or the kernel starts in them.</param>
    /// <param name="outputs">Its rows: values of h or x.</param>
    /// <param name="units">Units.</param>
    /// <param name="pack">The pack; padding is left as it is.</param>
    public static void PackTransposed(ReadOnlySpan<float> parameters, int matrix, int outputs, int units, Span<float> pack)
    {
        var layout = new LaneLayout(units);
        for (int block = 0; block < layout.Blocks; block++)
        {
            int lanes = layout.LanesOf(block), unit = block * LaneLayout.Block;
            for (int gate = 0; gate < Gates; gate++)
            {
                RowProduct.PackTransposed(
                    parameters, matrix + gate * units + unit, Gates * units, Math.Min(lanes, units - unit), outputs, pack, Gates * layout.Lanes, Gates * unit + gate * lanes);
            }
        }
    }

    /// <summary>Takes the packed gradient apart: its rows are those of the pack, with rows for whole tiles of eight.</summary>
    /// <param name="packed">The packed gradient.</param>
    /// <param name="kernel">Where the kernel's gradient starts in the canonical one.</param>
    /// <param name="recurrent">Where the recurrent kernel's starts.</param>
    /// <param name="bias">Where the bias' starts, or −1 where there is none.</param>
    /// <param name="inputs">Inputs of a step.</param>
    /// <param name="units">Units.</param>
    /// <param name="gradient">The canonical gradient.</param>
    public static void Unpack(ReadOnlySpan<float> packed, int kernel, int recurrent, int bias, int inputs, int units, Span<float> gradient)
    {
        var layout = new LaneLayout(units);
        int columns = Gates * units, depth = OuterProduct.Padded(units + 1 + inputs);
        for (int block = 0, offset = 0; block < layout.Blocks; block++)
        {
            int lanes = layout.LanesOf(block), unit = block * LaneLayout.Block, count = Math.Min(lanes, units - unit), row = Gates * lanes;
            for (int gate = 0; gate < Gates; gate++)
            {
                int to = gate * units + unit, from = offset + gate * lanes;
                Packing.Copy(packed, from, row, units, count, gradient, recurrent + to, columns);
                if (bias >= 0) packed.Slice(from + units * row, count).CopyTo(gradient[(bias + to)..]);
                Packing.Copy(packed, from + (units + 1) * row, row, inputs, count, gradient, kernel + to, columns);
            }

            offset += row * depth;
        }
    }

    /// <summary>Row 0 of a kept tape as gates, cells and hidden states in the order of time.</summary>
    /// <param name="trace">Receives them.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="units">Units.</param>
    /// <param name="backwards">Whether the last step was taken first.</param>
    /// <param name="gates">The gates of the first step that was taken.</param>
    /// <param name="gateStep">Floats from a step's gates to the next.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="cellStep">Floats from a step's cells to the next.</param>
    /// <param name="hidden">Its hidden states.</param>
    /// <param name="hiddenStep">Floats from a step's hidden states to the next.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    public static void ReadTrace(
        LayerTrace trace, int steps, int units, bool backwards, ref float gates, nint gateStep, ref float cells, nint cellStep, ref float hidden, nint hiddenStep)
    {
        var layout = new LaneLayout(units);
        for (int step = 0; step < steps; step++)
        {
            ref float stepGates = ref Unsafe.Add(ref gates, step * gateStep);
            for (int unit = 0; unit < units; unit++)
            {
                int block = unit / LaneLayout.Block, lanes = layout.LanesOf(block);
                int at = block * LaneLayout.Block * Gates + unit % LaneLayout.Block;
                trace.Set(
                    backwards ? steps - 1 - step : step, unit,
                    Unsafe.Add(ref stepGates, at), Unsafe.Add(ref stepGates, at + lanes), Unsafe.Add(ref stepGates, at + 2 * lanes), Unsafe.Add(ref stepGates, at + 3 * lanes),
                    Unsafe.Add(ref cells, step * cellStep + unit), Unsafe.Add(ref hidden, step * hiddenStep + unit));
            }
        }
    }
}
