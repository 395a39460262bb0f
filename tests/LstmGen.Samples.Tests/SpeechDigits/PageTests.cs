using SpeechDigits.Results;

namespace LstmGen.Samples.Tests.SpeechDigits;

/// <summary>The tables of the page are those of the file of figures.</summary>
public sealed class PageTests
{
    [Fact]
    public void The_tables_of_the_page_are_what_was_measured()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "LstmGen.sln")))
        {
            root = root.Parent;
        }

        string folder = Path.Combine(root.FullName, "samples", "SpeechDigits"), page = File.ReadAllText(Path.Combine(folder, "README.md")).ReplaceLineEndings("\n");
        PageTables tables = new(ResultFile.Read(new(Path.Combine(folder, "results", "figures.csv"))));
        Assert.Equal(page, tables.Fill(page));
        string[] shown = [.. PageTables.Names.Where(name => page.Contains($"<!-- table: {name} -->", StringComparison.Ordinal))];
        Assert.True(shown.Length >= 3);
        Assert.All(shown, name => Assert.Contains(" % ", tables.Markdown(name), StringComparison.Ordinal));

        // Another figure would be another page.
        Measure changed = ResultFile.Read(new(Path.Combine(folder, "results", "figures.csv")))[0];
        Assert.NotEqual(page, new PageTables([changed with { Errors = changed.Errors + 50, Right = 0 }]).Fill(page));
    }
}
