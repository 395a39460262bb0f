using System.Globalization;
using System.Text;

namespace LstmGen;

/// <summary>Appends a line per epoch to a file of comma-separated values that anyone may read meanwhile.</summary>
internal sealed class HistoryWriter
{
    private const string Header = "run,epoch,loss,validation_loss,learning_rate,seconds,best";

    /// <summary>How often the end of a run tries to write what is left.</summary>
    private const int Attempts = 10;

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(20);

    private readonly string _path;
    private readonly int _run;
    private readonly StringBuilder _pending = new();
    private string? _failure;

    private HistoryWriter(string path, int run) => (_path, _run) = (path, run);

    /// <summary>Begins a run: makes the file, or finds the run before in it. A line that a crash has cut short is taken away.</summary>
    /// <exception cref="ArgumentException">The file is there and is no history.</exception>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    public static HistoryWriter Begin(string path)
    {
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n');
        string first = whole > 0 ? lines[0].TrimEnd('\r') : Encoding.UTF8.GetString(bytes);
        if (whole > 0 ? first != Header : !Header.StartsWith(first, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"Expected a history of training, which begins with '{Header}', as {nameof(FitOptions.HistoryFile)}, but got '{path}', which begins with '{(first.Length > 40 ? first[..40] + "…" : first)}'. " +
                "Give the path of another file; this one is as it was.",
                "options");
        }

        if (whole < bytes.Length) file.SetLength(whole);
        if (whole == 0) file.Write(Encoding.UTF8.GetBytes(Header + "\n"));
        string last = lines.Length > 2 ? lines[^2] : "0";
        return new HistoryWriter(path, int.TryParse(last.Split(',')[0], CultureInfo.InvariantCulture, out int run) ? run + 1 : 1);
    }

    /// <summary>Appends an epoch in one piece. While the file cannot be written, lines wait for the next one.</summary>
    /// <param name="report">Of the epoch.</param>
    /// <param name="epoch">The epochs of the model, those of earlier runs too.</param>
    public void Write(in EpochReport report, long epoch)
    {
        _pending.Append(CultureInfo.InvariantCulture, $"{_run},{epoch},{report.Loss:R},{report.ValidationLoss:R},{report.LearningRate:R},{report.Elapsed.TotalSeconds:0.###},{(report.IsBest ? 1 : 0)}\n");
        Append();
    }

    /// <summary>Ends the run.</summary>
    /// <returns>Null, or which lines are missing in the file, and why.</returns>
    public string? End()
    {
        for (int attempt = 0; attempt < Attempts && _pending.Length > 0; attempt++)
        {
            // The last append failed: whoever holds the file, such as a reader that locks it, is given a moment.
            Thread.Sleep(s_moment);
            Append();
        }

        return _pending.Length == 0 ? null : $"The history file '{_path}' lacks the last {_pending.ToString().AsSpan().Count('\n')} epochs, because it could not be written: {_failure}";
    }

    private void Append()
    {
        try
        {
            using FileStream file = new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(_pending.ToString()));
            _pending.Clear();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another program holds the file, or the disk is full: no reason to lose a training.
            _failure = error.Message;
        }
    }
}
