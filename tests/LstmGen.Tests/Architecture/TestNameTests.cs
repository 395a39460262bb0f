using System.Text.RegularExpressions;

namespace LstmGen.Tests.Architecture;

/// <summary>Tests are named in one style: a sentence, its words joined by underscores.</summary>
public sealed partial class TestNameTests
{
    [Fact]
    public void Names_of_tests_are_sentences()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(RoomTests.Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))];
        string[] names = [.. files.SelectMany(file => Tests().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))];
        Assert.True(names.Length > 900, $"only {names.Length} tests were found");
        Assert.DoesNotContain(names, name => !name.Contains('_', StringComparison.Ordinal) && TwoWords().IsMatch(name));
    }

    [GeneratedRegex("""^    \[(?:Fact|Theory)\b.*\n(?:    \[.*\n(?:     .*\n)*)*    public (?:static )?(?:async )?(?:void|Task|ValueTask) (\w+)\(""", RegexOptions.Multiline)]
    private static partial Regex Tests();

    [GeneratedRegex("[a-z0-9][A-Z]")]
    private static partial Regex TwoWords();
}
