using System.Text.RegularExpressions;
using NetArchTest.Rules;
using TestResult = NetArchTest.Rules.TestResult;

namespace LstmGen.Tests.Architecture;

/// <summary>The rooms of the library: a folder is a room, has one namespace and a page with its rules, and names only the rooms that the page allows.</summary>
public sealed partial class RoomTests
{
    /// <summary>Rooms of what a first program needs: one <c>using LstmGen</c> has all of them.</summary>
    private static readonly string[] s_first = ["Abilities", "Attributes", "Data", "Losses", "Optimizers", "Training"];

    private static readonly string s_source = Path.Combine(Root(), "src", "LstmGen");

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(s_source).Select(Path.GetFileName).OfType<string>().Where(name => name is not ("bin" or "obj" or "buildTransitive")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_is_a_namespace(string room)
    {
        string expected = s_first.Contains(room) ? "LstmGen" : $"LstmGen.{room}";
        string[] files = Directory.GetFiles(Path.Combine(s_source, room), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"namespace {expected};", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_has_a_page_and_names_only_whom_it_allows(string room)
    {
        string page = File.ReadAllText(Path.Combine(s_source, room, "README.md"));
        Match line = Names().Match(page);
        Assert.True(line.Success, $"{room}/README.md has no line 'Names: …'");
        string[] allowed = [.. line.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)];
        if (s_first.Contains(room) || allowed is ["any room"])
        {
            return;
        }

        string[] all = [.. Rooms.Select(row => row.Data).Where(other => !s_first.Contains(other))];
        Assert.Empty(allowed.Except([.. all, "nothing", "types of the root"]));
        string[] others = [.. all.Where(other => other != room && !allowed.Contains(other)).Select(other => $"LstmGen.{other}")];
        TestResult result = Types.InAssembly(typeof(SequenceModel).Assembly).That().ResideInNamespace($"LstmGen.{room}").ShouldNot().HaveDependencyOnAny(others).GetResult();
        Assert.True(result.IsSuccessful, $"{room} may name {line.Groups[1].Value}, but these name another room: {string.Join(", ", result.FailingTypeNames ?? [])}");
        if (!allowed.Contains("types of the root"))
        {
            string[] root = [.. typeof(SequenceModel).Assembly.GetTypes().Where(type => type.Namespace == "LstmGen" && !type.IsNested && !type.IsEnum).Select(type => type.FullName!)];
            result = Types.InAssembly(typeof(SequenceModel).Assembly).That().ResideInNamespace($"LstmGen.{room}").ShouldNot().HaveDependencyOnAny(root).GetResult();
            Assert.True(result.IsSuccessful, $"{room} names no type of LstmGen itself, but these do: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }
    }

    [Fact]
    public void A_kernel_knows_no_model()
    {
        TestResult result = Types.InAssembly(typeof(SequenceModel).Assembly).That().ResideInNamespace("LstmGen.Kernels")
            .ShouldNot().HaveDependencyOnAny("LstmGen.SequenceModel", "LstmGen.WindowDataset", "LstmGen.Optimizer", "LstmGen.TrainingEngine").GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [GeneratedRegex("^Names: (.+)\\.$", RegexOptions.Multiline)]
    private static partial Regex Names();

    /// <summary>The folder of the solution.</summary>
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
