namespace LongTimeLag;

/// <summary>The paper's criterion on an endless stream: few enough wrong ones among the 2,000 most recent sequences, and a small mean error.</summary>
/// <param name="tolerance">A sequence is right when its error is below this.</param>
/// <param name="mostWrong">How many may be wrong.</param>
/// <param name="meanBelow">What the mean error is to be below.</param>
internal sealed class RecentErrors(double tolerance, int mostWrong, double meanBelow)
{
    /// <summary>How many sequences are recent.</summary>
    public const int Count = 2_000;

    private readonly double[] _errors = new double[Count];
    private long _seen;
    private int _wrong;

    /// <summary>Takes in errors in the order of their sequences.</summary>
    /// <returns>Whether the criterion is met after the last of them.</returns>
    public bool Add(ReadOnlySpan<double> errors)
    {
        foreach (double error in errors)
        {
            ref double place = ref _errors[_seen % Count];
            _wrong += IsWrong(error) - (_seen >= Count ? IsWrong(place) : 0);
            place = error;
            _seen++;
        }

        return _seen >= Count && _wrong <= mostWrong && Mean() < meanBelow;
    }

    private int IsWrong(double error) => error < tolerance ? 0 : 1;

    private double Mean()
    {
        double sum = 0;
        foreach (double error in _errors)
        {
            sum += error;
        }

        return sum / Count;
    }
}
