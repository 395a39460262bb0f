using LstmGen.Forecasting;

namespace LstmGen.Tests.Training;

/// <summary>A loss in percent is of the raw values, whatever a model scales by.</summary>
public sealed class RawUnitLossTests
{
    private static readonly float[] s_prices = [.. Enumerable.Range(0, 400).Select(i => 100f + 10f * MathF.Sin(i * 0.3f))];

    [Theory]
    [InlineData(Scaling.None)]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    public void The_gradient_is_that_of_finite_differences_in_raw_units(Scaling scaling)
    {
        // Two columns of very different sizes, two steps ahead: four outputs, whose scales take turns.
        float[] small = [.. s_prices.Select((x, i) => x / 5_000f + 0.002f * MathF.Cos(i))];
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("price", s_prices), ("rate", small)), lookBack: 3, horizon: 2).Slice(10, 9);
        var model = new LinearModel(3, features: 2, outputs: 4, scaling: scaling);
        if (scaling != Scaling.None) model.FitScaler(windows);
        float[] inputs = new float[9 * 6], targets = new float[9 * 4];
        for (int i = 0; i < 9; i++)
        {
            windows.CopyInput(i, inputs.AsSpan(i * 6, 6));
            windows.CopyTarget(i, targets.AsSpan(i * 4, 4));
        }

        float[] gradient = new float[model.Values.Length];
        float loss = model.ComputeGradient(inputs, targets, gradient, Loss.MeanAbsolutePercentageError);
        double[] parameters = [.. model.Values.Select(x => (double)x)];
        Assert.Equal(Mape(model, parameters, inputs, targets), loss, 1e-5 * loss);
        Assert.Equal(loss, model.Evaluate(windows, new MeanAbsolutePercentageError()), 1e-5 * loss);
        for (int i = 0; i < parameters.Length; i++)
        {
            double[] up = [.. parameters], down = [.. parameters];
            up[i] += 1e-7;
            down[i] -= 1e-7;
            double expected = (Mape(model, up, inputs, targets) - Mape(model, down, inputs, targets)) / 2e-7;
            Assert.Equal(expected, gradient[i], 1e-3 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    public void The_loss_is_the_mape_of_the_report_and_training_for_it_pays(Scaling scaling)
    {
        WindowDataset windows = WindowDataset.Of(s_prices, 5);
        var byPercent = new LinearModel(5, scaling: scaling);
        var byError = new LinearModel(5, scaling: scaling);
        FitReport percent = byPercent.Fit(windows, new FitOptions { Epochs = 60, LearningRate = 0.01, Loss = new MeanAbsolutePercentageError(), ValidationSplit = 0.2 });
        FitReport error = byError.Fit(windows, new FitOptions { Epochs = 60, LearningRate = 0.01, Loss = new MeanAbsoluteError(), ValidationSplit = 0.2 });
        Assert.True(percent.Accuracy!.Mape < 5 * error.Accuracy!.Mape, $"{percent.Accuracy.Mape} % after percent, {error.Accuracy.Mape} % after errors");
        Assert.Equal(percent.Accuracy.Mape, percent.ValidationLoss!.Value, 1e-4 * percent.Accuracy.Mape);
        Assert.Equal(ForecastAccuracy.Of(byPercent, windows)!.Mape, byPercent.Evaluate(windows, new MeanAbsolutePercentageError()), 1e-4 * percent.Accuracy.Mape);
    }

    [Fact]
    public void A_batch_of_ones_own_and_a_run_agree_bit_for_bit_on_any_number_of_threads()
    {
        WindowDataset windows = WindowDataset.Of(s_prices, 3).Slice(0, 64);
        var options = new FitOptions { Epochs = 1, BatchSize = 64, Shuffle = false, Loss = Loss.MeanAbsolutePercentageError, Optimizer = new Sgd() };
        var run = new LinearModel(3, scaling: Scaling.Standard);
        run.Fit(windows, options);
        float[] inputs = new float[64 * 3], targets = new float[64];
        for (int i = 0; i < 64; i++)
        {
            windows.CopyInput(i, inputs.AsSpan(3 * i, 3));
            windows.CopyTarget(i, targets.AsSpan(i, 1));
        }

        foreach (int threads in new[] { 1, 3 })
        {
            var batch = new LinearModel(3, scaling: Scaling.Standard, large: threads > 1);
            batch.FitScaler(windows);
            batch.FitBatch(inputs, targets, new Sgd(), Loss.MeanAbsolutePercentageError, maxDegreeOfParallelism: threads);
            Assert.Equal(TrainingData.Bits(run.Values), TrainingData.Bits(batch.Values));
        }
    }

    [Fact]
    public void A_loss_of_ones_own_can_be_in_raw_units_too()
    {
        WindowDataset windows = WindowDataset.Of(s_prices, 3);
        var model = new LinearModel(3, scaling: Scaling.Standard);
        model.Fit(windows, new FitOptions { Epochs = 3 });
        Assert.Equal(ForecastAccuracy.Of(model, windows)!.Mae, model.Evaluate(windows, new RawError()), 1e-4);
        Assert.Equal(ForecastAccuracy.Of(model, windows)!.Mae / model.Scaler!.OutputScales[0], model.Evaluate(windows, new MeanAbsoluteError()), 1e-4);
    }

    [Fact]
    public void Batches_allocate_nothing_after_the_first()
    {
        var model = new LinearModel(3, scaling: Scaling.Standard);
        model.FitScaler(WindowDataset.Of(s_prices, 3));
        float[] inputs = s_prices[..48], targets = s_prices[48..64];
        var adam = new Adam();
        void Batches()
        {
            for (int i = 0; i < 20; i++) model.FitBatch(inputs, targets, adam, Loss.MeanAbsolutePercentageError, maxDegreeOfParallelism: 1);
        }

        Batches();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Batches();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The whole way in double precision: scaled inputs, the network, raw outputs, per cent of raw targets.</summary>
    private static double Mape(LinearModel model, double[] parameters, float[] inputs, float[] targets)
    {
        const int rows = 9, outputs = 4, features = 2, size = 6;
        Scaler scaler = model.Scaler ?? Scaler.Identity(features, features);
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double scaled = parameters[size * outputs + o];
                for (int i = 0; i < size; i++)
                {
                    scaled += (inputs[row * size + i] - scaler.InputOffsets[i % features]) / scaler.InputScales[i % features] * parameters[i * outputs + o];
                }

                double raw = scaled * scaler.OutputScales[o % features] + scaler.OutputOffsets[o % features];
                double target = targets[row * outputs + o];
                sum += 100 * Math.Abs(raw - target) / Math.Abs(target);
            }
        }

        return sum / (rows * outputs);
    }

    private sealed class RawError : Loss
    {
        public override string Name => "absolute error in raw units";

        public override bool InRawUnits => true;

        public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
            MeanAbsoluteError.Row(output, target, gradient);
    }
}
