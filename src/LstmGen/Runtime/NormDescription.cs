using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>A layer that normalises by mean and variance of a whole batch in training: what of it the runtime keeps.</summary>
/// <param name="Name">In the names of its tensors.</param>
/// <param name="Width">Values of a row.</param>
/// <param name="Channels">Values with statistics of their own: value i of a row has those of i modulo that.</param>
/// <param name="At">Of its part of <see cref="Tile.Statistics"/>.</param>
/// <param name="Gamma">Where gamma lies in the flat vector; −1 where there is none.</param>
/// <param name="Beta">Where beta lies; −1 where there is none.</param>
/// <param name="Mean">Where the moving mean lies.</param>
/// <param name="Variance">Where the moving variance lies.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">The share of the moving statistics that an update keeps.</param>
/// <param name="UnbiasedVariance">Whether the moving variance takes in the unbiased variance of a batch.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record NormDescription(
    string Name, int Width, int Channels, int At, int Gamma, int Beta, int Mean, int Variance, double Epsilon, double Momentum, bool UnbiasedVariance)
{
    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
