using SpeechDigits;
using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Results;
using SpeechDigits.Strings;
using SpeechDigits.Tasks;

namespace LstmGen.Samples.Tests.SpeechDigits;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--plot", "plot.png"), ("--save", "model.safetensors")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => SpeechCommand.Run(args, output, error);

    [Theory]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--seeds 0", "--seeds is at least 1; it was 0.")]
    [InlineData("--data no/such/folder", "--data: there is no folder")]
    [InlineData("--wav none.wav", "--wav: there is no file")]
    [InlineData("--save no/such/folder/model", "--save: there is no folder")]
    [InlineData("singing", "There is no task 'singing'; there are strings, letters, live, isolated, yes-no.")]
    [InlineData("--qiuck", "There is no option '--qiuck'.")]
    [InlineData("", "Expected --data FOLDER")]
    public void A_nonsense_option_is_refused(string options, string message) => Refused(message, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("7_anna.wav", "expected a name of a digit, a speaker and a number")]
    [InlineData("x_anna_0.wav", "expected a name of a digit, a speaker and a number")]
    [InlineData("7_anna_-1.wav", "expected a name of a digit, a speaker and a number")]
    public void A_bad_name_is_told(string name, string message)
    {
        WaveFile.Write(PathOf(name), new float[4_000]);
        Refused(message, "--data", Folder);
    }

    [Fact]
    public void A_folder_without_recordings_is_told() => Refused("Expected recordings such as 7_anna_12.wav", "--data", Folder);

    [Fact]
    public void A_part_without_recordings_is_told()
    {
        WaveFile.Write(PathOf("7_anna_12.wav"), new float[4_000]);
        Refused("of 1 recordings there are not both", "--data", Folder);
        Refused("There is no speaker 'otto'; there are anna.", "--data", Folder, "--leave-out", "otto");
    }

    [Theory]
    [InlineData("isolated")]
    [InlineData("strings")]
    public void A_file_that_is_no_recording_is_named(string task)
    {
        Write("7_anna_12.wav", "not a sound");
        Refused("7_anna_12.wav': expected a WAV file", task, "--data", Folder);
    }

    [Fact]
    public void Yes_no_wants_words_as_names()
    {
        WaveFile.Write(PathOf("0_1_2.wav"), new float[4_000]);
        WaveFile.Write(PathOf("0_1_1.wav"), new float[4_000]);
        Refused("0_1_2.wav': expected a name of at most 8 times 0 (no) or 1 (yes)", "yes-no", "--data", Folder);
    }

    [Fact]
    public void Digits_are_learnt_saved_and_transcribed()
    {
        string data = SharedData(Path.Combine("speech", "fsdd", "recordings"));
        string output = Accepted("--data", data, "--quick", "--results", PathOf("r.csv"), "--wav", Path.Combine(data, "7_jackson_0.wav"));
        Assert.Contains("2700 recordings to train, 300 to test", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 10_000);
        Measure greedy = ResultFile.Read(new(PathOf("r.csv")))[0];
        Assert.Equal(("greedy", 60L), (greedy.Part, greedy.Count));
        Assert.Matches($"greedy +│ +{greedy.Errors} │ +{greedy.Of} │", output);
        Assert.InRange(greedy.Percent, 0, 60);

        // From the file alone the same answer.
        string read = output.Split('\n').Single(line => line.StartsWith("7_jackson_0.wav:", StringComparison.Ordinal));
        Assert.Contains(read, Accepted("--model", PathOf("model.safetensors"), "--wav", Path.Combine(data, "7_jackson_0.wav")));
        Refused("cannot be loaded", "letters", "--model", PathOf("model.safetensors"), "--wav", Path.Combine(data, "7_jackson_0.wav"));
        Refused("Expected --wav FILE", "--model", PathOf("model.safetensors"));
        WaveFile.Write(PathOf("long.wav"), new float[WaveFile.Rate * 6]);
        Refused("lasts 6.00 s; this model reads 0.1 to 5.6 s", "--model", PathOf("model.safetensors"), "--wav", PathOf("long.wav"));
    }

    [Fact]
    public void Yes_and_no_are_learnt_of_one_split_and_something_else_of_the_other()
    {
        string output = Accepted("yes-no", "--data", SharedData(Path.Combine("speech", "yesno")), "--quick", "--results", PathOf("r.csv"));
        List<Measure> measures = ResultFile.Read(new(PathOf("r.csv")));
        Assert.Equal(["split by the first word", "every second file"], measures.Select(measure => measure.Part));
        Assert.Equal([232, 240], measures.Select(measure => measure.Of));
        Assert.Contains("31 recordings to train, 29 to test", output);
        Assert.InRange(measures[1].Percent, 0, 15);
        Assert.InRange(measures[0].Percent, measures[1].Percent + 5, 100);
    }

    [Fact]
    public void Single_digits_are_learnt_of_one_speaker_left_out()
    {
        string output = Accepted("isolated", "--data", SharedData(Path.Combine("speech", "fsdd", "recordings")), "--quick", "--leave-out", "theo", "--results", PathOf("r.csv"));
        Assert.Contains("theo left out: 2250 recordings to train, 50 to test", output);
        List<Measure> measures = ResultFile.Read(new(PathOf("r.csv")));
        Assert.Equal(["nearest neighbour", "linear", "recordings"], measures.Select(found => found.Part));
        Measure measure = measures[^1];
        Assert.All(measures, found => Assert.Equal(("theo", 50L), (found.LeftOut, found.Of)));
        Assert.InRange(measure.PercentRight, 30, 100);
    }

    [Fact]
    public void A_stream_says_what_the_whole_recording_does()
    {
        ClipSet clips = ClipSet.Read(new(SharedData(Path.Combine("speech", "fsdd", "recordings")))).Where(clip => clip.Number is >= 5 and < 25 && clip.Speaker == "theo");
        var live = new Recognizer<LiveModel>(new LiveModel(1), Hearing.Live, Alphabet.Digits);
        var maker = new StringMaker(clips, StringRules.Plain, Hearing.Live.MostSamples);
        live.Train(Examples.Hear(Examples.Make(maker, 16, 1, 1), live.Hearing, live.Alphabet, StringRules.Plain, 1, 1), new Recipe(1, 16, 0.001, 16, StringRules.Plain));

        // With weights so large that it says something at almost every step.
        live.Model.Parameters.CopyFrom([.. live.Model.Parameters.Values.ToArray().Select(weight => 8 * weight)]);
        int digits = 0;
        foreach (SpokenString said in Examples.Make(maker, 20, 2, 0))
        {
            // In pieces of any length, as they come.
            var listener = new LiveListener(live.Model);
            int[] heard = [.. said.Samples.Chunk(77).SelectMany(samples => listener.Hear(samples)).Select(found => found.Digit)];
            Assert.Equal(live.Transcribe(said.Samples, beam: 1), string.Join(' ', heard));
            digits += heard.Length;
        }

        Assert.InRange(digits, 100, 5_000);
    }
}
