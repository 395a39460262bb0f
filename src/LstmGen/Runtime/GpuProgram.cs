using System.Collections.Immutable;
using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>
/// What a GPU runs of one model: kernels as PTX text for its driver, and in which order they are launched. The generator writes it where <see cref="LstmModelAttribute.Gpu"/> asks for it; a device executes it and
/// knows no layer.
/// </summary>
/// <remarks>
/// All kernels take the same block of arguments (<see cref="GpuArguments"/>), and rows in whole multiples of <see cref="RowMultiple"/>: what is behind the real rows is zero, as in the last tile of a batch.
/// Every tile of four rows has a workspace of its own, of which the kernels know the layout.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class GpuProgram
{
    /// <summary>Rows are padded to a multiple of this with zeros.</summary>
    public const int RowMultiple = 16;

    /// <summary>The kernels.</summary>
    public required string Ptx { get; init; }

    /// <summary>Floats of a tile's workspace in prediction.</summary>
    public required int PredictionTileLength { get; init; }

    /// <summary>Floats of a tile's workspace in training, of which prediction's are the first.</summary>
    public required int TrainingTileLength { get; init; }

    /// <summary>Floats of a scratch of the whole model, which lies behind the workspaces of all tiles in training.</summary>
    public int ScratchLength { get; init; }

    /// <summary>From inputs to outputs, as in prediction.</summary>
    public required ImmutableArray<GpuLaunch> Predict { get; init; }

    /// <summary>From inputs to outputs as in training: masks drawn, a tape kept.</summary>
    public required ImmutableArray<GpuLaunch> Forward { get; init; }

    /// <summary>From the gradients with respect to the outputs, and the tape, to the gradient of the parameters, in canonical order.</summary>
    public required ImmutableArray<GpuLaunch> Backward { get; init; }
}

/// <summary>One launch of a kernel.</summary>
/// <param name="Kernel">Its name in the PTX text.</param>
/// <param name="Threads">Of a block.</param>
/// <param name="SharedBytes">Of a block, beyond what the kernel declares.</param>
/// <param name="Grid">What its blocks are counted by.</param>
/// <param name="Count">How many of them a block takes (<see cref="GpuGrid.Rows"/>), a row has (<see cref="GpuGrid.Elements"/>), or there are (<see cref="GpuGrid.Chunks"/>, <see cref="GpuGrid.Fixed"/>).</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct GpuLaunch(string Kernel, int Threads, int SharedBytes, GpuGrid Grid, int Count);

/// <summary>What the blocks of a launch are counted by.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public enum GpuGrid
{
    /// <summary>A block for each Count rows.</summary>
    Rows,

    /// <summary>A thread for each of the Count elements of each row: ⌈rows × Count / Threads⌉ blocks.</summary>
    Elements,

    /// <summary>Count blocks for each chunk of tiles: Count along x, chunks along y.</summary>
    Chunks,

    /// <summary>Count blocks, whatever the rows.</summary>
    Fixed,
}
