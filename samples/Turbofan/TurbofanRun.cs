using LstmGen.Metrics;

namespace Turbofan;

/// <summary>From the files to the tables: read, train, choose the epoch, foretell the test engines, compare, use.</summary>
internal sealed class TurbofanRun(PaperOptions options, TextWriter output)
{
    private readonly PaperReport _report = new("Turbofan", options, output);

    public void Run()
    {
        options.DataFile(Engines.TrainFile);
        options.DataFile(Engines.TestFile);
        options.DataFile(Engines.LivesFile);
        Engines engines = Engines.Read(options.Data.FullName);
        output.WriteLine($"{engines.Train.Length} engines to train on, {engines.Test.Length} to test on.");
        if (options.Model is { } file)
        {
            Use(engines, file);
            return;
        }

        int epochs = options.Quick ? 1 : 12;
        Engines seen = options.Quick ? engines with { Train = engines.Train[..20] } : engines;
        var points = _report.Train("lives", epochs, (seed, progress) => Trained(new LifeModel(seed), seen, epochs, progress));
        var intervals = _report.Train("intervals", epochs, (seed, progress) => Trained(new LifeIntervalModel(seed), seen, epochs, progress));

        // Up to here nothing has read a test engine; from here on nothing is chosen.
        WindowDataset test = LifeTask.LastWindows(engines.Test, engines.Lives);
        float[][] foretold = [.. points.Select(one => one.Model.Predict(test))];
        float[][] quantiles = [.. intervals.Select(one => one.Model.Predict(test))];
        _report.Add(TurbofanTables.Errors(engines, foretold, quantiles));
        _report.Add(TurbofanTables.Intervals(engines.Lives, quantiles));
        TurbofanPictures.Engines(_report.Picture("turbofan-intervals.png"), engines.Lives, foretold[0], quantiles[0]);
        TurbofanPictures.Life(_report.Picture("turbofan-life.png"), engines.Train[0], points[0].Model, intervals[0].Model);
        _report.Write();

        // Of the seeds that which was best on the engines that were held back.
        SequenceModel best = points.MinBy(one => one.Validation).Model;
        best.Save(options.Save.FullName);
        output.WriteLine($"Model: {options.Save.FullName}");
        Use(engines, options.Save);
    }

    private static (SequenceModel Model, double Validation) Trained(SequenceModel model, Engines engines, int epochs, IProgress<EpochReport> progress)
    {
        FitReport report = LifeTask.Train(model, engines, epochs, progress);
        return (model, report.ValidationLoss ?? double.PositiveInfinity);
    }

    private void Use(Engines engines, FileInfo file)
    {
        LifeModel model = new();
        model.Load(file.FullName);
        float[] foretold = model.Predict(LifeTask.LastWindows(engines.Test, engines.Lives));
        int soonest = Array.IndexOf(foretold, foretold.Min());
        output.WriteLine(FormattableString.Invariant(
            $"{file.Name}: RMSE {RegressionReport.Of(engines.Lives, foretold).Rmse:F2} cycles; the first to be looked at is engine {soonest + 1}, with {foretold[soonest]:F0} cycles to go (it had {engines.Lives[soonest]:F0})."));
    }
}
