using LstmGen.Conformance.Oracle;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>What training with [BatchNorm] leaves behind: moving statistics by their formula, in every file and copy, moved by updates alone; and the same bits however the batch is worked on.</summary>
public sealed class BatchNormTests
{
    private const int Size = 6 * 3;

    [Fact]
    public void Moving_statistics_are_the_formula()
    {
        MovingModel model = new(1);
        Adam adam = new() { LearningRate = 0.01 };
        double[] mean = new double[3], variance = [1, 1, 1];
        foreach (int rows in new[] { 7, 32, 1, 5 })
        {
            float[] windows = Draw(rows * Size, rows);
            model.FitBatch(windows, Draw(rows * 5, 9), adam);
            for (int feature = 0; feature < 3; feature++)
            {
                double[] values = [.. windows.Where((_, i) => i % 3 == feature).Select(value => (double)value)];
                mean[feature] = 0.99 * mean[feature] + 0.01 * values.Average();
                variance[feature] = 0.99 * variance[feature] + 0.01 * values.Average(value => (value - values.Average()) * (value - values.Average()));
            }
        }

        Close.Equal(mean, model.Parameters["batchnorm.moving_mean"], 1e-5, "moving mean");
        Close.Equal(variance, model.Parameters["batchnorm.moving_variance"], 1e-6, "moving variance");
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(1, 1)]
    public void The_unbiased_variance_counts_one_value_less(int rows, int steps)
    {
        MovingModel model = new(1);
        float[] windows = Draw(rows * Size, 3);
        int[] lengths = [.. Enumerable.Repeat(steps, rows)];

        // What the second norm reads is linear in what the first one passes on: gamma 1, beta 0.
        double[][] normed = Normed(windows, rows, steps);
        float[] kernel = model.Parameters["dense.kernel"].ToArray();
        model.FitBatch(windows, Draw(rows * 5, 9), new Sgd { LearningRate = 0 }, lengths: lengths);
        double count = rows * steps;
        for (int unit = 0; unit < 2; unit++)
        {
            double[] values = [.. normed.Select(step => step.Select((value, i) => value * kernel[2 * i + unit]).Sum())];
            double variance = values.Average(value => (value - values.Average()) * (value - values.Average()));
            Assert.Equal(0.5 * values.Average(), model.Parameters["batchnorm_1.moving_mean"][unit], 1e-6);
            Assert.Equal(0.5 + 0.5 * variance * (count > 1 ? count / (count - 1) : 1), model.Parameters["batchnorm_1.moving_variance"][unit], 1e-5);
        }
    }

    [Fact]
    public void Padding_and_weights_count_for_nothing_in_statistics()
    {
        float[] windows = Draw(9 * Size, 5), targets = Draw(9 * 5, 6), other = [.. windows];
        int[] lengths = [1, 6, 3, 2, 6, 5, 4, 1, 2];
        for (int row = 0; row < 9; row++) other.AsSpan(row * Size + lengths[row] * 3, Size - lengths[row] * 3).Fill(1e9f);
        float[] Statistics(float[] inputs, float[] weights)
        {
            MovingModel model = new(1);
            model.FitBatch(inputs, targets, new Sgd { LearningRate = 0 }, weights: weights, lengths: lengths);
            return model.Parameters.Values.ToArray();
        }

        Bits.Equal(Statistics(windows, []), Statistics(other, []), "parameters with other padding");
        Bits.Equal(Statistics(windows, []), Statistics(windows, [1, 0, 2, 0.5f, 0, 1, 3, 1, 1]), "parameters with weights");
    }

