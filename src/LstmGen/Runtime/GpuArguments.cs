using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LstmGen.Runtime;

/// <summary>The one argument of every kernel of a <see cref="GpuProgram"/>, passed by value: addresses on the device, and how much there is.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct GpuArguments
{
    /// <summary>How long it is.</summary>
    public const int Bytes = 96;

    /// <summary>The flat parameters, ParameterCount floats.</summary>
    [FieldOffset(0)]
    public ulong Parameters;

    /// <summary>A workspace a tile.</summary>
    [FieldOffset(8)]
    public ulong Workspace;

    /// <summary>Rows of windows, Rows × InputSize floats; zeros past a row's length.</summary>
    [FieldOffset(16)]
    public ulong Inputs;

    /// <summary>Receives the outputs, Rows × OutputSize floats.</summary>
    [FieldOffset(24)]
    public ulong Outputs;

    /// <summary>The gradients with respect to the outputs, Rows × OutputSize floats; zeros in the rows that are not real.</summary>
    [FieldOffset(32)]
    public ulong OutputGradients;

    /// <summary>A gradient of each chunk, in canonical order: Chunks × ParameterCount floats.</summary>
    [FieldOffset(40)]
    public ulong ChunkGradients;

    /// <summary>Receives the gradient, ParameterCount floats.</summary>
    [FieldOffset(48)]
    public ulong Gradient;

    /// <summary>The valid steps of each row, Rows 32-bit numbers; those of rows that are not real are 1.</summary>
    [FieldOffset(56)]
    public ulong Lengths;

    /// <summary>What masks are drawn with.</summary>
    [FieldOffset(64)]
    public ulong NoiseKey;

    /// <summary>The update.</summary>
    [FieldOffset(72)]
    public uint NoiseStep;

    /// <summary>Rows, padding included: a multiple of <see cref="GpuProgram.RowMultiple"/>.</summary>
    [FieldOffset(76)]
    public uint Rows;

    /// <summary>The number of the first row in its batch.</summary>
    [FieldOffset(80)]
    public uint FirstRow;

    /// <summary>Runs of consecutive tiles, 1 to 8: the tiles of chunk c are Tiles·c/Chunks to Tiles·(c + 1)/Chunks.</summary>
    [FieldOffset(84)]
    public uint Chunks;

    /// <summary>Tiles with real rows.</summary>
    [FieldOffset(88)]
    public uint Tiles;

    /// <summary>Floats of a tile's workspace: those of prediction or of training.</summary>
    [FieldOffset(92)]
    public uint TileLength;
}
