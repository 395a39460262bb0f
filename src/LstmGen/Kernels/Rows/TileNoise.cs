using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>
/// Names a tile's place in the training run, so that its random masks can be computed from their coordinates alone: the same on any thread,
/// in any order.
/// </summary>
/// <param name="Key">What the masks are drawn with: the bits of the training run's seed.</param>
/// <param name="Step">The update this tile belongs to, counted from the start of the run.</param>
/// <param name="FirstRow">Of the tile in its batch.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct TileNoise(ulong Key, uint Step, uint FirstRow);
