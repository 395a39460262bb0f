using System.Globalization;
using LstmGen;
using LstmGen.Decoding;
using LstmGen.Metrics;
using LstmGen.Text;
using Spectre.Console;

namespace Translation;

/// <summary>From the file to translations: read, divide, train, save, load what was saved, translate and judge.</summary>
internal sealed class TranslationRun(TranslationOptions options, TextWriter output)
{
    private const int Shown = 12;
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        PairData? data = options.Data is { } file ? PairData.Read(file, options.Seed) : null;
        if (data is not null)
        {
            Train(data).Save(options.Save);
            output.WriteLine($"Model and vocabularies: {options.Save.FullName}");
        }
        else if (options.Translate.Length == 0)
        {
            throw new UserError("Either --data or --translate is needed: pairs to train on, or sentences for the saved model.");
        }

        // From here on only what was saved is used.
        SavedTranslator translator = SavedTranslator.Load(options.Save);
        if (data is not null)
        {
            Judge(translator, data.Test);
        }

        Show(translator, data);
        return 0;
    }

    private SavedTranslator Train(PairData data)
    {
        SentencePair[] training = options.Quick ? data.Training[..Math.Min(data.Training.Length, TranslationOptions.QuickPairs)] : data.Training;
        Vocabulary source = SavedTranslator.SourceVocabulary(training), target = SavedTranslator.TargetVocabulary(training);
        output.WriteLine(
            $"{training.Length} pairs to train on, {data.Validation.Length} to validate, {data.Test.Length} to test; {source.Count} characters, {target.Count} words.");
        var translator = new SavedTranslator(new Translator(options.Seed), source, target);
        Translator model = translator.Model;
        int epochs = options.Quick ? TranslationOptions.QuickEpochs : options.Epochs;
        FitReport report = TrainingProgress.Show(_console, epochs, progress => model.Fit(
            translator.Sources(training), translator.Targets(training), new FitOptions
            {
                Epochs = epochs,
                BatchSize = 32,
                LearningRate = 0.002,
                Schedule = new CosineDecay { MinimumRate = 0.0001 },
                Clipping = GradientClipping.ByGlobalNorm(1),
                ScheduledSampling = ScheduledSampling.Linear(0.2),
                Validation = model.Pairs(translator.Sources(data.Validation), translator.Targets(data.Validation)),
                EarlyStopping = new EarlyStopping { Patience = 4 },
                Progress = progress,
            }));
        output.Write(report);
        return translator;
    }

    /// <summary>BLEU over the sources of the test, each with all translations that the test has for it.</summary>
    private void Judge(SavedTranslator translator, SentencePair[] test)
    {
        var beam = new BeamSearch(options.Beam) { LengthPenalty = 0.6 };
        Bleu greedy = new(), searched = new();
        IGrouping<string, SentencePair>[] sources = [.. test.GroupBy(pair => pair.SourceText)];
        foreach (IGrouping<string, SentencePair> pairs in sources)
        {
            string[][] references = [.. pairs.Select(pair => pair.Target)];
            greedy.Add(translator.Translate(pairs.First().Source), references);
            searched.Add(translator.Translate(pairs.First().Source, beam), references);
        }

        static string Percent(Bleu bleu) => (100 * bleu.Score.Value).ToString("F1", CultureInfo.InvariantCulture);
        output.WriteLine($"BLEU on {sources.Length} held-out sentences: greedy {Percent(greedy)}, beam of {options.Beam} {Percent(searched)}");
    }

    private void Show(SavedTranslator translator, PairData? data)
    {
        SentencePair[] held = data is null ? [] : Spread(data.Test);
        string[][] sources = options.Translate.Length > 0 ? [.. options.Translate.Select(Sentence)] : [.. held.Select(pair => pair.Source)];
        var beam = new BeamSearch(options.Beam) { LengthPenalty = 0.6 };
        Table table = new Table().AddColumns("source", "translation", "in the data");
        foreach (string[] source in sources)
        {
            string reference = held.FirstOrDefault(pair => pair.Source == source)?.TargetText ?? "";
            table.AddRow(Markup.Escape(string.Concat(source)), Markup.Escape(string.Join(' ', translator.Translate(source, beam))), Markup.Escape(reference));
        }

        _console.Write(table);
        string[] longest = sources.MaxBy(source => source.Length)!;
        string[] words = translator.Translate(longest, beam);
        if (words.Length == 0)
        {
            // A beam of a model that has hardly trained likes to stop at once.
            words = translator.Translate(longest);
        }

        if (words.Length == 0)
        {
            output.WriteLine("The model stops at once: there is no attention to draw. Train it longer.");
        }
        else
        {
            ShowAttention(longest, words, translator.Attention(longest, words));
        }
    }

    /// <summary>As many sources of the test as are shown, from its shortest to its longest: the file is ordered by length.</summary>
    private static SentencePair[] Spread(SentencePair[] test)
    {
        SentencePair[] sources = [.. test.DistinctBy(pair => pair.SourceText)];
        int count = Math.Min(Shown, sources.Length);
        return [.. Enumerable.Range(0, count).Select(i => sources[(2 * i + 1) * sources.Length / (2 * count)])];
    }

    private void ShowAttention(string[] characters, string[] words, float[][] weights)
    {
        Table table = new Table().AddColumn("attention, %").AddColumns([.. characters.Select(Markup.Escape)]);
        foreach ((string word, float[] row) in words.Zip(weights))
        {
            table.AddRow([Markup.Escape(word), .. row.Select(weight => (100 * weight).ToString("F0", CultureInfo.InvariantCulture))]);
        }

        _console.Write(table);
        bool drawn = HeatMap.Save(options.Plot, characters, words, weights);
        output.WriteLine($"Attention for {string.Concat(characters)}: {options.Plot.FullName}");
        if (!drawn)
        {
            output.WriteLine("No font here has these characters: in the plot their columns are numbered.");
        }
    }

    private static string[] Sentence(string text)
    {
        string[] characters = PairData.Characters(text);
        return characters.Length is > 0 and <= Sizes.Source
            ? characters
            : throw new UserError($"--translate: a sentence has 1 to {Sizes.Source} characters; '{text}' has {characters.Length}.");
    }
}