    /// <summary>So many windows that their tiles are shared out in eight chunks: statistics and gradients are those of all.</summary>
    [Fact]
    public void A_batch_spans_all_of_its_tiles()
    {
        OracleNetwork oracle = new(
            new OracleShape(6, 3),
            [new OracleBatchNorm(1e-3, scale: true, center: true, OracleNorming.Batch), new OracleDense(2), new OracleBatchNorm(1e-3, scale: true, center: true, OracleNorming.Batch), new OracleLstm(5)]);
        MovingModel model = new(3);
        float[] windows = Draw(70 * Size, 1), targets = Draw(70 * 5, 2), gradient = new float[model.Parameters.Count], inputGradient = new float[windows.Length];
        OracleResult expected = oracle.Gradient(Close.Widen(windows), Close.Widen(targets), Close.Widen(model.Parameters.Values), OracleLoss.MeanSquaredError);
        float loss = model.ComputeGradient(windows, targets, gradient, Loss.MeanSquaredError, inputGradient, maxDegreeOfParallelism: 3);
        Assert.Equal(expected.Loss, loss, 1e-6);
        foreach (Runtime.ParameterDescription tensor in model.Parameters.Tensors)
        {
            Close.Equal(expected.ParameterGradient.AsSpan(tensor.Offset, tensor.Count), gradient.AsSpan(tensor.Offset, tensor.Count), 1e-4, $"gradient of {tensor.Name}: ", floor: 1e-4);
        }

        Close.Equal(expected.InputGradient, inputGradient, 1e-4, "input gradient: ", floor: 1e-6);
    }

    [Fact]
    public void Only_updates_move_them()
    {
        NormedStackModel model = Trained(1);
        float[] before = model.Parameters.Values.ToArray(), answers = new float[3];
        WindowDataset windows = Windows();
        model.ComputeGradient(Draw(9 * 24, 1), Draw(9, 2), new float[before.Length], Loss.MeanSquaredError);
        model.PredictBatch(Draw(3 * 24, 1), answers);
        model.PredictMonteCarlo(Draw(24, 1), new float[1], new float[1], samples: 8);
        model.Evaluate(windows);
        model.Warmup(training: true);
        Assert.Throws<ArithmeticException>(() => model.FitBatch(Draw(9 * 24, 1), [.. Enumerable.Repeat(3e38f, 9)], new Sgd()));
        Bits.Equal(before, model.Parameters.Values, "parameters");
    }

    /// <summary>A batch that is finite but whose variance is not leaves the model as it was.</summary>
    [Fact]
    public void Statistics_that_are_not_finite_are_refused()
    {
        MovingModel model = new(1);
        float[] before = model.Parameters.Values.ToArray(), windows = Draw(4 * Size, 1);
        windows[0] = 3e38f;
        var exception = Assert.Throws<ArithmeticException>(() => model.FitBatch(windows, Draw(4 * 5, 2), new Sgd()));
        Assert.Contains("moving variance of batchnorm ", exception.Message, StringComparison.Ordinal);
        Bits.Equal(before, model.Parameters.Values, "parameters");
    }

    [Fact]
    public void One_value_a_feature_is_its_own_mean()
    {
        OneValueModel model = new(1);
        float[] gradient = new float[model.Parameters.Count], inputGradient = new float[1];
        float loss = model.ComputeGradient([3f], [1f, 2f], gradient, Loss.MeanSquaredError, inputGradient);
        Assert.Equal((1 + 4) / 2f, loss);
        Assert.Equal([0f], inputGradient);
        Assert.Equal([0f, 0f, -1f, -2f, 0f, 0f, 0f, 0f], gradient[^8..]);
    }

