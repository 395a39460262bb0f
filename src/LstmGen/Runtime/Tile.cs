using System.ComponentModel;
using LstmGen.Kernels;

namespace LstmGen.Runtime;

/// <summary>
/// What one call of a tile kernel works on: always <see cref="ModelDescription.TileRows"/> rows, of which <see cref="Rows"/> are real; the
/// others hold zeros. Every span of floats starts on a 64-byte boundary.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly ref struct Tile
{
    /// <summary>Real rows, 1 to TileRows.</summary>
    public required int Rows { get; init; }

    /// <summary>The packed weights.</summary>
    public required ReadOnlySpan<float> Packed { get; init; }

    /// <summary>Scratch and tape. Between ForwardTile and BackwardTile of one tile nobody else may touch it.</summary>
    public required Span<float> Workspace { get; init; }

    /// <summary>The valid steps of each row, 1 to LookBack; of rows that are not real, any number in that range.</summary>
    public required RowLengths Lengths { get; init; }

    /// <summary>Rows of windows, TileRows × InputSize; zeros past a row's length.</summary>
    public required ReadOnlySpan<float> Inputs { get; init; }

    /// <summary>Rows of outputs, TileRows × OutputSize.</summary>
    public required Span<float> Outputs { get; init; }

    /// <summary>Of a model with a decoder: what it reads, TileRows × the decoder's steps; any token past a row's length.</summary>
    public ReadOnlySpan<float> DecoderInputs { get; init; }

    /// <summary>Of a model with a decoder: the valid steps of each row's target.</summary>
    public RowLengths DecoderLengths { get; init; }

    /// <summary>
    /// Of a model that carries states: what each row starts from, TileRows × CarriedLength, replaced by what it ends with. Empty to start from zero and
    /// keep nothing.
    /// </summary>
    public Span<float> States { get; init; }

    /// <summary>Backward: the gradient with respect to the outputs, TileRows × OutputSize; zeros in the rows that are not real.</summary>
    public Span<float> OutputGradients { get; init; }

    /// <summary>Backward: receives the gradient with respect to the inputs, TileRows × InputSize; empty when nobody asks.</summary>
    public Span<float> InputGradients { get; init; }

    /// <summary>
    /// Training: what the loss of each row counts in the loss of the batch. A head whose own parameters get their gradient with the loss
    /// needs it; gradients by the outputs are scaled by the caller.
    /// </summary>
    public ReadOnlySpan<float> RowScales { get; init; }

    /// <summary>Backward: the packed gradient to add to. Empty where no gradient is wanted.</summary>
    public Span<float> PackedGradient { get; init; }

    /// <summary>Backward: the gradients of the model's tables to add to, in their order. Empty where no gradient is wanted.</summary>
    public ReadOnlySpan<TableGradient> Tables { get; init; }

    /// <summary>
    /// Training of a model with <see cref="ModelDescription.Norms"/>: the statistics of the batch, one after another, laid out as <see cref="BatchRow"/> says. Empty to normalise by
    /// the moving ones.
    /// </summary>
    public ReadOnlySpan<double> Statistics { get; init; }

    /// <summary>
    /// Forward the moments of what the next such layer reads, backward those of the gradient of the one before, to add to. Empty where nobody asks.
    /// </summary>
    public Span<double> Moments { get; init; }

    /// <summary>Where the random masks of this tile come from.</summary>
    public TileNoise Noise { get; init; }
}
