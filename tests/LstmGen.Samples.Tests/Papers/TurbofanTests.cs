extern alias turbofan;
using System.Globalization;
using turbofan::Turbofan;

namespace LstmGen.Samples.Tests.Papers;

/// <summary>The sample as its user meets it, its protocol by hand, and its baselines on the real engines.</summary>
public sealed class TurbofanTests() : PaperTests("Turbofan")
{
    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => TurbofanCommand.Run(args, output, error);

    [Fact]
    public void A_quick_run_on_the_real_engines_saves_a_model_that_is_used_again()
    {
        string output = Accepted("--quick", "--data", SharedData("turbofan"), "--results", Folder, "--pictures", Folder);
        Assert.Contains("naive: the mean life", output);
        Assert.All(new[] { "turbofan-intervals.png", "turbofan-life.png", "Turbofan.md" }, file => Assert.True(new FileInfo(PathOf(file)).Length > 500, file));
        string last = output.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("model.safetensors: RMSE", last, StringComparison.Ordinal);
        Assert.Contains(last, Accepted("--data", SharedData("turbofan"), "--model", PathOf("model.safetensors")));
    }

    [Fact]
    public void The_baselines_of_the_page_are_those_of_the_real_engines()
    {
        Engines engines = Engines.Read(SharedData("turbofan"));
        Assert.Equal((100, 100, 100), (engines.Train.Length, engines.Test.Length, engines.Lives.Length));
        Assert.Equal((31, 145f, 7f), (engines.Test.Min(engine => engine.Cycles.Length), engines.Lives.Max(), engines.Lives.Min()));
        Same("naive: the mean life", LifeBaselines.Mean(engines));
        Same("linear: the last cycle", LifeBaselines.LastCycle(engines));
        Same("linear: the last cycle and means of thirty", LifeBaselines.LastAndMeans(engines));
        Same("linear: the last cycle and running means", LifeBaselines.LastAndRunningMeans(engines));

        void Same(string row, float[] foretold)
        {
            LifeErrors errors = LifeErrors.Of(engines.Lives, foretold);
            Assert.Equal((Rounded(errors.Rmse, 2), Rounded(errors.Score, 0), Rounded(errors.CappedRmse, 2)), (Figure("turbofan", row, "RMSE"), Figure("turbofan", row, "score"), Figure("turbofan", row, "RMSE, lives capped at 125")));
        }
    }

    /// <summary>By another program, a weighted sum of the last cycle and of the means of thirty had an error of 18.26 on cut lives.</summary>
    [Fact]
    public void A_weighted_sum_is_that_of_another_program()
    {
        Engines engines = Engines.Read(SharedData("turbofan"));
        Assert.Equal(18.26, LifeErrors.Of(engines.Lives, LifeBaselines.LastAndMeans(engines)).CappedRmse, 0.01);
    }

    [Fact]
    public void Ours_are_within_their_bars_by_the_results_file()
    {
        Assert.InRange(Mean("RMSE"), 0, 14.8);
        Assert.InRange(Mean("score"), 0, 330);

        double Mean(string column) => double.Parse(Figure("turbofan", "ours: LSTM", column).Split(' ')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Errors_are_those_of_a_calculation_by_hand()
    {
        LifeErrors errors = LifeErrors.Of([10, 140, 50], [20, 120, 37]);
        Assert.Equal(Math.Sqrt((100 + 400 + 169) / 3.0), errors.Rmse, 6);
        Assert.Equal(Math.E - 1 + Math.Exp(20 / 13.0) - 1 + Math.E - 1, errors.Score, 6);
        Assert.Equal(Math.Sqrt((100 + 25 + 169) / 3.0), errors.CappedRmse, 6);
        Assert.Equal(-23 / 3.0, errors.Bias, 6);
    }

    /// <summary>No window crosses from one engine to the next, lives are cut, and the last window of an engine that failed has none left.</summary>
    [Fact]
    public void Windows_are_of_one_engine_and_end_in_its_life()
    {
        Engine[] engines = [Made(first: 0, cycles: 200), Made(first: 1_000, cycles: 31)];
        WindowDataset windows = LifeTask.Windows(engines);
        Assert.Equal(171 + 2, windows.Count);
        float[] window = new float[windows.InputSize], life = new float[1];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, window);
            windows.CopyTarget(i, life);
            int end = i < 171 ? 30 + i : 30 + i - 171, length = i < 171 ? 200 : 31, first = i < 171 ? 0 : 1_000;
            Assert.Equal(Math.Min(125, length - end), life[0]);
            Assert.Equal(first + end - 30, window[0]);
            Assert.Equal(first + end - 1, window[^LifeTask.Features]);
        }
    }

    [Fact]
    public void A_running_mean_is_plain_at_first_and_forgets_later()
    {
        float[][] rows = LifeTask.Inputs(Made(first: 0, cycles: 12));
        double mean = 0;
        for (int cycle = 0; cycle < 12; cycle++)
        {
            mean = cycle < 10 ? cycle / 2.0 : 0.9 * mean + 0.1 * cycle;
            Assert.Equal(mean, rows[cycle][14], 1e-4);
            Assert.Equal(cycle, rows[cycle][0]);
        }
    }

    [Theory]
    [InlineData("1 1 2\n", "train_FD001.txt, line 1: expected 26 numbers, but got 3.")]
    [InlineData("1 2 {0}\n", "line 1: expected engine after engine, cycle after cycle from 1 on, but got engine 1, cycle 2.")]
    [InlineData("1 1 {0}\n2 2 {0}\n", "line 2: expected engine after engine")]
    [InlineData("1 1 {1} x\n", "line 1: 'x' is not a number.")]
    [InlineData("1 1 {0}\n", "expected engines of 30 cycles at least")]
    [InlineData("", "expected engines of 30 cycles at least")]
    public void A_file_that_is_not_right_is_refused_in_a_line(string text, string message)
    {
        string numbers = string.Join(' ', Enumerable.Repeat("1", 24));
        Write(Engines.TrainFile, string.Format(CultureInfo.InvariantCulture, text, numbers, numbers[2..]));
        Write(Engines.TestFile, "");
        Write(Engines.LivesFile, "");
        Refused(message, "--data", Folder);
    }

    [Theory]
    [InlineData("--data nowhere", "There is no file 'train_FD001.txt' in the folder")]
    [InlineData("--seeds 0", "--seeds is from 1 to 100; it was 0.")]
    [InlineData("--sead=1", "--sead")]
    public void A_nonsense_option_is_refused_in_a_line(string options, string message) => Refused(message, options.Split(' '));

    private static Engine Made(int first, int cycles) => new([.. Enumerable.Range(first, cycles).Select(cycle => Enumerable.Repeat((float)cycle, 14).ToArray())]);

    private static string Rounded(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