    /// <summary>However large it is: nothing of it is left beside ε.</summary>
    [Theory]
    [InlineData(1e4f)]
    [InlineData(0.1f)]
    [InlineData(-3e18f)]
    public void A_constant_feature_has_no_variance(float value)
    {
        MovingModel model = new(1);
        float[] windows = [.. Draw(50 * Size, 3).Select((drawn, i) => i % 3 == 0 ? value : drawn)];
        model.FitBatch(windows, Draw(50 * 5, 9), new Sgd { LearningRate = 0 });
        Assert.Equal(0.99f, model.Parameters["batchnorm.moving_variance"][0]);
        Assert.Equal((float)(0.01 * value), model.Parameters["batchnorm.moving_mean"][0], Math.Abs(value) * 1e-8f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(-1)]
    public void Any_number_of_threads_gives_the_same_bits(int threads) =>
        Bits.Equal(Trained(1).Parameters.Values, Trained(threads).Parameters.Values, $"parameters after training, {threads} threads");

    [Fact]
    public void Training_goes_on_from_a_checkpoint()
    {
        NormedStackModel whole = Trained(1), first = Trained(1), second = new(7);
        Fit(whole, 1);
        using MemoryStream file = new();
        first.SaveCheckpoint(file);
        second.LoadCheckpoint(file.ToArray());
        Fit(second, 1);
        Bits.Equal(whole.Parameters.Values, second.Parameters.Values, "parameters");
        NormedStackModel copy = second.Clone();
        Bits.Equal(second.Parameters.Values, copy.Parameters.Values, "of a copy");
    }

    /// <summary>The best epoch comes back whole: validation by its statistics gives its loss.</summary>
    [Fact]
    public void The_best_epoch_has_its_statistics()
    {
        NormedStackModel model = new(3);
        FitReport report = model.Fit(Windows(), new FitOptions
        {
            Epochs = 12,
            BatchSize = 16,
            LearningRate = 0.05,
            ValidationSplit = 0.2,
            EarlyStopping = new EarlyStopping { Patience = 3 },
        });
        WindowDataset windows = Windows();
        int training = (int)Math.Floor(windows.Count * 0.8);
        Assert.Equal(report.Epochs[report.BestEpoch - 1].ValidationLoss!.Value, model.Evaluate(windows.Slice(training, windows.Count - training)), 1e-12);
    }

    [Fact]
    public void It_learns()
    {
        NormedStackModel model = new(3);
        FitReport report = model.Fit(Windows(), new FitOptions { Epochs = 15, BatchSize = 16, LearningRate = 0.01, ValidationSplit = 0.2 });
        Assert.True(report.Epochs[^1].ValidationLoss < 0.3 * report.Epochs[0].ValidationLoss, report.ToString());
    }

    /// <summary>Predictions go by moving statistics: a run that is too short for them says so, and one that goes on from others does not.</summary>
    [Fact]
    public void A_run_says_that_it_was_too_short_for_its_statistics()
    {
        NormedStackModel model = new(3);
        Assert.Contains("After 5 updates with a Momentum of 0.8, 33 % of the moving statistics of batchnorm are", Assert.Single(Warnings(model, epochs: 1)), StringComparison.Ordinal);
        Assert.Empty(Warnings(model, epochs: 1));
        Assert.Empty(Warnings(new NormedStackModel(3), epochs: 3));

        static IEnumerable<string> Warnings(NormedStackModel model, int epochs) =>
            model.Fit(Windows(), new FitOptions { Epochs = epochs, BatchSize = 40 }).Warnings.Where(warning => warning.Contains("moving", StringComparison.Ordinal));
    }

    private static NormedStackModel Trained(int threads)
    {
        NormedStackModel model = new(42);
        Fit(model, threads);
        return model;
    }

    private static void Fit(NormedStackModel model, int threads) =>
        model.Fit(Windows(), new FitOptions { Epochs = 2, BatchSize = 67, ValidationSplit = 0.1, MaxDegreeOfParallelism = threads });

    private static WindowDataset Windows()
    {
        float[] series = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { 20f + 5f * MathF.Sin(i * 0.3f), 300f + 40f * MathF.Cos(i * 0.11f) })];
        float[] inputs = [.. Enumerable.Range(0, 180).SelectMany(i => series[(2 * i)..(2 * i + 24)])], targets = [.. Enumerable.Range(0, 180).Select(i => series[2 * i + 24])];
        return WindowDataset.From(inputs, targets, 12, 2, 1);
    }

    /// <summary>The valid steps of a batch by its mean and variance, in double.</summary>
    private static double[][] Normed(float[] windows, int rows, int steps)
    {
        double[][] taken = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, steps).Select(t => windows.AsSpan(row * Size + t * 3, 3).ToArray().Select(value => (double)value).ToArray()))];
        double[] mean = [.. Enumerable.Range(0, 3).Select(i => taken.Average(step => step[i]))];
        double[] variance = [.. Enumerable.Range(0, 3).Select(i => taken.Average(step => (step[i] - mean[i]) * (step[i] - mean[i])))];
        return [.. taken.Select(step => step.Select((value, i) => (value - mean[i]) / Math.Sqrt(variance[i] + 1e-3)).ToArray())];
    }

    private static float[] Draw(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}

[LstmModel(LookBack = 1)]
[Lstm(2)]
[BatchNorm]
internal sealed partial class OneValueModel;
