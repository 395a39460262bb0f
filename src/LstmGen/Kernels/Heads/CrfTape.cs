namespace LstmGen.Kernels;

/// <summary>The parts of a CRF's workspace. Lines are padded.</summary>
internal readonly ref struct CrfTape
{
    private readonly Span<float> _workspace;
    private readonly int _steps;

    public CrfTape(int tags, int steps, Span<float> workspace)
    {
        HeadRows.CheckRoom(workspace.Length, LinearChainCrf.WorkspaceLength(tags, steps), nameof(workspace));
        _workspace = workspace;
        _steps = steps;
        Stride = LinearChainCrf.Stride(tags);
    }

    /// <summary>Floats in a line.</summary>
    public int Stride { get; }

    /// <summary>By tag: the logarithm of what all paths up to a step and this tag weigh, less that of the step's best tag.</summary>
    public Span<float> Forward(int step) => Line(step);

    /// <summary>By tag: the best of what came in from the step before.</summary>
    public Span<float> Highest(int step) => Line(_steps + step);

    /// <summary>By tag: the sum of e^(what came in − the best of it), at least 1.</summary>
    public Span<float> Sums(int step) => Line(2 * _steps + step);

    /// <summary>The marginals of one step; after the forward pass those of the last.</summary>
    public Span<float> Marginals => Line(3 * _steps);

    /// <summary>By tag: the forward values of the last step with the end scores.</summary>
    public Span<float> Closing => Line(3 * _steps + 1);

    /// <summary>The marginals of the step after, by the sums of what came in there.</summary>
    public Span<float> Quotients => Line(3 * _steps + 2);

    /// <summary>The emissions of one step, padded with zeros.</summary>
    public Span<float> Emission => Line(3 * _steps + 3);

    private Span<float> Line(int line) => _workspace.Slice(line * Stride, Stride);
}
