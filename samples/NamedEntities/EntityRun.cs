using System.Globalization;
using LstmGen;
using LstmGen.Metrics;
using LstmGen.Text;
using Spectre.Console;

namespace NamedEntities;

/// <summary>From the sentences to the names: read, train both, compare, save, load, ask.</summary>
internal sealed class EntityRun(EntityOptions options, TextReader input, TextWriter output)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        // Read first, so that a mistake in it is told before the training and not after it.
        TaggedSet? dev = options.Dev is { } file ? TaggedSet.Read(file) : null;
        List<Tagger> others = [];
        Tagger tagger = Load(options.Model ?? Train(others));
        if (dev is not null)
        {
            Show([tagger, .. others], dev);
        }

        foreach (string sentence in options.Sentences.Length > 0 ? options.Sentences : TypedSentences.Read(input, output))
        {
            Answer(tagger, sentence);
        }

        return 0;
    }

    private FileInfo Train(List<Tagger> others)
    {
        if (options.Data is null)
        {
            throw new UserError("Expected --data FILE with sentences to train on, or --model FILE with a model that was saved.");
        }

        TaggedSet set = TaggedSet.Read(options.Data);
        var lexicon = Lexicon.Of(set);
        output.WriteLine($"{set.Count} sentences, {lexicon.Words.Count} words, {lexicon.Characters.Count} characters.");
        TaggedSet shuffled = set.Shuffled(options.Seed);
        shuffled = options.Quick ? shuffled.Take(0, Math.Min(shuffled.Count, EntityOptions.QuickSentences)) : shuffled;
        int heldOut = shuffled.Count / 10;
        if (heldOut < 1)
        {
            throw new UserError($"{shuffled.Count} sentences are too few: a tenth is held out to find the best epoch, so that at least 10 are needed.");
        }

        var training = new TaggerTraining(shuffled.Take(heldOut, shuffled.Count - heldOut), shuffled.Take(0, heldOut), options, _console);
        Tagger chain = Tagger.Chain(options.Seed, lexicon), single = Tagger.Single(options.Seed, lexicon);
        training.Run(chain);
        training.Run(single);
        others.Add(single);
        chain.Model.Save(options.Save.FullName);
        lexicon.Save(options.Save);
        output.WriteLine($"Model: {options.Save.FullName}");
        return options.Save;
    }

    private static Tagger Load(FileInfo file)
    {
        Tagger tagger = Tagger.Chain(0, Lexicon.Load(file));
        tagger.Model.Load(file.FullName);
        return tagger;
    }

    private void Show(IReadOnlyList<Tagger> taggers, TaggedSet dev)
    {
        output.WriteLine($"{dev.Count} sentences of the development set, with {dev.Tags.Sum(tags => TagSpans.Read(tags).Count)} names:");
        var table = new Table().AddColumns("whole names", "precision", "recall", "F1", "out of place");
        foreach (Tagger tagger in taggers)
        {
            (SpanF1 score, int outOfPlace) = tagger.Judge(dev);
            table.AddRow(tagger.Name, Percent(score.Micro.Precision), Percent(score.Micro.Recall), Percent(score.Micro.F1), outOfPlace.ToString(CultureInfo.InvariantCulture));
            if (tagger == taggers[0])
            {
                foreach (string type in score.Types)
                {
                    ClassScore of = score.ScoreOf(type);
                    table.AddRow($"  {type}", Percent(of.Precision), Percent(of.Recall), Percent(of.F1));
                }
            }
        }

        _console.Write(table);
    }

    private void Answer(Tagger tagger, string sentence)
    {
        string[] words = [.. new WordTokenizer(lowerCase: false).Tokenize(sentence)];
        if (words.Length == 0 || words.Length > Sizes.Words)
        {
            output.WriteLine($"A sentence has 1 to {Sizes.Words} words; this one has {words.Length}.");
            return;
        }

        List<TagSpan> spans = TagSpans.Read(tagger.TagsOf(words));
        output.WriteLine(spans.Count == 0
            ? $"no names: {sentence}"
            : $"{string.Join(", ", spans.Select(span => $"{string.Join(' ', words.AsSpan(span.Start, span.Length).ToArray())} ({span.Type})"))}: {sentence}");
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
