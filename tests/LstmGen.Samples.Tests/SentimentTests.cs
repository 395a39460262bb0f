using System.Globalization;
using Sentiment;

namespace LstmGen.Samples.Tests;

/// <summary>The sample as its user meets it: arguments and typed sentences in, text and an exit code out.</summary>
public sealed class SentimentTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--save", "m.safetensors")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => SentimentCommand.Run(args, input, output, error);

    [Theory]
    [InlineData("It's the film's best, isn't it?", "it 's the film 's best , is n't it ?")]
    [InlineData("if you 've ever entertained the notion ... do n't .", "if you 've ever entertained the notion ... do n't .")]
    [InlineData("“We’ll see”—never!", "“we 'll see”—never !")]
    [InlineData("  \t", "")]
    public void Words_are_those_of_the_treebank(string text, string words) => Assert.Equal(words, string.Join(' ', PennTokens.Of(text)));

    [Fact]
    public void A_model_is_needed_or_what_to_train_on() => Refused("Expected --data FILE");

    [Fact]
    public void A_missing_file_is_named() => Refused("--data: there is no file", "--data", PathOf("none.txt"));

    [Theory]
    [InlineData("2 a film .\n", "bad.txt(1): expected")]
    [InlineData("1 a film .\nfine\n", "bad.txt(2): expected")]
    [InlineData("", "empty")]
    public void A_bad_line_is_named(string text, string message) => Refused(message, "--data", Write("bad.txt", text));

    [Fact]
    public void A_sentence_that_is_too_long_is_named() =>
        Refused("line 2: the sentence has 65 words", "--data", Write("long.txt", $"1 a film .\n0 {string.Join(' ', Enumerable.Repeat("no", 65))}\n"));

    [Fact]
    public void Too_few_sentences_are_refused() => Refused("at least 10 are needed", "--data", Write("few.txt", "1 good\n0 bad\n"));

    [Theory]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--epoch=3", "There is no option '--epoch=3'.")]
    [InlineData("--dev none.txt", "--dev: there is no file")]
    [InlineData("--save no/such/folder/model.safetensors", "--save: there is no folder")]
    public void A_nonsense_option_is_refused(string options, string message) => Refused(message, ["--data", Made(40), .. options.Split(' ')]);

    [Fact]
    public void It_learns_saves_and_answers_what_is_typed()
    {
        string[] train = ["--data", Made(900), "--dev", Made(100, seed: 2), "--epochs", "12", "--save", PathOf("m.safetensors")];
        string first = Accepted(train, "a good film .\nTHE FILM WAS AWFUL\n\n");
        Assert.Contains("100 sentences of the development set: 100.0 % right", first);
        Assert.Matches("\nkind \\([0-9]+ %\\): a good film \\.", first);
        Assert.Matches("\nunkind \\([0-9]+ %\\): THE FILM WAS AWFUL", first);
        Assert.Equal(Answers(first), Answers(Accepted(train, "a good film .\nTHE FILM WAS AWFUL\n\n")));

        // The files alone give the same answers, to sentences in the arguments too.
        string again = Accepted("--model", PathOf("m.safetensors"), "a good film .", "THE FILM WAS AWFUL");
        Assert.Equal(Answers(first), Answers(again));
        Assert.Contains("(unknown: xylophone)", Accepted("--model", PathOf("m.safetensors"), "xylophone"));
        Assert.Contains("1 to 64 words; this one has 65", Accepted("--model", PathOf("m.safetensors"), string.Join(' ', Enumerable.Repeat("no", 65))));
        File.Delete(PathOf("m.vocabulary"));
        Refused("m.vocabulary", "--model", PathOf("m.safetensors"));
    }

    [Fact]
    public void The_treebank_is_read_trained_on_and_judged()
    {
        string data = SharedData("sentiment");
        string output = Accepted("--data", Path.Combine(data, "sst2-train.txt"), "--dev", Path.Combine(data, "sst2-dev.txt"), "--quick", "--save", PathOf("m.safetensors"));
        Assert.Contains("6920 sentences", output);
        Assert.Contains("872 sentences of the development set", output);
    }

    private static string[] Answers(string output) => [.. output.Split('\n').Where(line => line.Contains("%): ", StringComparison.Ordinal))];

    /// <summary>Sentences whose one word of judgement stands anywhere.</summary>
    private string Made(int count, int seed = 1)
    {
        Random random = new(seed);
        string[] fill = ["the", "film", "was", "a", "story", "of", "people", "and", "it", "ends", "."], kind = ["good", "great", "lovely"], unkind = ["bad", "awful", "dull"];
        return Write($"{count}.txt", string.Concat(Enumerable.Range(0, count).Select(i =>
        {
            List<string> words = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => fill[random.Next(fill.Length)])];
            words.Insert(random.Next(words.Count + 1), (i % 2 == 0 ? unkind : kind)[random.Next(3)]);
            return string.Create(CultureInfo.InvariantCulture, $"{i % 2} {string.Join(' ', words)}\n");
        })));
    }
}
