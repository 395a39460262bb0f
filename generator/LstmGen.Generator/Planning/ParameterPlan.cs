using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>One tensor of the canonical parameter vector.</summary>
/// <param name="Name">With its layer: <c>lstm.kernel</c>.</param>
/// <param name="Offset">In the flat vector.</param>
/// <param name="Dimensions">Row-major.</param>
/// <param name="Initializer">A member of LstmGen.Initializer.</param>
/// <param name="FanIn">Inputs of the fused matrix.</param>
/// <param name="FanOut">Outputs of the fused matrix.</param>
/// <param name="Units">The hidden size, for 1/√units.</param>
/// <param name="UnitForgetBias">Whether the second quarter starts at 1.</param>
internal sealed record ParameterPlan(
    string Name, int Offset, EquatableArray<int> Dimensions, string Initializer, int FanIn, int FanOut, int Units, bool UnitForgetBias)
{
    /// <summary>Whether training leaves it as it is.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Elements, in 64 bits so that a tensor that is too large is seen.</summary>
    public long Elements => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    public int Count => (int)Math.Min(Elements, int.MaxValue);

    /// <summary>As C# and people write it.</summary>
    public string ShapeText => $"[{string.Join(", ", Dimensions)}]";
}
