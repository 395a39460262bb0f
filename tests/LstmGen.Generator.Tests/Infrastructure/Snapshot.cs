using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Compares a text, mostly a generated file, with one that somebody has read. The names are those of Verify: <c>Class.Method.verified.cs</c>
/// beside the test, <c>.received.cs</c> where it differs. To accept, rename it, or run with LSTMGEN_ACCEPT_SNAPSHOTS=1 and read the diff.
/// </summary>
internal static partial class Snapshot
{
    public const string AcceptVariable = "LSTMGEN_ACCEPT_SNAPSHOTS";
    private const int ContextLines = 3;

    public static void Match(string text, string variant = "", string extension = "cs", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string name = $"{Path.GetFileNameWithoutExtension(file.Replace('\\', '/'))}.{method}{(variant.Length == 0 ? "" : "_" + variant)}";
        string verified = Repository.Beside(file, $"{name}.verified.{extension}");
        string received = Repository.Beside(file, $"{name}.received.{extension}");

        string actual = Version().Replace(text, "$1{Version}");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n") : "";
        if (actual == expected)
        {
            File.Delete(received);
        }
        else if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(verified, actual);
            File.Delete(received);
        }
        else
        {
            File.WriteAllText(received, actual);
            Assert.Fail($"{name}.received.{extension} differs from {name}.verified.{extension}:\n{Difference(expected, actual)}");
        }
    }

    /// <summary>Changed lines with their neighbours.</summary>
    public static string Difference(string expected, string actual)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(expected, actual).Lines;
        StringBuilder text = new();
        for (int line = 0; line < lines.Count; line++)
        {
            int from = Math.Max(0, line - ContextLines);
            int count = Math.Min(lines.Count, line + ContextLines + 1) - from;
            if (lines.GetRange(from, count).Exists(neighbour => neighbour.Type != ChangeType.Unchanged))
            {
                char sign = lines[line].Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' };
                text.Append(sign).Append(' ').Append(lines[line].Text).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The version in [GeneratedCode("LstmGen…", "0.1.0.0")] changes with each release; what is generated need not.</summary>
    [GeneratedRegex("""(GeneratedCode(?:Attribute)?\("[^"]*", ")[^"]*""")]
    private static partial Regex Version();
}
