using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LstmGen.Checks;

namespace LstmGen.Forecasting;

/// <summary>
/// What to start with for a series: its period, and rules of thumb with the numbers filled in. A start, not a verdict: let a backtest decide.
/// </summary>
public sealed record SeriesAdvice
{
    private const int LongestLookBack = 200;
    private const int LookBackWithoutPeriod = 20;
    private const int SmallSeries = 1_000;
    private const int LargeSeries = 10_000;

    private SeriesAdvice()
    {
    }

    /// <summary>Values looked at.</summary>
    public required int Length { get; init; }

    /// <summary>Steps after which the series repeats; null when nothing repeats.</summary>
    public required int? Period { get; init; }

    /// <summary>The autocorrelation, trend taken off, at the period: 1 repeats exactly. 0 without a period.</summary>
    public required double Autocorrelation { get; init; }

    /// <summary>Steps to look back: two periods, fewer where that would be too long to train or too much of the series.</summary>
    public required int LookBack { get; init; }

    /// <summary>Whether two periods were too long.</summary>
    public required bool LookBackIsCapped { get; init; }

    /// <summary>Units of an LSTM layer: 32 below 1,000 values, 64 below 10,000, else 128.</summary>
    public required int Units { get; init; }

    /// <summary>Windows in one batch: 32, or 64 from 10,000 values.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Epochs without improvement to wait for: 5.</summary>
    public int Patience { get; } = 5;

    /// <summary>Share of values to drop between layers: 0.2.</summary>
    public double Dropout { get; } = 0.2;

    /// <summary>How to scale.</summary>
    public required Scaling Scaling { get; init; }

    /// <summary>Why to scale like that.</summary>
    public required string ScalingReason { get; init; }

    /// <summary>Looks at a series.</summary>
    /// <param name="series">Finite values, oldest first, at least two.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or there are fewer than two.</exception>
    public static SeriesAdvice For(ReadOnlySpan<float> series)
    {
        double[] widened = new double[series.Length];
        SeriesTable.Widen(series, widened);
        return For(widened, single: true);
    }

    /// <inheritdoc cref="For(ReadOnlySpan{float})"/>
    [OverloadResolutionPriority(-1)]
    public static SeriesAdvice For(IReadOnlyList<float> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return For((ReadOnlySpan<float>)series.ToArray());
    }

    /// <inheritdoc cref="For(ReadOnlySpan{float})"/>
    [OverloadResolutionPriority(-1)]
    public static SeriesAdvice For(IReadOnlyList<double> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return For(series.ToArray());
    }

    /// <inheritdoc cref="For(ReadOnlySpan{float})"/>
    public static SeriesAdvice For(double[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return For(series, single: false);
    }

    private static SeriesAdvice For(double[] series, bool single)
    {
        if (series.Length < 2)
        {
            throw new ArgumentException($"Expected at least two values, found {series.Length}.", nameof(series));
        }

        int bad = Finite.IndexOfBad(series);
        if (bad >= 0)
        {
            throw new ArgumentException($"Expected finite values, but row {bad} is {Finite.Describe(series[bad])}.", nameof(series));
        }

        (int Period, double Autocorrelation)? found = PeriodFinder.Find(series);
        int wanted = found is { } period ? 2 * period.Period : LookBackWithoutPeriod;
        int lookBack = Math.Max(1, Math.Min(wanted, Math.Min(LongestLookBack, series.Length / 4)));
        (Scaling scaling, string reason) = AdviseScaling(series, single);
        return new SeriesAdvice
        {
            Length = series.Length,
            Period = found?.Period,
            Autocorrelation = found?.Autocorrelation ?? 0,
            LookBack = lookBack,
            LookBackIsCapped = lookBack < wanted,
            Units = series.Length < SmallSeries ? 32 : series.Length < LargeSeries ? 64 : 128,
            BatchSize = series.Length < LargeSeries ? 32 : 64,
            Scaling = scaling,
            ScalingReason = reason,
        };
    }

    /// <summary>The advice in a few lines.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Line(text, "period", Period is { } period
            ? FormattableString.Invariant($"{period} steps (autocorrelation {Autocorrelation:F2})")
            : "none found");
        Line(text, "look-back", LookBackText());
        Line(text, "units", FormattableString.Invariant($"{Units} for {Length} values (32 below {SmallSeries}, 64 below {LargeSeries}, 128 from there)"));
        Line(text, "batch", FormattableString.Invariant($"{BatchSize}"));
        Line(text, "patience", FormattableString.Invariant($"{Patience} epochs without improvement, best weights restored"));
        Line(text, "dropout", FormattableString.Invariant($"{Dropout} between layers, if the validation loss rises while the training loss falls"));
        text.Append(CultureInfo.InvariantCulture, $"{"scaling",-10}{Scaling}: {ScalingReason}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string what) => text.Append(CultureInfo.InvariantCulture, $"{name,-10}{what}\n");

    private string LookBackText()
    {
        if (Period is not { } period)
        {
            return FormattableString.Invariant($"{LookBack} steps, for want of a period");
        }

        return LookBackIsCapped
            ? FormattableString.Invariant(
                $"{LookBack} steps; two to three periods would be {2 * period} to {3 * period}, too many to train well: ") +
              "give the place in the season, or the value one period before, as columns known ahead"
            : FormattableString.Invariant($"{LookBack} to {3 * period} steps, two to three periods");
    }

    /// <summary>Outliers ask for robust scaling, a trend for standard scaling, because it leaves the range it was fitted to.</summary>
    private static (Scaling Scaling, string Reason) AdviseScaling(double[] series, bool single)
    {
        const double FarOut = 4;
        const double TrendShare = 0.3;
        double[] sorted = (double[])series.Clone();
        ColumnScale standard = ColumnScale.Fit(Scaling.Standard, sorted, single, "The series");
        ColumnScale robust = ColumnScale.Fit(Scaling.Robust, sorted, single, "The series");
        Array.Sort(sorted);
        bool hasSpread = sorted[sorted.Length / 4] < sorted[sorted.Length * 3 / 4];
        int outliers = 0;
        foreach (double value in series)
        {
            outliers += Math.Abs((value - robust.Offset) / robust.Scale) > FarOut ? 1 : 0;
        }

        if (outliers > 0 && hasSpread)
        {
            return (Scaling.Robust, FormattableString.Invariant($"{outliers} values lie more than {FarOut} interquartile ranges from the median"));
        }

        double[]? detrended = PeriodFinder.Detrended(series);
        double left = detrended is null ? 0 : detrended.Sum(value => value * value) / series.Length;
        return left < (1 - TrendShare) * standard.Scale * standard.Scale
            ? (Scaling.Standard, "the series has a trend and will leave the range it was trained on")
            : (Scaling.MinMax, "no trend and no outliers: 0 to 1 over the training span");
    }
}
