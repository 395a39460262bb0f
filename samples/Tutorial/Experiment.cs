namespace Tutorial;

/// <summary>Something the tutorial says, measured.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="About">What it shows, in a line.</param>
/// <param name="Run">Makes its tables and pictures.</param>
/// <param name="Data">Files of real series that it needs.</param>
internal sealed record Experiment(string Name, string About, Action<Lab> Run, params string[] Data)
{
    /// <summary>Whether it takes so long that tests compare its pages with its results file alone.</summary>
    public bool IsSlow { get; init; }
}
