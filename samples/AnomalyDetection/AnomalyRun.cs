using System.Globalization;
using LstmGen;
using Spectre.Console;

namespace AnomalyDetection;

/// <summary>From the files to the table: read, train on the first days, set the threshold on the next, watch the rest, and only then look at the labels.</summary>
internal sealed class AnomalyRun(AnomalyOptions options, TextWriter output)
{
    private const int Week = 7 * DayAhead.Day;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        HalfHourSeries series = HalfHourSeries.Read(options.Data);
        int quiet = options.TrainingDays * DayAhead.Day;
        int watch = quiet + options.QuietDays * DayAhead.Day;
        if (watch >= series.Values.Length)
        {
            throw new UserError(
                $"--train {options.TrainingDays} and --quiet {options.QuietDays} leave nothing to watch: {options.Data.Name} has {series.Values.Length / DayAhead.Day} whole days.");
        }

        var dayAhead = new DayAhead(series);
        FitReport report = Train(dayAhead.WindowsBefore(quiet));
        output.WriteLine(Invariant($"Trained up to {series.Time(quiet):yyyy-MM-dd}, {report.Epochs.Count} epochs of which the best was no. {report.BestEpoch}, in {report.Elapsed.TotalSeconds:F0} s."));

        // From here on as a program that only uses the model: another instance, with the saved weights.
        var model = new DayAheadModel();
        model.Load(options.Save.FullName);
        Detector[] detectors =
        [
            Detector.Of("LSTM, a day ahead", series.Values, dayAhead.Forecast(model), quiet, watch),
            Detector.Of("a week before", series.Values, WeekBefore(series.Values), quiet, watch),
        ];

        IReadOnlyList<LabelledWindow> all = LabelledWindow.Read(options.Labels, options.Data.Name);
        LabelledWindow[] labels = [.. all.Where(label => label.From >= series.Time(watch))];
        if (labels.Length < all.Count)
        {
            output.WriteLine($"{all.Count - labels.Length} of {all.Count} labelled windows start before {Invariant($"{series.Time(watch):yyyy-MM-dd}")} and do not count.");
        }

        ShowAlarms(series, detectors[0], labels);
        ShowTable(series, detectors, labels);
        ResultPlot.Save(options.Plot, series, detectors[0], labels, quiet, watch);
        output.WriteLine($"Plot: {options.Plot.FullName}");
        output.WriteLine($"Model: {options.Save.FullName}");
        return 0;
    }

    private FitReport Train(WindowDataset windows)
    {
        var model = new DayAheadModel(options.Seed);
        FitReport report = TrainingProgress.Show(_console, options.Epochs, progress => model.Fit(windows, new FitOptions
        {
            Epochs = options.Epochs,

            // Holidays among the days to learn from are not to pull the ordinary ones towards them.
            Loss = Loss.MeanAbsoluteError,
            Optimizer = new Adam { LearningRate = 0.003 },
            Schedule = new CosineDecay { Epochs = options.Epochs },
            Clipping = GradientClipping.ByGlobalNorm(1),

            // The last days to learn from say when the others are learned by heart; the quiet days are to be news.
            ValidationSplit = 0.15,
            EarlyStopping = new EarlyStopping { Patience = 5 },
            Progress = progress,
        }));
        model.Save(options.Save.FullName);
        return report;
    }

    private static float[] WeekBefore(float[] values) => [.. values.Take(Week), .. values.SkipLast(Week)];

    private void ShowAlarms(HalfHourSeries series, Detector detector, LabelledWindow[] labels)
    {
        var table = new Table().Title($"Alarms of the {detector.Name}").AddColumn("from").AddColumn("to").AddColumn("labelled window");
        foreach (Alarm alarm in detector.Alarms)
        {
            LabelledWindow? label = labels.FirstOrDefault(window => alarm.Meets(window, series));
            table.AddRow(
                Hour(series.Time(alarm.First)), Hour(series.Time(alarm.Last)), label is null ? "none" : $"{Hour(label.From)} to {Hour(label.To)}");
        }

        foreach (LabelledWindow missed in labels.Where(label => !detector.Alarms.Any(alarm => alarm.Meets(label, series))))
        {
            table.AddRow("missed", "", $"{Hour(missed.From)} to {Hour(missed.To)}");
        }

        _console.Write(table);
    }

    private void ShowTable(HalfHourSeries series, Detector[] detectors, LabelledWindow[] labels)
    {
        var table = new Table().AddColumn("forecast").AddColumn("threshold").AddColumn("windows found").AddColumn("alarms").AddColumn("false alarms");
        foreach (Detector detector in detectors)
        {
            int found = labels.Count(label => detector.Alarms.Any(alarm => alarm.Meets(label, series)));
            int wrong = detector.Alarms.Count(alarm => !labels.Any(label => alarm.Meets(label, series)));
            table.AddRow(detector.Name, Invariant($"{detector.Threshold:F0}"), $"{found} of {labels.Length}", $"{detector.Alarms.Count}", $"{wrong}");
        }

        _console.Write(table);
    }

    private static string Hour(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
