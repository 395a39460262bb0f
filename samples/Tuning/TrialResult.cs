namespace Tuning;

/// <summary>How a trial ended.</summary>
internal enum Ending
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>Its validation loss had stopped improving.</summary>
    EarlyStopping,

    /// <summary>Half of the first trials were better by then.</summary>
    BelowMedian,

    /// <summary>The time of the search was up.</summary>
    OutOfTime,

    /// <summary>A value became infinite or NaN.</summary>
    Diverged,
}

/// <summary>What became of a candidate.</summary>
/// <param name="Candidate">What was tried.</param>
/// <param name="Rmse">Of its best epoch over the validation span, in the units of the series; infinite when there was none.</param>
/// <param name="BestEpoch">Counted from 1; 0 when there was none.</param>
/// <param name="Curve">The lowest validation RMSE up to each epoch.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Elapsed">With its compilation.</param>
internal sealed record TrialResult(Candidate Candidate, double Rmse, int BestEpoch, IReadOnlyList<double> Curve, Ending Ending, TimeSpan Elapsed)
{
    /// <summary>How it ended, in a word or two.</summary>
    public string EndingText => Ending switch
    {
        Ending.EarlyStopping => "no improvement",
        Ending.BelowMedian => "below median",
        Ending.OutOfTime => "out of time",
        Ending.Diverged => "diverged",
        _ => "all epochs",
    };
}
