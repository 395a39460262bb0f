namespace LstmGen.Generator.Planning;

/// <summary>What flows between two layers: a sequence of steps, or one vector.</summary>
/// <param name="Steps">1 for a vector.</param>
/// <param name="Width">Values per step.</param>
/// <param name="IsSequence">Whether a time axis is there at all: a vector and a sequence of one step are different things.</param>
internal sealed record Shape(int Steps, int Width, bool IsSequence)
{
    public override string ToString() => IsSequence ? $"{Text.Count(Steps, "step")} × {Width}" : $"{Width}";
}
