using System.Diagnostics;
using System.Globalization;
using LstmGen.Forecasting;
using Spectre.Console;

namespace Tuning;

/// <summary>From the series to the winner: read, cut, draw, try, rank, judge.</summary>
internal sealed class TuningRun(TuningOptions options, TextWriter output)
{
    /// <summary>Training windows below which there is nothing to learn from.</summary>
    private const int FewestWindows = 20;

    /// <summary>Rows of a span that is left to the program: 15 %.</summary>
    private const double SpanShare = 0.15;

    /// <summary>What the table takes; a file or a pipe would count as narrower.</summary>
    private const int TableWidth = 150;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        _console.Profile.Width = Math.Max(_console.Profile.Width, TableWidth);
        SeriesSpans spans = Cut(Read());
        SeriesAdvice advice = SeriesAdvice.For(spans.Training.Span);
        spans = spans with { Period = advice.Period ?? 0 };
        var space = new SearchSpace(advice);
        Check(spans, space);
        Say($"{spans.Training.Length} rows to train on, {spans.Validation} to choose by, {spans.Test} to judge the choice.");
        Say($"Advice for the rows to train on:\n{advice}");
        Say($"Searched: {space}.");

        Candidate[] candidates = space.Draw(options.Seed, options.Trials);
        long start = Stopwatch.GetTimestamp();
        TrialResult[] results = SearchProgress.Show(_console, candidates.Length, told => new Search(spans, advice.Scaling, options).Run(candidates, told));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TrialResult[] ranked = [.. results.Where(result => result.BestEpoch > 0).OrderBy(result => result.Rmse).ThenBy(result => result.Candidate.Number)];
        if (ranked.Length == 0)
        {
            throw new UserError(FormattableString.Invariant($"No trial got through one epoch in {options.Seconds} seconds or without divergence: give the search more --seconds, or look at the series."));
        }

        Report(results, elapsed);
        NaiveForecasts naive = NaiveForecasts.Over(spans.ForChoice(space.LookBack).Validation);
        _console.Write(ResultTables.Best(ranked, naive));
        Say($"Over the rows to choose by, naive: RMSE {ResultTables.Number(naive.Last)}{(naive.Seasonal is { } season ? $", seasonal naive: {ResultTables.Number(season)}" : "")}.");
        ResultPlot.Save(options.Plot, results, ranked[0], naive);
        Say($"Plot: {options.Plot.FullName}");
        Judge(spans, advice, ranked);
        return 0;
    }

    private float[] Read()
    {
        if (options.Csv is { } file)
        {
            return CsvSeries.Read(file, options.Column!);
        }

        Say($"A series made in the program: noise upon seasons of {BuiltInSeries.Day} and {BuiltInSeries.Week} steps. No forecast of one step can have an RMSE below {BuiltInSeries.Innovation} in the long run.");
        return BuiltInSeries.Create();
    }

    private SeriesSpans Cut(float[] values)
    {
        int share = Math.Max(1, (int)(SpanShare * values.Length));
        var spans = new SeriesSpans(values, options.Validation ?? Math.Max(share, options.Horizon), options.Test ?? Math.Max(share, options.Horizon), options.Horizon);
        foreach ((string name, int rows) in new[] { ("--validation", spans.Validation), ("--test", spans.Test) })
        {
            if (rows < options.Horizon)
            {
                throw new UserError($"{name} {rows} holds no forecast of --horizon {options.Horizon} steps.");
            }
        }

        // Long before, so that no sum overflows.
        return (long)spans.Validation + spans.Test < values.Length - FewestWindows
            ? spans
            : throw new UserError($"The series is too short: {values.Length} rows less {spans.Validation} to choose by and {spans.Test} for the test leave fewer than {FewestWindows + 1} to train on.");
    }

    private static void Check(SeriesSpans spans, SearchSpace space)
    {
        int needed = space.LookBack + spans.Horizon - 1 + FewestWindows;
        if (spans.Training.Length < needed)
        {
            throw new UserError(
                $"The series is too short: {spans.Training.Length} rows to train on, and this takes {needed}: {space.LookBack} to look back, {spans.Horizon} to forecast, and {FewestWindows} windows to learn from.");
        }
    }

    private void Report(TrialResult[] results, TimeSpan elapsed)
    {
        int Count(Ending ending) => results.Count(result => result.Ending == ending);
        string late = results.Length < options.Trials || Count(Ending.OutOfTime) > 0
            ? FormattableString.Invariant($" The time of {options.Seconds} seconds was up: {options.Trials - results.Length} trials were not begun and {Count(Ending.OutOfTime)} not ended, so that another run may choose another.")
            : "";
        Say($"{results.Length} trials in {elapsed.TotalSeconds:F1} seconds on {options.Threads} threads: {Count(Ending.BelowMedian)} ended below the median, {Count(Ending.Diverged)} diverged.{late}");
    }

    private void Judge(SeriesSpans spans, SeriesAdvice advice, TrialResult[] ranked)
    {
        TrialResult winner = ranked[0];
        var judged = new List<Judgement> { Judgement.Of($"trial {winner.Candidate.Number}, the best by validation", winner, spans, advice.Scaling, options) };
        if (winner.Candidate.Number != 1 && ranked.FirstOrDefault(result => result.Candidate.Number == 1) is { } advised)
        {
            judged.Add(Judgement.Of("trial 1, the advice", advised, spans, advice.Scaling, options));
        }

        _console.Write(ResultTables.Test(judged));
        ForecastAccuracy accuracy = judged[0].Accuracy;
        string seasonal = accuracy.SkillAgainstSeasonalNaive is { } skill ? $", against seasonal naive {ResultTables.Share(skill)}" : "";
        Say($"Winner: trial {winner.Candidate.Number}, {ResultTables.Layers(winner.Candidate)}, RMSE {ResultTables.Number(accuracy.Rmse)} over the test, skill against naive {ResultTables.Share(accuracy.SkillAgainstNaive)}{seasonal}.");
        if (accuracy.SkillAgainstNaive <= 0 || accuracy.SkillAgainstSeasonalNaive <= 0)
        {
            Say($"That is no better than what takes no training. Where a series grows, forecast its changes, as samples/SeriesForecast does.");
        }

        output.WriteLine();
        output.Write(WinnerCode.Of(winner, advice.Scaling, options.Horizon, options.Seed));
    }

    private void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
