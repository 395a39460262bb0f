namespace Music;

/// <summary>From the songs to the table and to a song: read, train, choose the epoch, judge, write on.</summary>
internal sealed class MusicRun(PaperOptions options, MusicTask task, TextWriter output)
{
    /// <summary>Steps of a song that are given, and steps that are written.</summary>
    private const int Given = 16, Written = 48;

    private readonly PaperReport _report = new("Music", options, output, $"--songs {task.Word}");

    public required FileInfo Midi { get; init; }

    /// <summary>The song of the test part that is written on, from 1 on.</summary>
    public required int Song { get; init; }

    /// <summary>The seed of the drawing.</summary>
    public required int Draw { get; init; }

    public void Run()
    {
        Songs songs = Songs.Read(options.DataFile(task.File).FullName);
        if (Song > songs.Test.Length)
        {
            throw new UserError($"--song {Song}: the test part has {songs.Test.Length} songs.");
        }

        if (options.Model is { } file)
        {
            Use(songs, file);
            return;
        }

        Songs seen = options.Quick ? songs with { Train = songs.Train[..16], Valid = songs.Valid[..8] } : songs;
        MusicRecipe recipe = options.Quick ? task.Recipe with { Epochs = 2 } : task.Recipe;
        output.WriteLine($"{seen.Train.Length} songs to train on, {seen.Valid.Length} that choose the epoch, {seen.Test.Length} to test on, {Songs.Predicted(seen.Test)} steps of them predicted.");
        TrainedMusic[] trained = _report.Train(task.Name, recipe.Epochs, (seed, progress) => task.Train(seen, seed, recipe, progress));

        // Of the seeds that which was best on the validation songs.
        trained.MinBy(one => one.Validation.Min())!.Model.Save(options.Save.FullName);
        output.WriteLine($"Model: {options.Save.FullName}");
        _report.Add(MusicTables.Of(task, songs, MusicTask.Linear(seen, recipe), trained));
        _report.Write();
        Use(songs, options.Save);
    }

    private void Use(Songs songs, FileInfo file)
    {
        SequenceModel model = task.Create(seed: 0);
        model.Load(file.FullName);
        Song given = songs.Test[Song - 1], written = MusicWriter.Continue(task.Listen(model), given.Steps.AsSpan(0, Math.Min(Given, given.Length)), Written, Draw);
        File.WriteAllBytes(Midi.FullName, MidiFile.Write(written));
        MusicPictures.Roll(_report.Picture($"music-{task.Word}.png"), written, Given, task.Listen(model));
        output.WriteLine(FormattableString.Invariant($"{file.Name}: {task.Judge(model, songs.Test):F3} nats a step on the {songs.Test.Length} test songs."));
        output.WriteLine($"Written on after {Given} steps of song {Song}: {Midi.FullName}");
    }
}
