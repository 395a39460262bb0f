using System.Text;
using LstmGen;
using LstmGen.Decoding;
using Translation;

namespace LstmGen.Samples.Tests.Translation;

/// <summary>The sample as its user meets it, on a made-up language of four characters and four words.</summary>
public sealed class TranslationCommandTests : SampleTests
{
    private static readonly string[] s_characters = ["我", "你", "他", "它"];
    private static readonly string[] s_words = ["me", "you", "him", "it"];

    protected override (string Option, string Name)[] Files => [("--plot", "plot.png")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => TranslationCommand.Run(args, output, error);

    [Fact]
    public void A_model_is_trained_judged_saved_and_used()
    {
        string model = PathOf("model");
        string output = Accepted("--data", Pairs(), "--quick", "--save", model);
        Assert.Contains("pairs to train on", output);
        Assert.Matches(@"BLEU on \d+ held-out sentences: greedy \d+\.\d, beam of 5 \d+\.\d", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 1_000);

        output = Accepted("--save", model, "--translate", "我你他", "它", "--beam", "2");
        Assert.Contains("我你他", output);
        SavedTranslator saved = SavedTranslator.Load(new DirectoryInfo(model));
        Assert.Contains(string.Join(' ', saved.Translate(["它"], new BeamSearch(2) { LengthPenalty = 0.6 })), output);
    }

    [Fact]
    public void No_sentence_is_in_two_parts()
    {
        PairData data = PairData.Read(new FileInfo(Pairs()), seed: 3);
        Assert.NotEmpty(data.Validation);
        Assert.NotEmpty(data.Test);
        foreach (Func<SentencePair, string> side in new Func<SentencePair, string>[] { pair => pair.SourceText, pair => pair.TargetText })
        {
            string[] training = [.. data.Training.Select(side)], validation = [.. data.Validation.Select(side)], test = [.. data.Test.Select(side)];
            Assert.Empty(training.Intersect(validation).Concat(training.Intersect(test)).Concat(validation.Intersect(test)));
        }
    }

    [Fact]
    public void Missing_data_is_named() => Refused("--data: there is no file", "--data", PathOf("none.txt"));

    [Fact]
    public void Malformed_data_is_named()
    {
        Refused("expected two texts with a tab between them", "--data", Write("bad.txt", "no tab here\n"));
        Refused("has 1 pairs", "--data", Write("few.txt", "Hi.\t嗨。\n"));
    }

    [Fact]
    public void Nothing_to_do_is_said()
    {
        Refused("Either --data or --translate");
        Refused("there is no model", "--translate", "我", "--save", PathOf("none"));
        Refused("--beam is at least 1; it was 0.", "--beam", "0");
        Refused("--sead", "--sead=1");
    }

    private string Pairs()
    {
        var lines = new StringBuilder();
        for (int i = 0; i < 256; i++)
        {
            int[] digits = [i & 3, (i >> 2) & 3, (i >> 4) & 3, (i >> 6) & 3];
            lines.Append(string.Join(' ', digits.Select(digit => s_words[digit]))).Append('\t').AppendJoin("", digits.Select(digit => s_characters[digit])).Append('\n');
        }

        return Write("pairs.txt", lines.ToString());
    }
}
