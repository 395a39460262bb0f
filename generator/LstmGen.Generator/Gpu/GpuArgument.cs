using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>Where the one argument of every kernel has what: the offsets of LstmGen.Runtime.GpuArguments, which a test compares.</summary>
internal static class GpuArgument
{
    public const int Parameters = 0;
    public const int Workspace = 8;
    public const int Inputs = 16;
    public const int Outputs = 24;
    public const int OutputGradients = 32;
    public const int ChunkGradients = 40;
    public const int Gradient = 48;
    public const int Lengths = 56;
    public const int NoiseKey = 64;
    public const int NoiseStep = 72;
    public const int Rows = 76;
    public const int FirstRow = 80;
    public const int Chunks = 84;
    public const int Tiles = 88;
    public const int TileLength = 92;
}
