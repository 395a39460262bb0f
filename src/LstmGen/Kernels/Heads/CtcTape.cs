namespace LstmGen.Kernels;

/// <summary>
/// The parts of a CTC row's workspace. A line has a place for every label and blank, padded to whole vectors, and eight more floats, so
/// that the places before the first or after the last can be read.
/// </summary>
internal readonly ref struct CtcTape
{
    /// <summary>Floats before the first place of a line of forward values.</summary>
    public const int Front = HeadRows.Lanes;

    private readonly Span<float> _workspace;
    private readonly int _line;

    public CtcTape(int frames, int labels, Span<float> workspace)
    {
        HeadRows.CheckRoom(workspace.Length, CtcRow.WorkspaceLength(frames, labels), nameof(workspace));
        _workspace = workspace;
        _line = LineLength(labels);
        Frames = frames;
        Places = 2 * labels + 1;
    }

    public int Frames { get; }

    /// <summary>Labels and the blanks around them.</summary>
    public int Places { get; }

    /// <summary>Places, padded to whole vectors.</summary>
    public int Padded => _line - Front;

    /// <summary>By place: 0 where it may be reached from the label before, −∞ elsewhere; and after the last place.</summary>
    public Span<float> Skips => Line(3 * Frames);

    /// <summary>By place: the log-probability of its symbol in one frame; −∞ in the padding.</summary>
    public Span<float> Emission => Line(3 * Frames + 1)[..Padded];

    /// <summary>By place: the probability of being there, given the labels.</summary>
    public Span<float> Probabilities => Line(3 * Frames + 2)[..Padded];

    /// <summary>The probabilities of the next frame by the sums of what came in; 0 after the last place.</summary>
    public Span<float> Quotients => Line(3 * Frames + 3);

    /// <summary>Floats in a line.</summary>
    public static int LineLength(int labels) => checked(HeadRows.Padded(2 * labels + 1) + Front);

    /// <summary>By place: the logarithm of what all ways there weigh, less that of the frame's best place.</summary>
    public Span<float> Forward(int frame) => ForwardWithFront(frame)[Front..];

    /// <summary>The same, after <see cref="Front"/> times −∞.</summary>
    public Span<float> ForwardWithFront(int frame) => Line(frame);

    /// <summary>By place: the best of what came in from the frame before; 0 after the last place.</summary>
    public Span<float> Highest(int frame) => Line(Frames + frame);

    /// <summary>By place: the sum of e^(what came in − the best of it), at least 1.</summary>
    public Span<float> Sums(int frame) => Line(2 * Frames + frame);

    /// <summary>Writes what is the same in every frame.</summary>
    public void Prepare(ReadOnlySpan<float> labels)
    {
        Emission.Fill(float.NegativeInfinity);
        Skips.Fill(float.NegativeInfinity);
        for (int i = 1; i < labels.Length; i++)
        {
            if (labels[i] != labels[i - 1]) Skips[2 * i + 1] = 0f;
        }

        for (int frame = 0; frame < Frames; frame++)
        {
            ForwardWithFront(frame)[..Front].Fill(float.NegativeInfinity);
            Highest(frame)[Padded..].Clear();
        }

        Quotients[Padded..].Clear();
    }

    private Span<float> Line(int line) => _workspace.Slice(line * _line, _line);
}
