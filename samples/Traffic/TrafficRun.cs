using LstmGen.Import;

namespace Traffic;

/// <summary>From the files to the tables: read, train, choose the epoch, forecast the test file, compare, use.</summary>
internal sealed class TrafficRun(PaperOptions options, FileInfo published, TextWriter output)
{
    private readonly PaperReport _report = new("Traffic", options, output);

    public void Run()
    {
        options.DataFile(PemsData.TrainFile);
        options.DataFile(PemsData.TestFile);
        PemsData data = PemsData.Read(options.Data.FullName);
        output.WriteLine($"{data.Train.Length} counts to train on, {data.Test.Length} to test on; {TrafficTask.Truth(data).Length} are forecast.");
        if (options.Model is { } file)
        {
            Use(data, file);
            return;
        }

        int epochs = options.Quick ? 2 : 80, patience = 20;
        PemsData seen = options.Quick ? data with { Train = data.Train[^(7 * PemsData.Day)..] } : data;
        TrainedTraffic[] raw = Train("counts", new(CountScale.Raw));
        TrainedTraffic[] root = Train("roots of counts", new(CountScale.Root));
        TrainedTraffic[] usual = Train("with the usual day", Usual(data));

        // Up to here nothing has read the test file; from here on nothing is chosen.
        TrafficTables tables = new(data, Forecasts(data, raw), Forecasts(data, root), Forecasts(data, usual), PublishedForecast(data));
        _report.Add(tables.Errors());
        _report.Add(tables.Levels());
        _report.Add(TrafficTables.Epochs(raw, root));
        TrafficPictures.Day(_report.Picture("traffic-day.png"), data, tables);
        TrafficPictures.Epochs(_report.Picture("traffic-mape.png"), raw[0].Validation, root[0].Validation);
        _report.Write();

        // Of the seeds that which was best on the validation days.
        TrainedTraffic best = usual.MinBy(trained => trained.Validation[trained.Epoch - 1].Mse)!;
        best.Model.Save(options.Save.FullName);
        output.WriteLine($"Model: {options.Save.FullName}");
        Use(data, options.Save);

        TrainedTraffic[] Train(string name, TrafficInput input) =>
            _report.Train(name, epochs, (seed, progress) => TrafficTask.Train(seen, input, seed, epochs, patience, progress));
    }

    /// <summary>The days that choose the epoch have no say in what is usual.</summary>
    private static TrafficInput Usual(PemsData data) => new(CountScale.Root, UsualDay.Of(data.Train.AsSpan(0, data.Train.Length - TrafficTask.Validation)));

    private static float[][] Forecasts(PemsData data, TrainedTraffic[] trained) => [.. trained.Select(one => TrafficTask.Forecast(one.Model, one.Input, data.Test))];

    /// <summary>What the published network says, out of its own file; null where that is not there.</summary>
    private float[]? PublishedForecast(PemsData data)
    {
        if (!published.Exists)
        {
            output.WriteLine($"Left out, because there is no file '{published.FullName}': the published network by level.");
            return null;
        }

        PublishedModel model = new();
        model.LoadKeras(published.FullName);
        return TrafficTask.Forecast(model, new(CountScale.Between(data.Train.Min(), data.Train.Max())), data.Test);
    }

    private void Use(PemsData data, FileInfo file)
    {
        UsualTrafficModel model = new();
        model.Load(file.FullName);
        float[] forecasts = TrafficTask.Forecast(model, Usual(data), [.. data.Test, 0]);
        TrafficErrors errors = TrafficErrors.Of(TrafficTask.Truth(data), forecasts.AsSpan(0, forecasts.Length - 1));
        output.WriteLine(FormattableString.Invariant($"{file.Name}: RMSE {errors.Rmse:F2}, MAE {errors.Mae:F2} on the test file; in the five minutes after its end come {forecasts[^1]:F0} vehicles."));
    }
}
