using System.Text;
using LstmGen.Generator.Layers;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests;

/// <summary>
/// What may follow what: every pair of layers, and the rows of three and four that pairs do not decide. docs/layers.md holds what is expected, between
/// marks; LSTMGEN_ACCEPT_SNAPSHOTS=1 writes it, to be read.
/// </summary>
public sealed class RuleTableTests
{
    private static readonly string s_page = Path.Combine(Repository.Root, "docs/layers.md");

    /// <summary>What decides here is what a layer passes on of what came before it.</summary>
    private static readonly string[][] s_rows =
    [
        ["Lstm", "Dense", "Lstm"],
        ["Lstm", "Dropout", "Attention"],
        ["Lstm", "Dense", "Repeat"],
        ["Lstm, all steps", "Dense", "Repeat"],
        ["Lstm", "Repeat", "Lstm"],
        ["Lstm", "Repeat", "Attention"],
        ["Attention", "Dense", "Lstm"],
        ["Attention", "LayerNorm", "Attention"],
        ["Attention", "Repeat", "Lstm"],
        ["Attention", "Repeat", "Attention"],
        ["Lstm", "Dense", "Residual"],
        ["Conv1D", "Dense", "Residual"],
        ["Attention", "Dense", "Residual"],
        ["Lstm", "Repeat", "Residual"],
        ["Lstm", "LayerNorm", "Crf"],
        ["Attention", "Dropout", "Crf"],
        ["Attention", "Dropout", "Softmax"],
        ["Dense", "Softmax", "Dropout"],
        ["Conv2D", "Dropout", "Flatten"],
        ["Conv2D", "Flatten", "Lstm"],
        ["Conv2D", "Flatten", "Conv2D"],
        ["Conv2D", "MaxPool2D", "Flatten", "Lstm"],
        ["Embedding", "Lstm", "Attention", "Softmax"],
        ["Lstm", "Repeat", "Lstm, all steps", "Dense"],
    ];

    private static IReadOnlyList<RuleCase> Pairs { get; } =
        [.. RuleKind.All.SelectMany(first => RuleKind.All.Select(second => new RuleCase([first, second])))];

    private static IReadOnlyList<RuleCase> Rows { get; } =
    [
        .. s_rows
            .Where(row => row.All(name => RuleKind.All.Any(kind => kind.Name == name)))
            .Select(row => new RuleCase([.. row.Select(RuleKind.Of)])),
    ];

    [Fact]
    public async Task The_page_says_what_the_rules_do()
    {
        IReadOnlyList<RuleCase> pairs = await RuleCase.Judge(Pairs);
        IReadOnlyList<RuleCase> rows = await RuleCase.Judge(Rows);
        string[] messages = [.. pairs.Concat(rows).Select(judged => judged.Message).Where(message => message.Length > 0).Distinct()];
        string page = await File.ReadAllTextAsync(s_page, TestContext.Current.CancellationToken);
        string written = Between(Between(Between(page, "pairs", PairTable(pairs, messages)), "rows", RowTable(rows, messages)), "messages", MessageTable(messages));
        if (written != page && Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1")
        {
            await File.WriteAllTextAsync(s_page, written, TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(written == page, $"docs/layers.md differs from the rules:\n{Snapshot.Difference(page, written)}");
    }

    [Fact]
    public async Task A_combination_that_is_refused_gets_one_message_at_a_layer() => Assert.All(
        (await RuleCase.Judge([.. Pairs, .. Rows])).Where(judged => judged.Message.Length > 0),
        judged => Assert.Matches("^LSTMGEN01[245] on [AB]: [^\n]+$", judged.Message));

    [Fact]
    public async Task What_is_allowed_compiles()
    {
        RuleCase[] allowed = [.. (await RuleCase.Judge([.. Pairs, .. Rows])).Where(judged => judged.Message.Length == 0)];
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGeneratorsAndUpdateCompilation(
            TestCompilation.Of(RuleCase.Source(allowed)), out Compilation output, out _, TestContext.Current.CancellationToken);
        Assert.Equal(allowed.Length, Assert.Single(driver.GetRunResult().Results).GeneratedSources.Length);
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(message => message.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Every_layer_is_in_the_table_and_has_its_line()
    {
        string[] kinds =
        [
            .. typeof(Layer).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && typeof(Layer).IsAssignableFrom(type))
                .Select(type => type.Name[..^nameof(Layer).Length])
                .Where(kind => !kind.StartsWith("Decoder", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        string[] missing = [.. kinds.Except(RuleKind.All.Select(kind => kind.Kind))];
        Assert.True(missing.Length == 0, $"RuleKind.All has no line for {string.Join(", ", missing)}.");

        // [Encoder] and [Decoder] divide a model, so that no pair decides about them: DecoderDiagnosticsTests has what stands where.
        string[] lines = File.ReadAllLines(s_page);
        Assert.All(kinds.Concat(["Encoder", "Decoder"]), kind => Assert.True(
            lines.Count(line => line.StartsWith($"| `[{kind}(", StringComparison.Ordinal) || line.StartsWith($"| `[{kind}]", StringComparison.Ordinal)) == 1,
            $"The table of every layer in docs/layers.md wants one line that starts with | `[{kind}."));
    }

    /// <summary>A layer without its formula is a layer that nobody can port.</summary>
    [Fact]
    public void Every_layer_and_head_has_its_formula()
    {
        string formulas = File.ReadAllText(s_page).Split("\n## ", StringSplitOptions.None).Single(part => part.StartsWith("Formulas", StringComparison.Ordinal));
        Assert.All(RuleKind.All.Select(kind => kind.Kind).Distinct(), kind => Assert.True(formulas.Contains($"`[{kind}]`", StringComparison.Ordinal), $"docs/layers.md has no formula of [{kind}]."));
    }

    private static string PairTable(IReadOnlyList<RuleCase> pairs, string[] messages)
    {
        StringBuilder table = new();
        table.Append("| A, then B |").AppendJoin("", RuleKind.All.Select(kind => $" {kind.Name} |")).Append('\n');
        table.Append("|---|").Append(string.Concat(RuleKind.All.Select(_ => ":-:|"))).Append('\n');
        foreach (RuleCase[] row in pairs.Chunk(RuleKind.All.Count))
        {
            table.Append($"| **{row[0].Kinds[0].Name}** |").AppendJoin("", row.Select(judged => $" {Cell(judged, messages)} |")).Append('\n');
        }

        return table.ToString();
    }

    private static string RowTable(IReadOnlyList<RuleCase> rows, string[] messages) => "| row | |\n|---|:-:|\n" + string.Concat(
        rows.Select(judged => $"| {string.Join(" → ", judged.Kinds.Select(kind => kind.Name))} | {Cell(judged, messages)} |\n"));

    private static string MessageTable(string[] messages) =>
        "| | message |\n|---|---|\n" + string.Concat(messages.Select((message, index) => $"| {index + 1} | {message} |\n"));

    private static string Cell(RuleCase judged, string[] messages) =>
        judged.Message.Length == 0 ? "✓" : (Array.IndexOf(messages, judged.Message) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Between(string page, string mark, string text)
    {
        string open = $"<!-- {mark} -->\n";
        int from = page.IndexOf(open, StringComparison.Ordinal) + open.Length;
        int to = page.IndexOf($"<!-- /{mark} -->", StringComparison.Ordinal);
        Assert.True(from >= open.Length && to >= from, $"docs/layers.md has no marks for {mark}.");
        return page[..from] + text + page[to..];
    }
}
