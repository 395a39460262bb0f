namespace LstmGen.Generator.Planning;

/// <summary>One tensor of the canonical parameter vector.</summary>
/// <param name="Name">With its layer: <c>lstm.kernel</c>.</param>
/// <param name="Offset">In the flat vector.</param>
/// <param name="Rows">First dimension, or 0 for a vector.</param>
/// <param name="Columns">Last dimension.</param>
/// <param name="Initializer">A member of LstmGen.Initializer.</param>
/// <param name="FanIn">Inputs of the fused matrix.</param>
/// <param name="FanOut">Outputs of the fused matrix.</param>
/// <param name="Units">The hidden size, for 1/√units.</param>
/// <param name="UnitForgetBias">Whether the second quarter starts at 1.</param>
internal sealed record ParameterPlan(
    string Name, int Offset, int Rows, int Columns, string Initializer, int FanIn, int FanOut, int Units, bool UnitForgetBias)
{
    public int Count => Math.Max(Rows, 1) * Columns;

    public string ShapeText => Rows == 0 ? $"[{Columns}]" : $"[{Rows}, {Columns}]";
}
