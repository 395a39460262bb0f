using System.Globalization;
using Spectre.Console;

namespace Sentiment;

/// <summary>From the sentences to the answers: read, train, judge, save, load, ask.</summary>
internal sealed class SentimentRun(SentimentOptions options, TextReader input, TextWriter output)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        FileInfo file = options.Model ?? Train();
        SavedModel saved = SavedModel.Load(file);
        if (options.Dev is { } dev)
        {
            Judge(saved, SentenceSet.Read(dev));
        }

        foreach (string sentence in options.Sentences.Length > 0 ? options.Sentences : TypedSentences.Read(input, output))
        {
            Answer(saved, sentence);
        }

        return 0;
    }

    private FileInfo Train()
    {
        if (options.Data is null)
        {
            throw new UserError("Expected --data FILE with sentences to train on, or --model FILE with a model that was saved.");
        }

        SentenceSet sentences = SentenceSet.Read(options.Data);
        var lexicon = Lexicon.Of(sentences);
        output.WriteLine($"{sentences.Count} sentences, {lexicon.Words.Count} words of {lexicon.Letters.Count} letters.");
        SentimentModel model = new SentimentTraining(sentences, lexicon, options, _console).Run();
        new SavedModel(model, lexicon).Save(options.Save);
        output.WriteLine($"Model: {options.Save.FullName}");
        return options.Save;
    }

    private void Judge(SavedModel saved, SentenceSet dev)
    {
        double accuracy = dev.Accuracy(saved);
        int most = Math.Max(dev.Classes.Count(kind => kind == 1), dev.Classes.Count(kind => kind == 0));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{dev.Count} sentences of the development set: {100 * accuracy:F1} % right; always the same answer gets {100.0 * most / dev.Count:F1} %."));
    }

    private void Answer(SavedModel saved, string sentence)
    {
        string[] words = PennTokens.Of(sentence);
        if (words.Length == 0 || words.Length > SentimentModel.MostWords)
        {
            output.WriteLine($"A sentence has 1 to {SentimentModel.MostWords} words; this one has {words.Length}.");
            return;
        }

        double kind = saved.Kindness(words);
        string verdict = kind >= 0.5 ? "kind" : "unkind";
        string[] unknown = [.. words.Where(word => !saved.Lexicon.Words.TryGetId(word, out _)).Distinct()];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict} ({100 * Math.Max(kind, 1 - kind):F0} %): {sentence}{(unknown.Length > 0 ? $" (unknown: {string.Join(", ", unknown)})" : "")}"));
    }
}
