using VideoActions.Results;

namespace LstmGen.Samples.Tests.VideoActions;

/// <summary>The tables of the page are those of the file of outcomes.</summary>
public sealed class PageTests
{
    [Fact]
    public void Every_outcome_is_on_the_page_as_it_was_measured()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LstmGen.sln")))
        {
            root = root.Parent;
        }

        string folder = Path.Combine(root.FullName, "samples", "VideoActions"), page = File.ReadAllText(Path.Combine(folder, "README.md")).ReplaceLineEndings("\n");
        List<Outcome> outcomes = OutcomeFile.Read(new(Path.Combine(folder, "results", "outcomes.csv")));
        string[] rows = [.. outcomes.GroupBy(outcome => (outcome.Task, outcome.Split, outcome.Method)).Select(method =>
        {
            var summary = Summary.Of(method);
            return $"\n| {method.Key.Method} | {summary.Mean} | {summary.Seeds} | {summary.Folds} |\n";
        })];
        Assert.True(rows.Length >= 13);
        Assert.All(rows, row => Assert.Contains(row, page, StringComparison.Ordinal));

        // And no other figures: a row has a measured method, or says that it is published.
        string[] shown = [.. page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains(" % |", StringComparison.Ordinal))];
        Assert.All(shown, line => Assert.True(rows.Contains($"\n{line}\n") || line.StartsWith("| published", StringComparison.Ordinal), line));
    }
}
