namespace LstmGen.Generator.Planning;

/// <summary>What flows between two layers: a sequence of steps, or one vector.</summary>
/// <param name="Steps">1 for a vector.</param>
/// <param name="Width">Values per step.</param>
/// <param name="IsSequence">Whether a time axis is there at all: a vector and a sequence of one step are different things.</param>
/// <param name="Frame">Where each step is a picture: its shape, whose values are <paramref name="Width"/>.</param>
internal sealed record Shape(int Steps, int Width, bool IsSequence, Frame? Frame = null)
{
    public override string ToString() => (IsSequence, Frame) switch
    {
        (_, { } frame) => $"{Text.Count(Steps, "step")} × {frame}",
        (true, _) => $"{Text.Count(Steps, "step")} × {Width}",
        _ => $"{Width}",
    };
}

/// <summary>The shape of a picture, stored row by row, in each row point by point, in each point channel by channel.</summary>
internal sealed record Frame(int Height, int Width, int Channels)
{
    public int Size => Height * Width * Channels;

    public override string ToString() => $"{Height} × {Width} × {Channels}";
}
