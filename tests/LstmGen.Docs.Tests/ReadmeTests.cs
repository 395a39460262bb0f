namespace LstmGen.Docs.Tests;

/// <summary>What the README shows is what happens.</summary>
public sealed class ReadmeTests
{
    private static readonly string s_root = Root();

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, MarkdownExamples.In(Readme).Count())];

    private static string Readme => File.ReadAllText(Path.Combine(s_root, "README.md"));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_compiles_without_a_warning_runs_and_prints_what_it_shows(int index)
    {
        (string program, string? expected) = MarkdownExamples.In(Readme).ElementAt(index);
        string printed = ExampleProgram.Run(program);
        Assert.NotEmpty(printed);
        if (expected is not null)
        {
            Assert.Equal(expected, printed);
        }
    }

    [Fact]
    public void The_example_of_exports_writes_its_files()
    {
        (string program, string? expected) = MarkdownExamples.In(File.ReadAllText(Path.Combine(s_root, "docs", "export.md"))).First();
        Assert.NotNull(expected);
        Assert.Equal(expected, ExampleProgram.Run(program));
    }

    [Fact]
    public void There_are_examples() => Assert.True(MarkdownExamples.In(Readme).Count() >= 3);

    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        foreach (string page in Directory.GetFiles(Path.Combine(s_root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(s_root, "README.md")))
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:|#)([^)#]+)"))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value);
                Assert.True(Path.Exists(target), $"{Path.GetRelativePath(s_root, page)} links to {link.Groups[1].Value}, which is not there.");
            }
        }
    }

    internal static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("LstmGen.sln is in no folder above the tests.");
    }
}
