using System.Globalization;

namespace LstmGen.Tests.Training;

/// <summary>The history of a training: whole lines at every moment, gone on with by later runs, never at the training's expense.</summary>
public sealed class HistoryFileTests : IDisposable
{
    private const string Header = "run,epoch,loss,validation_loss,learning_rate,seconds,best";

    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(70), 4);

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-history-").FullName;

    private string FilePath => Path.Combine(_folder, "history.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_is_there_when_its_epoch_is_reported()
    {
        List<string[]> seen = [];
        FitReport report = new LinearModel(4).Fit(s_windows, Options(3, new Recorder(_ => seen.Add(File.ReadAllLines(FilePath)))));

        Assert.Equal([2, 3, 4], seen.Select(lines => lines.Length));
        string[] all = File.ReadAllLines(FilePath);
        Assert.Equal(Header, all[0]);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            EpochReport expected = report.Epochs[epoch];
            string[] cells = all[epoch + 1].Split(',');
            Assert.Equal(["1", $"{epoch + 1}"], cells[..2]);
            Assert.Equal(expected.Loss, double.Parse(cells[2], CultureInfo.InvariantCulture));
            Assert.Equal(expected.ValidationLoss!.Value, double.Parse(cells[3], CultureInfo.InvariantCulture));
            Assert.Equal(expected.LearningRate, double.Parse(cells[4], CultureInfo.InvariantCulture));
            Assert.Equal(expected.Elapsed.TotalSeconds, double.Parse(cells[5], CultureInfo.InvariantCulture), 0.001);
            Assert.Equal(expected.IsBest ? "1" : "0", cells[6]);
        }
    }

    [Fact]
    public void Training_is_the_same_with_it()
    {
        LinearModel with = new(4), without = new(4);
        with.Fit(s_windows, Options(3));
        without.Fit(s_windows, new FitOptions { Epochs = 3, ValidationSplit = 0.2 });
        Assert.Equal(TrainingData.Bits(without.Values), TrainingData.Bits(with.Values));
    }

    /// <summary>Epochs are counted by the model, runs by the file; a comma is no point in any culture.</summary>
    [Fact]
    public void Later_runs_go_on_with_it_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            LinearModel model = new(4), again = new(4);
            model.Fit(s_windows, Options(2));
            using var checkpoint = new MemoryStream();
            model.SaveCheckpoint(checkpoint);
            checkpoint.Position = 0;
            again.LoadCheckpoint(checkpoint);
            again.Fit(s_windows, Options(2));
            new LinearModel(4).Fit(s_windows, new FitOptions { HistoryFile = FilePath });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        string[][] cells = [.. File.ReadAllLines(FilePath).Skip(1).Select(line => line.Split(','))];
        Assert.All(cells, line => Assert.Equal(7, line.Length));
        Assert.Equal(["1,1", "1,2", "2,3", "2,4", "3,1"], cells.Select(line => $"{line[0]},{line[1]}"));
        Assert.Equal("", cells[^1][3]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run,epo")]
    [InlineData(Header)]
    [InlineData(Header + "\n")]
    [InlineData(Header + "\r\n")]
    [InlineData(Header + "\n6,1,0.5,,0.001,0.1,1\n6,2,0.4,,0.0")]
    public void What_a_crash_cut_short_is_taken_away(string left)
    {
        File.WriteAllText(FilePath, left);
        new LinearModel(4).Fit(s_windows, Options(1));
        string[] lines = File.ReadAllLines(FilePath);
        Assert.Equal(Header, lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Equal(7, line.Split(',').Length));
        Assert.StartsWith(left.Contains('6', StringComparison.Ordinal) ? "7,1," : "1,1,", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date,price\n2020,1\n")]
    [InlineData("anything")]
    public void Another_file_is_refused_and_stays_as_it_was(string content)
    {
        File.WriteAllText(FilePath, content);
        LinearModel model = new(4, scaling: Scaling.Standard);
        ArgumentException error = Assert.Throws<ArgumentException>("options", () => model.Fit(s_windows, Options(1)));
        Assert.Contains($"but got '{FilePath}', which begins with '{content.Split('\n')[0]}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FilePath));
        Assert.Null(model.Scaler);
        Assert.Null(model.Optimizer);
        Assert.Throws<DirectoryNotFoundException>(() => model.Fit(s_windows, new FitOptions { HistoryFile = Path.Combine(_folder, "none", "history.csv") }));
        Assert.Throws<ArgumentException>("HistoryFile", () => new FitOptions { HistoryFile = "" });
    }

    /// <summary>A folder in the file's place refuses every write, whoever runs the test.</summary>
    [Fact]
    public void Lines_wait_while_the_file_cannot_be_written_and_missing_ones_are_said()
    {
        string content = "";
        FitReport blocked = new LinearModel(4).Fit(s_windows, Options(3, new Recorder(report =>
        {
            if (report.Epoch > 1) return;
            content = File.ReadAllText(FilePath);
            File.Delete(FilePath);
            Directory.CreateDirectory(FilePath);
        })));
        Assert.Equal(3, blocked.Epochs.Count);
        Assert.Contains(blocked.Warnings, warning => warning.StartsWith($"The history file '{FilePath}' lacks the last 2 epochs", StringComparison.Ordinal));

        Directory.Delete(FilePath);
        File.WriteAllText(FilePath, content);
        FitReport delayed = new LinearModel(4).Fit(s_windows, Options(4, new Recorder(report =>
        {
            if (report.Epoch == 1)
            {
                File.Move(FilePath, FilePath + ".old");
                Directory.CreateDirectory(FilePath);
            }
            else if (report.Epoch == 3)
            {
                Directory.Delete(FilePath);
                File.Move(FilePath + ".old", FilePath);
            }
        })));
        Assert.DoesNotContain(delayed.Warnings, warning => warning.Contains("history", StringComparison.Ordinal));
        Assert.Equal(["1,1", "2,1", "2,2", "2,3", "2,4"], File.ReadAllLines(FilePath).Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
    }

    private FitOptions Options(int epochs, IProgress<EpochReport>? progress = null) => new() { Epochs = epochs, ValidationSplit = 0.2, HistoryFile = FilePath, Progress = progress };
}
