namespace LstmGen.Conformance.Oracle;

/// <summary>How many steps a sequence has and how many values each step.</summary>
internal readonly record struct OracleShape(int Steps, int Values)
{
    public int Size => Steps * Values;

    /// <summary>How the values of a step lie as a picture, or null when they do not.</summary>
    public OracleFrame? Frame { get; init; }

    /// <summary>Steps of pictures.</summary>
    public static OracleShape Of(int steps, OracleFrame frame) => new(steps, frame.Size) { Frame = frame };
}

/// <summary>A picture: [height][width][channels], row-major.</summary>
internal sealed record OracleFrame(int Height, int Width, int Channels)
{
    public int Size => Height * Width * Channels;

    /// <summary>Where a value lies.</summary>
    public int At(int y, int x, int channel) => (y * Width + x) * Channels + channel;
}
