using System.Text;
using LstmGen;
using Translation;

namespace LstmGen.Samples.Tests.Translation;

/// <summary>The sample as its user meets it, on a made-up language of four characters and four words.</summary>
public sealed class TranslationCommandTests : IDisposable
{
    private static readonly string[] s_characters = ["我", "你", "他", "它"];
    private static readonly string[] s_words = ["me", "you", "him", "it"];
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-translation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_is_trained_judged_saved_and_used()
    {
        string model = Path.Combine(_folder, "model");
        (int code, string output, string error) = Run("--data", Pairs(), "--quick", "--save", model);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Contains("pairs to train on", output);
        Assert.Matches(@"BLEU on \d+ held-out sentences: greedy \d+\.\d, beam of 5 \d+\.\d", output);
        Assert.True(new FileInfo(Path.Combine(_folder, "plot.png")).Length > 1_000);

        (code, output, error) = Run("--save", model, "--translate", "我你他", "它", "--beam", "2");
        Assert.Equal("", error);
        Assert.Equal(0, code);
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
    public void Missing_data_is_named() => Refused("there is no file", "--data", Path.Combine(_folder, "none.txt"));

    [Fact]
    public void Malformed_data_is_named()
    {
        Refused("expected two texts with a tab between them", "--data", Write("no tab here\n"));
        Refused("has 1 pairs", "--data", Write("Hi.\t嗨。\n"));
    }

    [Fact]
    public void Nothing_to_do_is_said()
    {
        Refused("Either --data or --translate");
        Refused("there is no model", "--translate", "我", "--save", Path.Combine(_folder, "none"));
        Refused("--beam is at least 1; it was 0.", "--data", "x", "--beam", "0");
        Refused("--sead", "--sead", "1");
    }

    private string Pairs()
    {
        var lines = new StringBuilder();
        for (int i = 0; i < 256; i++)
        {
            int[] digits = [i & 3, (i >> 2) & 3, (i >> 4) & 3, (i >> 6) & 3];
            lines.Append(string.Join(' ', digits.Select(digit => s_words[digit]))).Append('\t').AppendJoin("", digits.Select(digit => s_characters[digit])).Append('\n');
        }

        return Write(lines.ToString());
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.txt");
        File.WriteAllText(path, text);
        return path;
    }

    private void Refused(string message, params string[] args)
    {
        (int code, string output, string error) = Run(args);
        Assert.Equal(1, code);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", output + error);
    }

    private (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (TranslationCommand.Run([.. args, "--plot", Path.Combine(_folder, "plot.png")], output, error), output.ToString(), error.ToString());
    }
}
