namespace LstmGen.Watch;

/// <summary>Where a training page is, and what it shows.</summary>
public sealed record TrainingPageOptions : TrainingFeedOptions
{
    private readonly int _port;

    /// <summary>The port on the loopback address, 1 to 65,535; 0, the default, is a free one.</summary>
    public int Port
    {
        get => _port;
        init => _port = value is >= 0 and <= ushort.MaxValue ? value : throw new ArgumentOutOfRangeException(nameof(Port), value, "Expected 0 to 65,535.");
    }

    /// <summary>Whether the page is opened in a browser. The default, null, does so where the program runs at a terminal.</summary>
    public bool? OpenBrowser { get; init; }

    /// <summary>Where its address is said. The default, null, is the console's error stream.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>A file that each run is saved to at its end, as one HTML page (see <see cref="TrainingFeed.Save"/>). The default, null, is none.</summary>
    public string? SaveTo { get; init; }
}
