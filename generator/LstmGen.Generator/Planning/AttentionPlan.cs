namespace LstmGen.Generator.Planning;

/// <summary>The weights that an attention layer leaves, zeros past the valid steps included.</summary>
/// <param name="Heads">Rows of weights.</param>
/// <param name="Steps">Weights of a head.</param>
/// <param name="Tile">Those of row 0 in the tile kernels: its steps are the heads.</param>
/// <param name="Window">Where they start in the scratch of one window.</param>
/// <param name="WindowStride">Floats from a head to the next there.</param>
internal sealed record AttentionPlan(int Heads, int Steps, View Tile, Region Window, int WindowStride)
{
    public int Size => Heads * Steps;
}
