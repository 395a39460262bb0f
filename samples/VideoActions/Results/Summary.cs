using System.Globalization;

namespace VideoActions.Results;

/// <summary>Outcomes of one method in words: the mean over folds, of each the mean over seeds; from which seed to which it goes, and from which fold to which.</summary>
internal sealed record Summary(string Mean, string Seeds, string Folds)
{
    public static Summary Of(IEnumerable<Outcome> outcomes)
    {
        Outcome[] all = [.. outcomes];
        double[] seeds = [.. all.GroupBy(outcome => outcome.Seed).Select(seed => seed.Average(outcome => outcome.Percent)).Order()];
        double[] folds = [.. all.GroupBy(outcome => outcome.Fold).Select(fold => fold.Average(outcome => outcome.Percent)).Order()];
        return new($"{Text(folds.Average())} %", Span(seeds), Span(folds));
    }

    private static string Span(double[] sorted) => sorted.Length < 2 ? "" : $"{Text(sorted[0])} to {Text(sorted[^1])}";

    private static string Text(double number) => number.ToString("F1", CultureInfo.InvariantCulture);
}
