using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>How many blocks of 16 lanes a pass over a row of weights has, as a type argument; behind them there may be a narrow block.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlocks
{
    /// <summary>Blocks of 16 lanes.</summary>
    static abstract int Count { get; }
}

/// <summary>No block of 16: the narrow block alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Blocks0 : IBlocks
{
    /// <inheritdoc/>
    public static int Count => 0;
}

/// <summary>One block of 16.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Blocks1 : IBlocks
{
    /// <inheritdoc/>
    public static int Count => 1;
}

/// <summary>Two blocks of 16.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Blocks2 : IBlocks
{
    /// <inheritdoc/>
    public static int Count => 2;
}

/// <summary>Three blocks of 16.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Blocks3 : IBlocks
{
    /// <inheritdoc/>
    public static int Count => 3;
}

/// <summary>Four blocks of 16, as many vectors of 512 bits as a pass keeps sums for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Blocks4 : IBlocks
{
    /// <inheritdoc/>
    public static int Count => 4;
}

/// <summary>How wide a block is, as a type argument.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlockSize
{
    /// <summary>Lanes of the block, or 0 where there is none.</summary>
    static abstract int Lanes { get; }
}

/// <summary>No narrow block.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoNarrow : IBlockSize
{
    /// <inheritdoc/>
    public static int Lanes => 0;
}

/// <summary>A narrow block of 4.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Narrow4 : IBlockSize
{
    /// <inheritdoc/>
    public static int Lanes => 4;
}

/// <summary>A narrow block of 8.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Narrow8 : IBlockSize
{
    /// <inheritdoc/>
    public static int Lanes => 8;
}

/// <summary>A block of 16.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Full : IBlockSize
{
    /// <inheritdoc/>
    public static int Lanes => 16;
}
