namespace LongTimeLag;

/// <summary>Sequences that never come twice, with the paper's criterion on the 2,000 most recent of them.</summary>
internal sealed class EndlessStream(Writer draw, Writer drawFresh, RecentErrors recent) : ITrialData
{
    public int Draw(Span<float> input, Span<float> target) => draw(input, target);

    public int DrawFresh(Span<float> input, Span<float> target) => drawFresh(input, target);

    public bool IsSuccess(ReadOnlySpan<double> errors) => recent.Add(errors);
}
