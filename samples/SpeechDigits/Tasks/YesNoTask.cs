using System.Diagnostics;
using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Results;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>
/// Speech that was really spoken without a break: eight times yes or no. Split twice: by every second file, and by the first word, as is usual, so that every recording of training begins with "no".
/// The second split teaches the network that recordings do, and it writes a "no" in front of the test's.
/// </summary>
internal sealed class YesNoTask(SpeechOptions options, Report report)
{
    private const int QuickEpochs = 30;

    public static StringKind<YesNoModel> Kind { get; } = new(
        "yes-no", seed => new(seed), Hearing.Whole(YesNoModel.MostSteps), Alphabet.YesNo, new Recipe(Epochs: 120, Strings: 0, Rate: 0.003, Batch: 4, StringRules.Plain with { Masks = 2 }));

    public static Recognizer<YesNoModel> Load(FileInfo file)
    {
        var model = new YesNoModel();
        model.Load(file.FullName);
        return new(model, Kind.Hearing, Kind.Alphabet);
    }

    /// <returns>The network of the honest split, as its file has it.</returns>
    public Recognizer<YesNoModel> Run(DirectoryInfo folder)
    {
        SpokenString[] all = Read(folder);
        for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
        {
            Judge("split by the first word", [.. all.Where(said => said.Digits[0] == 0)], [.. all.Where(said => said.Digits[0] == 1)], seed);
            Judge("every second file", [.. all.Where((_, i) => i % 2 == 0)], [.. all.Where((_, i) => i % 2 == 1)], seed).Model.Save(options.Save.FullName);
        }

        report.Line($"Model: {options.Save.FullName}");
        return Load(options.Save);
    }

    /// <summary>Reads a folder of files whose names are what is said: <c>0_1_1_0_1_0_0_1.wav</c>, 1 for yes.</summary>
    internal static SpokenString[] Read(DirectoryInfo folder)
    {
        FileInfo[] files = folder.Exists ? [.. folder.GetFiles("*.wav").OrderBy(file => file.Name, StringComparer.Ordinal)] : [];
        return files.Length > 1
            ? [.. files.Select(Read)]
            : throw new UserError($"Expected recordings such as 0_1_1_0_1_0_0_1.wav in the folder '{folder.FullName}', and found {files.Length}.");
    }

    private static SpokenString Read(FileInfo file)
    {
        string[] words = Path.GetFileNameWithoutExtension(file.Name).Split('_');
        if (words.Length is 0 or > YesNoModel.Words || words.Any(word => word is not "0" and not "1"))
        {
            throw new UserError($"'{file.FullName}': expected a name of at most {YesNoModel.Words} times 0 (no) or 1 (yes), such as 0_1_1_0_1_0_0_1.wav.");
        }

        float[] samples = WaveFile.Read(file.FullName);
        return samples.Length <= Kind.Hearing.MostSamples && LogMel.Steps(samples.Length) >= YesNoModel.Words
            ? new([.. words.Select(word => word == "1" ? 1 : 0)], [], "", samples)
            : throw new UserError($"'{file.FullName}': {samples.Length} samples; expected at most {Kind.Hearing.MostSamples}, and no less than for {YesNoModel.Words} steps.");
    }

    private Recognizer<YesNoModel> Judge(string split, SpokenString[] training, SpokenString[] test, int seed)
    {
        if (training.Length == 0 || test.Length == 0)
        {
            throw new UserError($"{split}: expected recordings on both sides, and found {training.Length} and {test.Length}.");
        }

        Recipe recipe = Kind.Recipe with { Epochs = options.Epochs ?? (options.Quick ? QuickEpochs : Kind.Recipe.Epochs) };
        var recognizer = new Recognizer<YesNoModel>(Kind.Create(seed), Kind.Hearing, Kind.Alphabet);
        var watch = Stopwatch.StartNew();
        report.Progress(recipe.Epochs, epoch => recognizer.Train(Examples.Hear(training, Kind.Hearing, Kind.Alphabet, recipe.Rules, seed, epoch), recipe));
        report.Line($"{split}, seed {seed}: {training.Length} recordings to train, {test.Length} to test, {recipe.Epochs} epochs, {recognizer.Model.Parameters.Count:N0} weights, {watch.Elapsed.TotalSeconds:F0} s.");
        Example[] heard = Examples.Hear(test, Kind.Hearing, Kind.Alphabet, StringRules.Plain, seed, round: 0);
        int[][] read = recognizer.Read(heard, beam: 1);
        Measure frame = new(Kind.Task, "", false, recipe.Epochs, seed, split, 0, 0, 0, 0);
        report.Measures([Judgement.Count(frame, heard, read, _ => true)]);
        int first = heard.Zip(read).Count(pair => pair.First.Labels[0] == 2 && pair.Second is [1, ..]);
        report.Line($"Recordings that begin with yes, and with no when read: {first} of {heard.Count(said => said.Labels[0] == 2)}.");
        return recognizer;
    }
}
