using System.Globalization;
using System.Text.RegularExpressions;

namespace SpeechDigits.Results;

/// <summary>
/// The tables of the page, made of the file of figures: below a comment such as <c>table: strings</c>. A cell is the mean over seeds, and from which to which they went.
/// </summary>
/// <param name="measures">All figures.</param>
internal sealed partial class PageTables(IReadOnlyList<Measure> measures)
{
    private const string Dash = "–";

    /// <summary>The names of all tables.</summary>
    public static string[] Names { get; } = ["strings", "noise", "left-out", "letters", "live", "yes-no", "isolated"];

    /// <summary>The page with its tables filled in.</summary>
    public string Fill(string page) => Marked().Replace(page, match => $"<!-- table: {match.Groups["name"].Value} -->\n{Markdown(match.Groups["name"].Value)}");

    /// <summary>A table as Markdown.</summary>
    public string Markdown(string name)
    {
        (string[] header, IEnumerable<string[]> rows) = name switch
        {
            "strings" => Strings(),
            "noise" => Noise(),
            "left-out" => LeftOut(),
            "letters" => Parts("letters", ["greedy", "beam 10", "words greedy", "words beam 10"]),
            "live" => Parts("live", ["greedy", "beam 10", "a digit twice in a row", "no digit twice in a row"]),
            "yes-no" => Parts("yes-no", ["split by the first word", "every second file"]),
            "isolated" => Isolated(),
            _ => throw new UserError($"There is no table '{name}'; there are {string.Join(", ", Names)}."),
        };
        return $"{Row(header)}|---|{string.Concat(header.Skip(1).Select(_ => "---:|"))}\n{string.Concat(rows.Select(Row))}";
    }

    private (string[], IEnumerable<string[]>) Strings()
    {
        int[] epochs = Epochs("strings");
        string[] parts = ["greedy", "beam 10", "a digit twice in a row", "no digit twice in a row"];
        IEnumerable<string[]> rates = parts.Select(part => Line(part, length => Of("strings", part, length), ErrorRate));
        string[] whole = Line("strings without an error, greedy", length => Of("strings", "greedy", length), Right);
        return (["errors of digits", .. epochs.Select(length => $"{length} epochs")], [.. rates, whole]);

        string[] Line(string label, Func<int, IEnumerable<Measure>> find, Func<IEnumerable<Measure>, string> show) => [label, .. epochs.Select(length => show(find(length)))];
    }

    private (string[], IEnumerable<string[]>) Noise()
    {
        string[] levels = ["0 dB", "5 dB", "10 dB", "20 dB", "30 dB"];
        (string Task, int Epochs)[] networks = [.. new[] { "strings", "live" }.SelectMany(task => Epochs(task).Select(epochs => (task, epochs)))];
        return (
            ["speech above noise by", .. networks.Select(network => $"{network.Task}, {network.Epochs} epochs")],
            levels.Select(level => (string[])[level, .. networks.Select(network => ErrorRate(Of(network.Task, level, network.Epochs)))]));
    }

    private (string[], IEnumerable<string[]>) LeftOut()
    {
        string[] speakers = [.. measures.Select(measure => measure.LeftOut).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        (string Task, string Part, bool Varied)[] columns = [("strings", "greedy", false), ("strings", "greedy", true), ("isolated", "recordings", false), ("isolated", "recordings", true)];
        return (
            ["speaker left out", "strings, as recorded", "strings, varied", "isolated, as recorded", "isolated, varied"],
            [
                .. speakers.Select(speaker => (string[])[speaker, .. columns.Select(column => ErrorRate(Find(column, name => name == speaker)))]),
                ["mean of all", .. columns.Select(column => ErrorRate(Find(column, name => name.Length > 0)))],
            ]);

        IEnumerable<Measure> Find((string Task, string Part, bool Varied) column, Func<string, bool> isAsked) => measures.Where(measure =>
            measure.Task == column.Task && measure.Part == column.Part && measure.Varied == column.Varied && isAsked(measure.LeftOut));
    }

    private (string[], IEnumerable<string[]>) Isolated()
    {
        string[] methods = ["nearest neighbour", "linear", "recordings"];
        string[] names = ["nearest neighbour", "linear", "LSTM, as recorded", "LSTM, varied"];
        return (
            ["right", "first recordings of all speakers", "speaker left out, mean of six", "worst speaker"],
            methods.Append("recordings").Zip(names, (part, label) =>
            {
                bool varied = label.EndsWith("varied", StringComparison.Ordinal);
                Measure[] all = [.. measures.Where(measure => measure.Task == "isolated" && measure.Part == part && measure.Varied == varied)];
                Measure[] out_ = [.. all.Where(measure => measure.LeftOut.Length > 0)];
                (string Name, double Rate)[] bySpeaker = [.. out_.GroupBy(measure => measure.LeftOut).Select(group => (group.Key, group.Average(measure => measure.PercentRight)))];
                return (string[])[
                    label, Right(all.Where(measure => measure.LeftOut.Length == 0)), Right(out_),
                    bySpeaker.Length == 0 ? Dash : string.Create(CultureInfo.InvariantCulture, $"{bySpeaker.MinBy(pair => pair.Rate).Name} {bySpeaker.Min(pair => pair.Rate):F1} %")];
            }));
    }

    private (string[], IEnumerable<string[]>) Parts(string task, string[] parts) => (
        ["", "error rate", "without an error"],
        parts.Select(part => (string[])[part, ErrorRate(Of(task, part)), Right(Of(task, part))]));

    private int[] Epochs(string task) => [.. Of(task, "greedy").Select(measure => measure.Epochs).Distinct().Order()];

    /// <summary>Figures of trainings that heard all speakers, as recorded.</summary>
    private IEnumerable<Measure> Of(string task, string part, int? epochs = null) => measures.Where(measure =>
        measure.Task == task && measure.Part == part && measure.LeftOut.Length == 0 && !measure.Varied && (epochs is null || measure.Epochs == epochs));

    private static string ErrorRate(IEnumerable<Measure> found) => Cell(found, measure => measure.Percent, "F2");

    private static string Right(IEnumerable<Measure> found) => Cell(found, measure => measure.PercentRight, "F1");

    /// <summary>The mean of the seeds, each of them the mean over the speakers that were left out.</summary>
    private static string Cell(IEnumerable<Measure> found, Func<Measure, double> value, string format)
    {
        double[] seeds = [.. found.GroupBy(measure => measure.Seed).Select(group => group.Average(value)).Order()];
        return seeds.Length switch
        {
            0 => Dash,
            1 => Text(seeds[0]) + " %",
            _ => $"{Text(seeds.Average())} % ({Text(seeds[0])} to {Text(seeds[^1])})",
        };

        string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |\n";

    [GeneratedRegex("^<!-- table: (?<name>[a-z-]+) -->\n(\\|.*\\|\n)*", RegexOptions.Multiline)]
    private static partial Regex Marked();
}
