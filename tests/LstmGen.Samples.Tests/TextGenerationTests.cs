using System.Globalization;
using System.Text.RegularExpressions;
using TextGeneration;

namespace LstmGen.Samples.Tests;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class TextGenerationTests : SampleTests
{
    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => TextCommand.Run(args, output, error);

    [Fact]
    public void It_learns_a_text_saves_and_writes_on()
    {
        // Four letters say which four numbers follow.
        Random random = new(1);
        string[] parts = ["abcd1234 ", "bdac2143 ", "cadb3412 "];
        string text = Write("parts.txt", string.Concat(Enumerable.Range(0, 1_200).Select(_ => parts[random.Next(3)])));
        string saved = PathOf("m.safetensors");
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
        File.Delete(PathOf("m.characters"));
        Refused("m.characters", "--model", saved);
    }

    [Theory]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--temperature -1", "--temperature is at least 0; it was -1.")]
    [InlineData("--top-p 0", "--top-p is above 0 and at most 1; it was 0.")]
    [InlineData("--top-k -2", "--top-k is at least 0; it was -2.")]
    [InlineData("--length 0", "--length is at least 1; it was 0.")]
    [InlineData("--save no/such/folder/m.safetensors", "--save: there is no folder")]
    [InlineData("--save .", "is a folder.")]
    [InlineData("", "Expected --data FILE")]
    [InlineData("--data none.txt", "--data: there is no file")]
    public void What_does_not_do_is_named(string options, string message) => Refused(message, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_text_that_is_too_short_is_refused() => Refused("too few to learn from", "--data", Write("short.txt", "To be, or not to be."));

    [Fact]
    public void A_character_is_never_cut_in_two() => Assert.Contains(
        "bits a character on", Accepted("--data", Write("faces.txt", "a" + string.Concat(Enumerable.Repeat("😀", 40_000))), "--quick", "--save", PathOf("m.safetensors")));

    [Fact]
    public void A_mistake_of_the_program_keeps_its_stack_trace()
    {
        var closed = new StringWriter();
        closed.Dispose();
        string text = Write("long.txt", new string('a', 10_000));
        Assert.Throws<ObjectDisposedException>(() => TextCommand.Run(["--data", text], closed, TextWriter.Null));
    }

    [Fact]
    public void A_folder_that_takes_no_file_is_named_before_training()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "there is no folder here that takes no file from anybody.");
        Refused("--save: the folder '/proc' cannot be written to.", "--save", "/proc/m.safetensors");
    }

    private static string Written(string output) => output[(output.LastIndexOf("\nabcd", StringComparison.Ordinal) + 1)..].TrimEnd('\r', '\n');
}
