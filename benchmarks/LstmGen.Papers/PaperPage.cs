using System.Globalization;
using System.Text;

namespace LstmGen.Papers;

/// <summary>docs/papers.md, from the rows and their result files: nothing on it is written by hand.</summary>
internal static class PaperPage
{
    private const string Head =
        """
        # Beside published figures

        Tasks with published figures of LSTMs, each under its own protocol, and beside every figure what a naive and a linear forecast reach on the same data: a published figure alone proves nothing. Models are
        fitted to the training part, epochs are chosen on validation, seeds are 1 to 5, and the test set is measured once a seed. Figures marked † are told from memory and could not be looked up.

        This page is written by `dotnet run -c Release --project benchmarks/LstmGen.Papers` from the result files beside it (`--only` names rows, `--seeds` says how many, `--write` writes the page alone). What the
        columns mean: *bar* is the best of the published recurrent figures, the naive and the linear forecasts; *ours* is the mean of the seeds ± their standard deviation.

        """;

    /// <summary>The page.</summary>
    /// <param name="rows">In their order.</param>
    /// <param name="resultsOf">The results of a row.</param>
    public static string Of(IReadOnlyList<PaperRow> rows, Func<PaperRow, ResultFile> resultsOf)
    {
        var text = new StringBuilder(Head);
        text.Append("\n| task | measure | published | naive | linear | ours | bar |\n|---|---|---|---|---|---|---|\n");
        foreach (PaperRow row in rows)
        {
            ResultFile results = resultsOf(row);
            Measure measure = row.Measures[0];
            Published? published = BestPublished(row, 0);
            text.Append(CultureInfo.InvariantCulture, $"| [{row.Title}](#{Slug(row.Title)}) | {measure.Name} | {(published is null ? "" : $"{Number(published.Values[0], measure)}{Mark(published)}")} | ");
            text.Append(CultureInfo.InvariantCulture, $"{BestOf(results, "naive", measure)} | {BestOf(results, "linear", measure)}{BestOf(results, "counting", measure)} | {Ours(results, measure, 0)} | {Verdict(row, results)} |\n");
        }

        foreach (PaperRow row in rows)
        {
            Append(text, row, resultsOf(row));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, PaperRow row, ResultFile results)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {row.Title}\n\n{row.Protocol}\n\n| | {string.Join(" | ", row.Measures.Select(measure => measure.Name))} | source |\n|---|{string.Concat(Enumerable.Repeat("---|", row.Measures.Count))}---|\n");
        foreach (Published published in row.Published)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {published.Model} | {string.Join(" | ", row.Measures.Zip(published.Values, (measure, value) => double.IsNaN(value) ? "" : $"{Number(value, measure)}{Mark(published)}"))} | {published.Source} |\n");
        }

        foreach ((string name, double[] values) in results.Baselines)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", row.Measures.Zip(values, (measure, value) => Number(value, measure)))} | computed here |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| **ours**, {results.Seeds.Count} {(results.Seeds.Count == 1 ? "seed" : "seeds")} | {string.Join(" | ", row.Measures.Select((measure, i) => $"**{Ours(results, measure, i)}**"))} | computed here |\n");
        if (results.Seeds.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nSeeds: {string.Join(", ", results.Seeds.Select(seed => Number(seed.Values[0], row.Measures[0])))}. ");
            text.Append(CultureInfo.InvariantCulture, $"{results.Seeds.Average(seed => seed.Seconds) / 60:0.0} minutes a seed, on {results.Seeds[^1].Processors} processors.\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{row.Model}.\n\n{row.Reading}\n");
    }

    /// <summary>The anchor of a heading.</summary>
    private static string Slug(string heading) => string.Concat(heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-').Select(letter => letter == ' ' ? '-' : letter));

    /// <summary>Whether the mean of the seeds is at least as good as the bar.</summary>
    private static string Verdict(PaperRow row, ResultFile results)
    {
        if (results.Seeds.Count == 0) return "";
        Measure measure = row.Measures[0];
        double[] against = [.. results.Baselines.Values.Select(values => values[0]), .. BestPublished(row, 0) is { } published ? (double[])[published.Values[0]] : []];
        double bar = measure.HigherIsBetter ? against.Max() : against.Min(), ours = results.Seeds.Average(seed => seed.Values[0]);
        bool passed = measure.HigherIsBetter ? ours >= bar : ours <= bar;
        return $"{Number(bar, measure)}: {(passed ? "passed" : "not passed")}";
    }

    private static Published? BestPublished(PaperRow row, int index)
    {
        Published[] with = [.. row.Published.Where(published => published.IsBar && !double.IsNaN(published.Values[index]))];
        return with.Length == 0 ? null : row.Measures[index].HigherIsBetter ? with.MaxBy(published => published.Values[index]) : with.MinBy(published => published.Values[index]);
    }

    private static string BestOf(ResultFile results, string kind, Measure measure)
    {
        double[] values = [.. results.Baselines.Where(pair => pair.Key.StartsWith(kind, StringComparison.Ordinal)).Select(pair => pair.Value[0])];
        return values.Length == 0 ? "" : Number(measure.HigherIsBetter ? values.Max() : values.Min(), measure);
    }

    private static string Ours(ResultFile results, Measure measure, int index)
    {
        if (results.Seeds.Count == 0) return "not run yet";
        double mean = results.Seeds.Average(seed => seed.Values[index]);
        if (results.Seeds.Count == 1) return Number(mean, measure);
        double deviation = Math.Sqrt(results.Seeds.Sum(seed => (seed.Values[index] - mean) * (seed.Values[index] - mean)) / (results.Seeds.Count - 1));
        return $"{Number(mean, measure)} ± {Number(deviation, measure)}";
    }

    private static string Mark(Published published) => published.LookedUp ? "" : " †";

    private static string Number(double value, Measure measure) => value != 0 && Math.Abs(value) < Math.Pow(10, -measure.Decimals)
        ? value.ToString("0.0e+0", CultureInfo.InvariantCulture)
        : value.ToString($"F{measure.Decimals}", CultureInfo.InvariantCulture);
}
