using System.Text.RegularExpressions;
using LstmGen.Generator.Layers;
using NetArchTest.Rules;
using TestResult = NetArchTest.Rules.TestResult;

namespace LstmGen.Generator.Tests.Architecture;

/// <summary>The rooms of the generator: a folder is a room, has one namespace and a page with its rules, and names only the rooms that the page allows.</summary>
public sealed partial class RoomTests
{
    private const string Root = "LstmGen.Generator";

    private static readonly string s_source = Path.Combine(Repository.Root, "generator", Root);

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(s_source, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(s_source, path).Replace('\\', '/')).Where(room => room.Split('/')[0] is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    private static string[] AllRooms => [.. Rooms.Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_is_a_namespace(string room)
    {
        string[] files = Directory.GetFiles(Path.Combine(s_source, room), "*.cs");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"\nnamespace {NamespaceOf(room)};", "\n" + File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_has_a_page_and_names_only_whom_it_allows(string room)
    {
        string[] allowed = AllowedTo(room);
        if (allowed is ["any room"])
        {
            return;
        }

        Assert.Empty(allowed.Except([.. AllRooms, "nothing"]));
        string[] others = [.. AllRooms.Where(other => other != room && !allowed.Contains(other)).SelectMany(TypesOf)];
        TestResult result = In(room).ShouldNot().HaveDependencyOnAny(others).GetResult();
        Assert.True(result.IsSuccessful, $"{room} may name {string.Join(", ", allowed)}, but these name another room: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    /// <summary>The order in which the rooms can be read: each after those that it names.</summary>
    [Fact]
    public void Rooms_name_each_other_in_no_circle()
    {
        List<string> left = [.. AllRooms.Where(room => AllowedTo(room) is not ["any room"])];
        while (left.FirstOrDefault(room => !AllowedTo(room).Any(left.Contains)) is { } next)
        {
            left.Remove(next);
        }

        Assert.Empty(left);
    }

    [Fact]
    public void What_is_not_parsing_or_reporting_sees_no_compiler()
    {
        // Warnings and diagnostics hold the descriptors of their messages; emission reads back what it wrote.
        string[] rooms = ["Writing", "Model", "Planning", "Kernels", "Composition", .. AllRooms.Where(room => room.StartsWith("Layers", StringComparison.Ordinal))];
        Assert.All(rooms, room =>
        {
            TestResult result = In(room).ShouldNot().HaveDependencyOn("Microsoft.CodeAnalysis").GetResult();
            Assert.True(result.IsSuccessful, $"{room} sees the compiler: {string.Join(", ", result.FailingTypeNames ?? [])}");
        });
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.All(AllRooms.Prepend("").SelectMany(room => Directory.GetFiles(Path.Combine(s_source, room), "*.cs")), file => Assert.InRange(File.ReadLines(file).Count(), 0, 400));

    [GeneratedRegex("^Names: (.+)\\.$", RegexOptions.Multiline)]
    private static partial Regex Names();

    private static string[] AllowedTo(string room)
    {
        Match line = Names().Match(File.ReadAllText(Path.Combine(s_source, room, "README.md")));
        Assert.True(line.Success, $"{room}/README.md has no line 'Names: …'");
        return line.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
    }

    private static string NamespaceOf(string room) => $"{Root}.{room.Replace('/', '.')}";

    private static IEnumerable<string> TypesOf(string room) =>
        typeof(Layer).Assembly.GetTypes().Where(type => type.Namespace == NamespaceOf(room) && !type.IsNested).Select(type => type.FullName!);

    private static PredicateList In(string room) =>
        Types.InAssembly(typeof(Layer).Assembly).That().ResideInNamespaceMatching($"^{Regex.Escape(NamespaceOf(room))}$");
}
