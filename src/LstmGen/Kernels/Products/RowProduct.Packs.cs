
namespace LstmGen.Kernels;

// Packs: [group][input][lane of the group], the biases behind the inputs.
public static partial class RowProduct
{
    /// <summary>Fills a pack from a row-major matrix [inputs, outputs].</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="matrix">Where the matrix starts in them.</param>
    /// <param name="stride">Floats from a row of it to the next.</param>
    /// <param name="bias">Where the biases start, or −1 where there are none.</param>
    /// <param name="inputs">Its rows.</param>
    /// <param name="outputs">Its columns.</param>
    /// <param name="pack">The pack; padding is left as it is.</param>
    /// <param name="depth">Rows of the pack in all, without the biases; as many as inputs where it is 0.</param>
    /// <param name="first">The first row of the pack that is filled.</param>
    public static void Pack(ReadOnlySpan<float> parameters, int matrix, int stride, int bias, int inputs, int outputs, Span<float> pack, int depth = 0, int first = 0)
    {
        var layout = new LaneLayout(outputs);
        int offset = 0;
        depth = depth == 0 ? inputs : depth;
        for (int lane = 0; lane < layout.Lanes;)
        {
            int lanes = layout.GroupAt(lane / LaneLayout.Block), count = Math.Min(lanes, outputs - lane);
            Packing.Copy(parameters, matrix + lane, stride, inputs, count, pack, offset + first * lanes, lanes);
            offset += lanes * depth;
            if (bias >= 0)
            {
                parameters.Slice(bias + lane, count).CopyTo(pack[offset..]);
                offset += lanes;
            }

            lane += lanes;
        }
    }

    /// <summary>Fills a pack from the transpose of a row-major matrix [outputs, inputs].</summary>
    /// <param name="parameters">The canonical parameters.</param>
    /// <param name="matrix">Where the matrix starts in them.</param>
    /// <param name="stride">Floats from a row of it to the next.</param>
    /// <param name="inputs">Its columns, or some of them: those that the pack's rows from the first on are.</param>
    /// <param name="outputs">Its rows.</param>
    /// <param name="pack">The pack; padding is left as it is.</param>
    /// <param name="depth">Rows of the pack in all; as many as inputs where it is 0.</param>
    /// <param name="first">The first row of the pack that is filled.</param>
    public static void PackTransposed(ReadOnlySpan<float> parameters, int matrix, int stride, int inputs, int outputs, Span<float> pack, int depth = 0, int first = 0)
    {
        var layout = new LaneLayout(outputs);
        int offset = 0;
        depth = depth == 0 ? inputs : depth;
        for (int lane = 0; lane < layout.Lanes;)
        {
            int lanes = layout.GroupAt(lane / LaneLayout.Block);
            Packing.Transpose(parameters, matrix + lane * stride, stride, Math.Min(lanes, outputs - lane), inputs, pack, offset + first * lanes, lanes);
            offset += lanes * depth;
            lane += lanes;
        }
    }
}
