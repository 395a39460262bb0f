namespace LstmGen.Generator.Planning;

/// <summary>What the runtime keeps of a layer that normalises by a whole batch in training.</summary>
/// <param name="Name">In the names of its tensors.</param>
/// <param name="Width">Values of a row.</param>
/// <param name="Channels">Values with statistics of their own.</param>
/// <param name="At">Of its part of the statistics of a batch.</param>
/// <param name="Gamma">Null where there is none.</param>
/// <param name="Beta">Null where there is none.</param>
/// <param name="Mean">The moving one.</param>
/// <param name="Variance">The moving one.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">The share of the moving statistics that an update keeps.</param>
/// <param name="UnbiasedVariance">Whether the moving variance takes in the unbiased one.</param>
internal sealed record NormPlan(
    string Name, int Width, int Channels, int At, ParameterPlan? Gamma, ParameterPlan? Beta, ParameterPlan Mean, ParameterPlan Variance, double Epsilon, double Momentum, bool UnbiasedVariance)
{
    /// <summary>Lines of its statistics, each as wide as a row: those of BatchRow.</summary>
    public const int Lines = 6;

    /// <summary>Doubles up to the end of its part.</summary>
    public int End => At + Lines * Width;
}
