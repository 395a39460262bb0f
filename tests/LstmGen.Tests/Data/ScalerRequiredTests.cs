using LstmGen.Forecasting;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Data;

/// <summary>A model that scales and has no scaler yet has no answer; every way to one is open.</summary>
public sealed class ScalerRequiredTests
{
    private static readonly float[] Series = [.. Enumerable.Range(0, 60).Select(i => 500f + i % 7)];

    private static LinearModel Fresh() => new(3, scaling: Scaling.Standard);

    [Fact]
    public void Without_a_scaler_nothing_is_predicted()
    {
        LinearModel model = Fresh();
        Action[] calls =
        [
            () => model.Predict(new float[3], new float[1]),
            () => model.PredictBatch(new float[6], new float[2]),
            () => model.Forecast(new float[3], new float[2]),
            () => model.Evaluate(WindowDataset.Of(Series, 3)),
            () => model.ComputeGradient(new float[3], new float[1], new float[4], Loss.MeanSquaredError),
            () => ForecastAccuracy.Of(model, WindowDataset.Of(Series, 3)),
        ];
        foreach (Action call in calls)
        {
            string message = Assert.Throws<InvalidOperationException>(call).Message;
            foreach (string way in new[] { "Fit", "Load", "FitScaler", "SetScaler", "Identity", "Scaling.Standard" })
            {
                Assert.Contains(way, message, StringComparison.Ordinal);
            }
        }

        // Nothing is left behind: the buffers that were rented serve the next call.
        model.FitScaler(WindowDataset.Of(Series, 3));
        model.PredictBatch(new float[6], new float[2]);
    }

    [Fact]
    public void Warming_up_needs_no_scaler_and_leaves_none()
    {
        LinearModel model = Fresh();
        model.Warmup(training: true);
        Assert.Null(model.Scaler);
        Assert.Throws<InvalidOperationException>(() => model.Predict(new float[3], new float[1]));
    }

    [Fact]
    public void A_scaler_comes_from_training_from_windows_from_a_file_or_from_the_caller()
    {
        WindowDataset windows = WindowDataset.Of(Series, 3);
        LinearModel trained = Fresh(), fitted = Fresh(), loaded = Fresh(), given = Fresh();
        trained.Fit(windows, new FitOptions { LearningRate = 0 });
        fitted.FitScaler(windows);
        using var stream = new MemoryStream();
        fitted.Save(stream);
        stream.Position = 0;
        loaded.Load(stream);
        given.SetScaler(Scaler.Fit(Scaling.Standard, windows));

        float[] expected = new float[1], answer = new float[1];
        trained.Predict(Series.AsSpan(0, 3), expected);
        foreach (LinearModel model in new[] { fitted, loaded, given })
        {
            model.Predict(Series.AsSpan(0, 3), answer);
            Assert.Equal(TrainingData.Bits(expected), TrainingData.Bits(answer));
        }
    }

    [Fact]
    public void The_identity_scaler_takes_values_as_they_are()
    {
        LinearModel model = Fresh(), plain = new(3);
        model.SetScaler(Scaler.Identity(1, 1));
        float[] expected = new float[1], answer = new float[1];
        plain.Predict(Series.AsSpan(0, 3), expected);
        model.Predict(Series.AsSpan(0, 3), answer);
        Assert.Equal(expected, answer);
    }

    [Fact]
    public void Learning_batch_by_batch_settles_the_identity()
    {
        LinearModel model = Fresh(), plain = new(3);
        model.FitBatch([1f, 2f, 3f], [4f], new Sgd());
        plain.FitBatch([1f, 2f, 3f], [4f], new Sgd());
        Assert.Equal(Scaling.None, model.Scaler!.Kind);
        Assert.Equal(TrainingData.Bits(plain.Values), TrainingData.Bits(model.Values));
        model.Predict(new float[3], new float[1]);
    }

    [Fact]
    public void A_scaler_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Fresh().SetScaler(Scaler.Identity(2, 1)));
        Assert.Throws<ArgumentException>(() => Fresh().SetScaler(Scaler.Identity(1, 2)));
        Assert.Throws<ArgumentNullException>(() => Fresh().SetScaler(null!));
        Assert.Throws<ArgumentException>(() => Fresh().FitScaler(WindowDataset.Of(Series, 4)));
        Assert.Throws<InvalidOperationException>(() => new LinearModel(3).SetScaler(Scaler.Identity(1, 1)));
        Assert.Throws<InvalidOperationException>(() => new LinearModel(3).FitScaler(WindowDataset.Of(Series, 3)));
        LinearModel model = Fresh();
        model.Fit(WindowDataset.Of(Series, 3), new FitOptions
        {
            Progress = new Recorder(_ =>
            {
                Assert.Throws<InvalidOperationException>(() => model.SetScaler(Scaler.Identity(1, 1)));
                Assert.Throws<InvalidOperationException>(() => model.FitScaler(WindowDataset.Of(Series, 3)));
            }),
        });
    }

    [Fact]
    public void A_later_run_can_fit_the_scaler_again()
    {
        LinearModel model = Fresh(), kept = Fresh();
        WindowDataset first = WindowDataset.Of(TrainingData.Series(60), 3), second = WindowDataset.Of(Series, 3);
        model.Fit(first);
        kept.Fit(first);
        Scaler before = model.Scaler!;
        float[] weights = model.Values;
        model.Fit(second, new FitOptions { RefitScaler = true, LearningRate = 0, ValidationSplit = 0.5 });
        Assert.Equal(weights, model.Values);
        Assert.Equal(Scaler.Fit(Scaling.Standard, second.Slice(0, 28)).InputOffsets, model.Scaler!.InputOffsets);
        kept.Fit(second);
        Assert.Equal(before.InputOffsets, kept.Scaler!.InputOffsets);
    }
}
