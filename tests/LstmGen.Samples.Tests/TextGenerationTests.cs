using System.Globalization;
using System.Text.RegularExpressions;
using TextGeneration;

namespace LstmGen.Samples.Tests;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class TextGenerationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-text-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_a_text_saves_and_writes_on()
    {
        // Four letters say which four numbers follow.
        Random random = new(1);
        string[] parts = ["abcd1234 ", "bdac2143 ", "cadb3412 "];
        string text = Write("parts.txt", string.Concat(Enumerable.Range(0, 1_200).Select(_ => parts[random.Next(3)])));
        string saved = Path.Combine(_folder, "m.safetensors");
        string first = Accepted("--data", text, "--epochs", "12", "--save", saved, "--beginning", "abcd", "--length", "60", "--temperature", "0.3");
        double bits = double.Parse(Regex.Match(first, "([0-9.]+) bits a character on").Groups[1].Value, CultureInfo.InvariantCulture);

        // Nine characters hold one choice of three; without any knowledge of the order, there are nearly 3.2 bits in each.
        Assert.InRange(bits, 0.17, 0.35);
        Assert.Matches("^abcd1234 ((abcd1234|bdac2143|cadb3412) )+", Written(first));

        // The saved files write the same, and another way when told so.
        string[] again = ["--model", saved, "--beginning", "abcd", "--length", "60"];
        Assert.Equal(Written(first), Written(Accepted([.. again, "--temperature", "0.3"])));
        string greedy = Written(Accepted([.. again, "--temperature", "0"]));
        Assert.Equal(greedy, Written(Accepted([.. again, "--top-k", "1"])));
        Assert.Equal(greedy, Written(Accepted([.. again, "--top-p", "0.000001", "--seed", "7"])));
        Assert.Contains("\nab€", Accepted("--model", saved, "--beginning", "ab€"));
        File.Delete(Path.Combine(_folder, "m.characters"));
        Refused("m.characters", "--model", saved);
    }

    [Theory]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--temperature -1", "--temperature is at least 0; it was -1.")]
    [InlineData("--top-p 0", "--top-p is above 0 and at most 1; it was 0.")]
    [InlineData("--top-k -2", "--top-k is at least 0; it was -2.")]
    [InlineData("--length 0", "--length is at least 1; it was 0.")]
    [InlineData("--save no/such/folder/m.safetensors", "--save: there is no folder")]
    [InlineData("", "Expected --data FILE")]
    [InlineData("--data none.txt", "There is no file")]
    public void What_does_not_do_is_named(string options, string message) => Refused(message, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_text_that_is_too_short_is_refused() => Refused("too few to learn from", "--data", Write("short.txt", "To be, or not to be."));

    private static string Written(string output) => output[(output.LastIndexOf("\nabcd", StringComparison.Ordinal) + 1)..].TrimEnd('\r', '\n');

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Accepted(params string[] args)
    {
        (int code, string output, string error) = Run(args);
        Assert.True(code == 0, $"exit code {code}: {error}");
        return output;
    }

    private static void Refused(string message, params string[] args)
    {
        (int code, _, string error) = Run(args);
        Assert.Equal(1, code);
        Assert.Contains(message, error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static (int Code, string Output, string Error) Run(string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = TextCommand.Run(args, output, error);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
