using LstmGen.Runtime;

namespace LstmGen;

// Losses of values in their raw units, for models that scale: the targets come raw, the outputs are taken back, and the chain rule brings the gradient to what the
// network puts out.
internal sealed partial class TrainingEngine
{
    /// <summary>The loss of each real row of a tile, and its gradient by the scaled outputs: with ŷ = s·x + o, dL/dx = s·dL/dŷ.</summary>
    private void RawLossTile(WorkerSpace space, in Tile tile, ReadOnlySpan<float> targets, Scaler scaler)
    {
        int length = tile.Rows * _description.OutputSize;
        Span<float> outputs = space.RawOutputs.Span;
        scaler.UnscaleOutput(tile.Outputs[..length], outputs[..length]);
        _kernels.LossTile(_loss, tile with { Outputs = outputs }, targets, space.RowLosses);

        Span<float> gradients = tile.OutputGradients[..length];
        ReadOnlySpan<double> scales = scaler.OutputScales;
        for (int i = 0, column = 0; i < gradients.Length; i++)
        {
            gradients[i] *= (float)scales[column];
            column = column + 1 == scales.Length ? 0 : column + 1;
        }
    }
}
