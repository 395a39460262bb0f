using System.Diagnostics;
using LstmGen;
using SpeechDigits.Audio;
using SpeechDigits.Pictures;
using SpeechDigits.Results;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>Strings of digits: trains, saves, loads, judges, shows.</summary>
/// <param name="kind">Which network.</param>
/// <param name="options">What the user asked for.</param>
/// <param name="report">Where it is told.</param>
/// <param name="further">What else there is to say of a network and the test strings.</param>
internal sealed class StringTask<T>(StringKind<T> kind, SpeechOptions options, Report report, Action<T, SpokenString[]>? further = null)
    where T : SequenceModel, ITranscriber
{
    private const int QuickEpochs = 3, QuickStrings = 800, QuickBatch = 8, QuickTests = 60, Tests = 400, Shown = 6;

    private Recipe Recipe => kind.Recipe with
    {
        Epochs = options.Epochs ?? (options.Quick ? QuickEpochs : kind.Recipe.Epochs),
        Strings = options.Quick ? QuickStrings : kind.Recipe.Strings,
        Batch = options.Quick ? QuickBatch : kind.Recipe.Batch,
        Rules = options.Vary ? StringRules.Varied : StringRules.Plain,
    };

    /// <summary>The network of the file that the user gave.</summary>
    public Recognizer<T> Load(FileInfo file)
    {
        T model = kind.Create(0);
        model.Load(file.FullName);
        return new(model, kind.Hearing, kind.Alphabet);
    }

    /// <summary>All trainings that the user asked for.</summary>
    /// <returns>The network of the last one, as its file has it.</returns>
    public Recognizer<T> Run(ClipSet clips)
    {
        Recognizer<T>? last = null;
        foreach (Split split in Split.All(clips, options))
        {
            for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
            {
                last = Run(split, seed);
            }
        }

        return last!;
    }

    private Recognizer<T> Run(Split split, int seed)
    {
        Recipe recipe = Recipe;
        var trained = new Recognizer<T>(kind.Create(seed), kind.Hearing, kind.Alphabet);
        var watch = Stopwatch.StartNew();
        Milestones milestones = new(trained.Probabilities, TestStrings.Of(split.Test, count: 1, kind.Hearing.MostSamples, decibels: 20)[0], trained.OutputMilliseconds);
        Train(trained, split.Training, recipe, seed, milestones);
        report.Line($"{split}, seed {seed}: {recipe.Epochs} epochs of {recipe.Strings:N0} fresh strings, {trained.Model.Parameters.Count:N0} weights, {watch.Elapsed.TotalSeconds:F0} s.");
        trained.Model.Save(options.Save.FullName);

        Recognizer<T> loaded = Load(options.Save);
        int tests = options.Quick ? QuickTests : Tests;
        (List<Measure> measures, SpokenString[] strings, int[][] read) = Judgement.Of(
            loaded, split.Test, tests, new(kind.Task, split.LeftOut ?? "", options.Vary, recipe.Epochs, seed, "", 0, 0, 0, 0));
        report.Measures(measures);
        Show(strings, read);
        further?.Invoke(loaded.Model, strings);
        SpikePicture.Save(options.Plot, milestones, symbol => kind.Alphabet.Decode([symbol]));
        report.Line($"Model: {options.Save.FullName}");
        report.Line($"Picture: {options.Plot.FullName}");
        return loaded;
    }

    private void Train(Recognizer<T> recognizer, ClipSet clips, Recipe recipe, int seed, Milestones milestones)
    {
        StringMaker maker = new(clips, recipe.Rules, kind.Hearing.MostSamples);
        report.Progress(recipe.Epochs, epoch =>
        {
            SpokenString[] strings = Examples.Make(maker, recipe.Strings, seed, epoch);
            double loss = recognizer.Train(Examples.Hear(strings, kind.Hearing, kind.Alphabet, recipe.Rules, seed, epoch), recipe);
            milestones.After(epoch, recipe.Epochs);
            return loss;
        });
    }

    /// <summary>Some strings as they were said and read, mistaken ones first, and which symbol is taken for which.</summary>
    private void Show(SpokenString[] strings, int[][] read)
    {
        int[][] said = [.. strings.Select(made => kind.Alphabet.Encode(made.Digits))];
        int[] order = [.. Enumerable.Range(0, said.Length).OrderBy(i => said[i].SequenceEqual(read[i]) ? 1 : 0).Take(Shown / 2), .. Enumerable.Range(0, said.Length).Where(i => said[i].SequenceEqual(read[i])).Take(Shown / 2)];
        foreach (int i in order.Distinct())
        {
            report.Line($"  said {kind.Alphabet.Decode(said[i])}, read {kind.Alphabet.Decode(read[i])}{(said[i].SequenceEqual(read[i]) ? "" : "  ← mistaken")}");
        }

        string[] mistakes = [.. Alignment.Mistakes(said.Zip(read).SelectMany(pair => Alignment.Of(pair.First, pair.Second)), symbol => kind.Alphabet.Decode([symbol]))
            .Take(Shown).Select(mistake => $"{mistake.Mistake} ({mistake.Count})")];
        report.Line(mistakes.Length > 0 ? $"Most frequent mistakes, said → read: {string.Join(", ", mistakes)}." : "No mistakes.");
    }
}
