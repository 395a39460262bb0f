extern alias tutorial;
using tutorial::LstmGen.Samples;

namespace LstmGen.Samples.Tests.Papers;

/// <summary>What samples beside published figures have in common: their pages say what their results files say.</summary>
public abstract class PaperTests(string name) : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--save", "model.safetensors"), ("--pictures", ".")];

    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("LstmGen.sln is in no folder above the tests.");
        }
    }

    /// <summary>The tables of all results files.</summary>
    protected string ResultsFile => string.Concat(Directory.GetFiles(Path.Combine(Root, "samples", name, "results"), "*.md").Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file).ReplaceLineEndings("\n") + "\n"));

    /// <summary>Cell by cell, and no table is left out.</summary>
    [Fact]
    public void The_tables_of_the_page_are_those_of_the_results_file()
    {
        string page = Text("README.md"), results = ResultsFile;
        string[] names = [.. PageTables.Names(results)];
        Assert.NotEmpty(names);
        Assert.Equal(names.Order(), PageTables.Names(page).Order());
        foreach (string table in names)
        {
            string[][] found = PageTables.Find(results, table)!, shown = PageTables.Find(page, table)!;
            Assert.Equal(found.Select(row => string.Join(" | ", row)), shown.Select(row => string.Join(" | ", row)));
        }
    }

    /// <summary>Every decimal in the text is a figure of a table. Code and the numbers of preprints are none.</summary>
    [Fact]
    public void Every_decimal_of_the_page_is_measured_or_published()
    {
        string page = Text("README.md");
        HashSet<string> known = [.. Decimals(ResultsFile)];
        Assert.DoesNotContain(Decimals(page), number => !known.Contains(number));
    }

    [Fact]
    public void The_pictures_of_the_page_are_there_and_small()
    {
        string[] pictures = [.. System.Text.RegularExpressions.Regex.Matches(Text("README.md"), @"\]\((\.\./\.\./docs/pictures/[^)]+)\)").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.InRange(new FileInfo(Path.Combine(Root, "samples", name, picture)).Length, 1_000, 120_000));
    }

    /// <summary>A figure of the results file: of a table the row of that name, the column of that name.</summary>
    protected string Figure(string table, string row, string column)
    {
        string[][] cells = PageTables.Find(ResultsFile, table)!;
        return cells.Single(line => line[0] == row)[Array.IndexOf(cells[0], column)];
    }

    private static IEnumerable<string> Decimals(string text) => System.Text.RegularExpressions.Regex.Matches(System.Text.RegularExpressions.Regex.Replace(text, @"`[^`]*`|arXiv\s+\S+", ""), @"\d+\.\d+").Select(match => match.Value);

    private string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, "samples", name, .. path])).ReplaceLineEndings("\n");
}
