using System.Globalization;
using System.Text.RegularExpressions;
using LstmGen.Checks;
using LstmGen.Text;
using NamedEntities;

namespace LstmGen.Samples.Tests;

/// <summary>The sample as its user meets it: arguments and typed sentences in, text and an exit code out.</summary>
public sealed class NamedEntitiesTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--save", "m.safetensors")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => EntityCommand.Run(args, input, output, error);

    [Theory]
    [InlineData("@you", 1)]
    [InlineData("#now", 2)]
    [InlineData("https://a.b", 3)]
    [InlineData("12:30", 4)]
    [InlineData("...", 5)]
    [InlineData("😀", 5)]
    [InlineData("NASA", 6)]
    [InlineData("Élodie", 7)]
    [InlineData("iPhone", 8)]
    [InlineData("now", 9)]
    [InlineData("東京", 9)]
    public void A_word_has_a_shape(string word, int shape) => Assert.Equal(shape, WordShape.Of(word));

    [Fact]
    public void A_sentence_is_word_shape_and_characters()
    {
        var lexicon = Lexicon.Of(new TaggedSet([["Ann", "sees", "Ann", "😀"], ["sees", "😀"]], []));
        int[] ids = lexicon.Encode(["ANN", "😀😀", new string('s', 20), "Ann"]);
        Assert.Equal(4 * Sizes.Ids, ids.Length);
        Assert.Equal(ids[0], ids[3 * Sizes.Ids]);
        Assert.Equal((6, 7), (ids[1], ids[3 * Sizes.Ids + 1]));
        Assert.Equal([lexicon.Words.UnknownId!.Value, 5, lexicon.Characters.IdOf("😀"), lexicon.Characters.IdOf("😀"), 0], ids[Sizes.Ids..(Sizes.Ids + 5)]);
        Assert.Equal(Enumerable.Repeat(lexicon.Characters.IdOf("s"), Sizes.WordLength), ids[(2 * Sizes.Ids + 2)..(3 * Sizes.Ids)]);
    }

    [Fact]
    public void A_model_is_needed_or_what_to_train_on() => Refused("Expected --data FILE");

    [Fact]
    public void A_missing_file_is_named() => Refused("--data: there is no file", "--data", PathOf("none.conll"));

    [Theory]
    [InlineData("Ann\tB-person\nsees\n", "bad.conll(2): expected 2 columns")]
    [InlineData("Ann\n", "bad.conll(1): expected a token in column")]
    [InlineData("", "expected at least one sentence, found none")]
    [InlineData("sees\tO\nAnn\tB-PER\n", "line 2: the tag 'B-PER' is none of the model's: O, B-person")]
    [InlineData("sees\tO\nAnn\tI-person\n", "line 2: 'I-person' follows 'O'; an entity begins with 'B-person'.")]
    [InlineData("a\tO\n\nAnn\tI-person\n", "line 3: 'I-person' begins the sentence; an entity begins with 'B-person'.")]
    [InlineData("Ann\tB-person\nLee\tI-location\n", "line 2: 'I-location' follows 'B-person'")]
    public void A_bad_line_is_named(string text, string message)
    {
        Refused(message, "--data", Write("bad.conll", text));
        Refused(message, "--data", Made(40), "--dev", Write("bad.conll", text), "--epochs", "1", "--save", PathOf("m.safetensors"));
        Assert.False(File.Exists(PathOf("m.safetensors")), "what to judge by is checked before the training, not after it");
    }

    [Fact]
    public void A_sentence_that_is_too_long_is_named() => Refused(
        $"line 3: the sentence has {Sizes.Words + 1} words", "--data", Write("long.conll", $"a\tO\n\n{string.Concat(Enumerable.Repeat("no\tO\n", Sizes.Words + 1))}"));

    [Fact]
    public void Too_few_sentences_are_refused() => Refused("at least 10 are needed", "--data", Write("few.conll", "Ann\tB-person\nAnn\tB-person\n"));

    [Theory]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--epoch=3", "There is no option '--epoch=3'.")]
    [InlineData("--save no/such/folder/model.safetensors", "--save: there is no folder")]
    public void A_nonsense_option_is_refused(string options, string message) => Refused(message, ["--data", Made(40), .. options.Split(' ')]);

    [Fact]
    public void It_learns_saves_and_tags_what_is_typed()
    {
        string saved = PathOf("m.safetensors");
        string[] train = ["--data", Made(400), "--dev", Made(100, seed: 2), "--epochs", "8", "--save", saved];
        string first = Accepted(train, "we met captain Zorbatik in Kazuvia today\nnobody was here\n\n");
        Assert.True(F1(first, "BiLSTM + CRF") > 95, first);
        Assert.True(F1(first, "BiLSTM + softmax") > 90, first);
        Assert.Contains("\nZorbatik (person), Kazuvia (location): we met captain Zorbatik in Kazuvia today", first);
        Assert.Contains("\nno names: nobody was here", first);
        Assert.Equal(Answers(first), Answers(Accepted(train, "we met captain Zorbatik in Kazuvia today\nnobody was here\n\n")));

        // The files alone give the same answers, to sentences in the arguments too.
        string[] again = ["--model", saved, "we met captain Zorbatik in Kazuvia today", "nobody was here"];
        Assert.Equal(Answers(first), Answers(Accepted(again)));
        Assert.Contains($"1 to {Sizes.Words} words; this one has {Sizes.Words + 1}", Accepted("--model", saved, string.Join(' ', Enumerable.Repeat("no", Sizes.Words + 1))));
        Assert.Contains("this one has 0", Accepted("--model", saved, " "));
        File.Delete(PathOf("m.characters"));
        Refused("m.characters", again);
        Refused("--model: there is no file", "--model", PathOf("none.safetensors"), "no");
    }

    [Fact]
    public void Vocabularies_of_a_larger_model_are_refused()
    {
        var words = Vocabulary.Build([Enumerable.Range(0, Sizes.Vocabulary).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        new Lexicon(words, Vocabulary.Build([["a"]])).Save(new FileInfo(PathOf("m.safetensors")));
        Refused($"has {words.Count} entries, and the model knows {Sizes.Vocabulary}", "--model", Write("m.safetensors", ""), "no");
    }

    [Fact]
    public void The_messages_are_read_trained_on_and_judged()
    {
        string data = SharedData("tagging");
        string output = Accepted("--data", Path.Combine(data, "wnut17-train.conll"), "--dev", Path.Combine(data, "wnut17-dev.conll"), "--quick", "--save", PathOf("m.safetensors"));
        Assert.Contains("3394 sentences", output);
        Assert.Contains("1009 sentences of the development set", output);
        Assert.Matches("BiLSTM \\+ CRF: best epoch [1-4], with an F1 of [1-9]", output);
        Assert.InRange(F1(output, "BiLSTM + CRF"), 0.1, 100);
    }

    private static double F1(string output, string name) =>
        double.Parse(Regex.Match(output, $@"│ {Regex.Escape(name)} +│ [^│]+│ [^│]+│ +([0-9.]+) %").Groups[1].Value, CultureInfo.InvariantCulture);

    private static string[] Answers(string output) => [.. output.Split('\n').Where(line => line.EndsWith("today", StringComparison.Ordinal) || line.EndsWith("here", StringComparison.Ordinal))];

    /// <summary>Sentences with names that nobody knows: only what stands before a name says what it is.</summary>
    private string Made(int count, int seed = 1)
    {
        Random random = new(seed);
        string[] syllables = ["zor", "bat", "ik", "ka", "zu", "via", "mel", "or", "un", "ta"], fill = ["we", "met", "nobody", "was", "here", "today", "and", "saw", "it"];
        return Write($"{count}-{seed}.conll", string.Concat(Enumerable.Range(0, count).Select(_ => string.Concat(Words(2)) + (random.Next(3) switch
        {
            0 => $"captain\tO\n{Name()}\tB-person\n{(random.Next(2) == 0 ? $"{Name()}\tI-person\n" : "")}",
            1 => $"in\tO\n{Name()}\tB-location\n",
            _ => "",
        }) + string.Concat(Words(1)) + "\n")));

        IEnumerable<string> Words(int least) => Enumerable.Range(0, random.Next(least, 5)).Select(_ => $"{fill[random.Next(fill.Length)]}\tO\n");
        string Name()
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => syllables[random.Next(syllables.Length)]));
            return char.ToUpperInvariant(name[0]) + name[1..];
        }
    }
}
