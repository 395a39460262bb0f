using LstmGen;

namespace Tuning;

/// <summary>
/// A series cut in time: to train, to choose by, and to judge once. The targets of the last two are the same rows whatever the look-back, so that
/// all candidates answer the same questions.
/// </summary>
/// <param name="Values">The whole series.</param>
/// <param name="Validation">Rows that candidates are chosen by.</param>
/// <param name="Test">Rows at the end.</param>
/// <param name="Horizon">Steps that one output covers.</param>
internal sealed record SeriesSpans(float[] Values, int Validation, int Test, int Horizon)
{
    /// <summary>Rows of one season, for the seasonal naive forecast; 0 without one.</summary>
    public int Period { get; init; }

    /// <summary>Rows to train on.</summary>
    public ReadOnlyMemory<float> Training => Values.AsMemory(0, Values.Length - Validation - Test);

    /// <summary>What a trial sees: the windows it trains on and those it is measured by. None has a row of the test.</summary>
    public (WindowDataset Training, WindowDataset Validation) ForChoice(int lookBack) =>
        WindowDataset.Of(Values.AsMemory(0, Values.Length - Test), lookBack, Horizon, period: Period).SplitByTime(Validation);

    /// <summary>What the last judgement sees: all that came before the test, and the test.</summary>
    public (WindowDataset Training, WindowDataset Test) ForJudgement(int lookBack) =>
        WindowDataset.Of(Values, lookBack, Horizon, period: Period).SplitByTime(Test);
}
