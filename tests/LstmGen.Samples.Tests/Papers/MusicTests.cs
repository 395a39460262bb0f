extern alias music;
using System.Globalization;
using music::Music;

namespace LstmGen.Samples.Tests.Papers;

/// <summary>The sample as its user meets it, its protocol by hand, and its baselines on the real songs.</summary>
public sealed class MusicTests() : PaperTests("Music")
{
    protected override (string Option, string Name)[] Files => [.. base.Files, ("--midi", "written.mid")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => MusicCommand.Run(args, output, error);

    [Fact]
    public void A_quick_run_on_the_real_songs_writes_a_song_and_saves_a_model_that_is_used_again()
    {
        string output = Accepted("--quick", "--data", SharedData("music"), "--results", Folder, "--pictures", Folder);
        Assert.Contains("naive: how often each key sounds", output);
        Assert.All(new[] { "music-chorales.png", "chorales.md", "written.mid" }, file => Assert.True(new FileInfo(PathOf(file)).Length > 200, file));
        byte[] written = File.ReadAllBytes(PathOf("written.mid"));
        string judged = output.Split('\n').Single(line => line.StartsWith("model.safetensors:", StringComparison.Ordinal));
        Assert.Contains(judged, Accepted("--data", SharedData("music"), "--model", PathOf("model.safetensors")));
        Assert.Equal(written, File.ReadAllBytes(PathOf("written.mid")));
        Accepted("--data", SharedData("music"), "--model", PathOf("model.safetensors"), "--draw", "2");
        Assert.NotEqual(written, File.ReadAllBytes(PathOf("written.mid")));
    }

    /// <summary>Against figures that were computed elsewhere, by another program: songs, steps and nats.</summary>
    [Theory]
    [InlineData(Songs.Chorales, 229, 76, 77, 4_648, 11.091, 10.490)]
    [InlineData(Songs.Folk, 694, 173, 170, 44_293, 10.261, 5.155)]
    public void The_baselines_are_those_computed_by_another_program(string file, int train, int valid, int test, int predicted, double frequency, double before)
    {
        Songs songs = Songs.Read(SharedData($"music/{file}"));
        Assert.Equal((train, valid, test, predicted), (songs.Train.Length, songs.Valid.Length, songs.Test.Length, Songs.Predicted(songs.Test)));
        Assert.Equal(frequency, MusicBaselines.Frequency(songs), 5e-3);
        Assert.Equal(before, MusicBaselines.StepBefore(songs), 5e-3);
    }

    [Theory]
    [InlineData(Songs.Chorales, "music-chorales")]
    [InlineData(Songs.Folk, "music-folk")]
    public void The_baselines_of_the_page_are_those_of_the_real_songs(string file, string table)
    {
        Songs songs = Songs.Read(SharedData($"music/{file}"));
        Assert.Equal(MusicBaselines.Frequency(songs).ToString("F3", CultureInfo.InvariantCulture), Figure(table, "naive: how often each key sounds", "nats a step"));
        Assert.Equal(MusicBaselines.StepBefore(songs).ToString("F3", CultureInfo.InvariantCulture), Figure(table, "naive: each key by itself, one step before", "nats a step"));
    }

    [Theory]
    [InlineData("music-chorales", 8.40)]
    [InlineData("music-folk", 3.25)]
    public void Ours_are_within_their_bars_by_the_results_files(string table, double bar) =>
        Assert.InRange(double.Parse(Figure(table, "ours: LSTM", "nats a step").Split(' ')[0], CultureInfo.InvariantCulture), 0, bar);

    /// <summary>What is said step by step is what whole windows say: the nats are those of the model's own loss, every step of every song counting the same.</summary>
    [Fact]
    public void Nats_by_steps_are_those_of_whole_windows()
    {
        ChoraleModel model = new(seed: 3);
        Song[] songs = [Made(9), Made(30)];
        double sum = 0;
        foreach (Song song in songs)
        {
            float[] window = new float[MusicTraining.Chunk * Song.Keys], said = new float[window.Length];
            for (int step = 0; step + 1 < song.Length; step++)
            {
                song.CopyStep(step, window.AsSpan(step * Song.Keys, Song.Keys));
            }

            model.Predict(window, song.Length - 1, said);
            for (int step = 1; step < song.Length; step++)
            {
                for (int key = 0; key < Song.Keys; key++)
                {
                    double chance = said[(step - 1) * Song.Keys + key];
                    sum -= Math.Log(song.Steps[step].Contains(key) ? chance : 1 - chance);
                }
            }
        }

        Assert.Equal(sum / (8 + 29), MusicTask.Chorales.Judge(model, songs), 1e-6);
    }

    /// <summary>Songs of other lengths, one of them longer than an update: the loss that is reported is the mean over all steps, but for dropout. The model knows that silence is likely, so that steps behind the end of a song would show.</summary>
    [Fact]
    public void Training_counts_every_step_the_same()
    {
        Song[] songs = [Made(62), Made(70), Made(55), Made(130)];
        ChoraleModel model = new(seed: 1);
        List<EpochReport> told = [];
        Run(epochs: 4, rate: 1e-2);
        Assert.InRange(told[^1].ValidationLoss!.Value, 10, 25);
        Run(epochs: 1, rate: 0);
        double judged = MusicTask.Chorales.Judge(model, songs);
        Assert.Equal(judged, told[^1].ValidationLoss!.Value, 1e-9);
        Assert.Equal(judged, told[^1].Loss, 0.06 * judged);

        void Run(int epochs, double rate) => MusicTraining.Run(model, new(songs, songs, songs), new(epochs, Together: 4, rate), part => MusicTask.Chorales.Judge(model, part), new Told(told));
    }

    /// <summary>A song read back from the file: its keys, held where they sound on.</summary>
    [Fact]
    public void A_midi_file_has_the_song()
    {
        Song song = new([[10, 20], [10, 21], [], [10], [10]]);
        byte[] file = MidiFile.Write(song, ticks: 300);
        Assert.Equal("MThd", System.Text.Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal(file.Length - 22, (file[18] << 24) | (file[19] << 16) | (file[20] << 8) | file[21]);
        List<(int Tick, bool On, int Key)> events = [];
        int at = 22, tick = 0;
        while (true)
        {
            int wait = 0;
            do
            {
                wait = (wait << 7) | (file[at] & 0x7F);
            }
            while (file[at++] >= 0x80);
            tick += wait;
            if (file[at] == 0xFF)
            {
                if (file[at + 1] == 0x2F)
                {
                    break;
                }

                at += 3 + file[at + 2];
                continue;
            }

            events.Add((tick, file[at] == 0x90, file[at + 1] - Song.Lowest));
            at += 3;
        }

        Assert.Equal(file.Length, at + 3);
        Assert.Equal([(0, true, 10), (0, true, 20), (300, false, 20), (300, true, 21), (600, false, 10), (600, false, 21), (900, true, 10), (1_500, false, 10)], events);
    }

    [Theory]
    [InlineData("train 60 62\n", "line 1: expected 'train', 'valid' or 'test', a tab, and the steps of a song.")]
    [InlineData("train\t60 62\nlater\t60 62\n", "line 2: expected 'train'")]
    [InlineData("train\t60 128\n", "line 1: expected MIDI notes from 21 to 108 with commas between, or '-', but got '128'.")]
    [InlineData("train\t60,x 60\n", "but got '60,x'.")]
    [InlineData("train\t60\n", "line 1: expected a song of two steps at least, but got 1.")]
    [InlineData("train\t60 -\nvalid\t60 -\n", "expected songs of the part 'test', but got none.")]
    public void A_file_that_is_not_right_is_refused_in_a_line(string text, string message)
    {
        Write(Songs.Chorales, text);
        Refused(message, "--data", Folder);
    }

    [Theory]
    [InlineData("--data nowhere", "There is no file 'jsb-chorales.txt' in the folder")]
    [InlineData("--songs jazz", "--songs is chorales or folk; it was jazz.")]
    [InlineData("--song 0", "--song is at least 1; it was 0.")]
    [InlineData("--sead=1", "--sead")]
    public void A_nonsense_option_is_refused_in_a_line(string options, string message) => Refused(message, options.Split(' '));

    private static Song Made(int steps)
    {
        Random random = new(steps);
        return new([.. Enumerable.Range(0, steps).Select(_ => Enumerable.Range(0, Song.Keys).Where(_ => random.Next(20) == 0).ToArray())]);
    }

    private sealed class Told(List<EpochReport> reports) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => reports.Add(value);
    }
}
