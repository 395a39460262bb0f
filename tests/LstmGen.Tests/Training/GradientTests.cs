namespace LstmGen.Tests.Training;

public sealed class GradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(77)]
    public void Loss_and_gradients_of_any_number_of_rows_are_those_of_the_formula(int rows)
    {
        const int Inputs = 6, Outputs = 3;
        var model = new LinearModel(lookBack: 3, features: 2, outputs: Outputs);
        float[] inputs = TrainingData.Noise(rows * Inputs), targets = TrainingData.Noise(rows * Outputs, seed: 9);
        float[] gradient = new float[model.Description.ParameterCount], inputGradient = new float[inputs.Length];

        float loss = model.ComputeGradient(inputs, targets, gradient, Loss.MeanSquaredError, inputGradient);

        float[] w = model.Values;
        double expectedLoss = 0;
        double[] expected = new double[gradient.Length], expectedInput = new double[inputs.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int o = 0; o < Outputs; o++)
            {
                double y = w[Inputs * Outputs + o];
                for (int i = 0; i < Inputs; i++) y += (double)inputs[row * Inputs + i] * w[i * Outputs + o];
                double e = y - targets[row * Outputs + o];
                expectedLoss += e * e / (rows * Outputs);
                double by = 2 * e / (rows * Outputs);
                expected[Inputs * Outputs + o] += by;
                for (int i = 0; i < Inputs; i++)
                {
                    expected[i * Outputs + o] += by * inputs[row * Inputs + i];
                    expectedInput[row * Inputs + i] += by * w[i * Outputs + o];
                }
            }
        }

        Assert.Equal(expectedLoss, loss, 1e-6);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], gradient[i], 1e-6);
        for (int i = 0; i < expectedInput.Length; i++) Assert.Equal(expectedInput[i], inputGradient[i], 1e-6);
    }

    /// <summary>What FitBatch hands to the optimizer, weights and all: the mean of the rows' own gradients, each times its weight.</summary>
    [Fact]
    public void Weights_count_as_in_FitBatch()
    {
        var model = new LinearModel(2, seed: 3);
        float[] inputs = [1, 2, 3, -4, 0.5f, 6], targets = [1, -1, 2], weights = [0.5f, 2, 0], gradient = new float[3], one = new float[3];
        double[] expected = new double[3];
        double expectedLoss = 0;
        for (int row = 0; row < 3; row++)
        {
            expectedLoss += weights[row] * model.ComputeGradient(inputs.AsSpan(2 * row, 2), targets.AsSpan(row, 1), one) / 3;
            for (int i = 0; i < 3; i++) expected[i] += weights[row] * one[i] / 3;
        }

        float loss = model.ComputeGradient(inputs, targets, gradient, weights: weights);
        Assert.Equal(expectedLoss, loss, 1e-5);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(expected[i], gradient[i], 1e-4));
        float[] before = model.Values;
        model.FitBatch(inputs, targets, new Sgd { LearningRate = 1 }, weights: weights);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(before[i] - gradient[i], model.Values[i], 1e-5));
    }

    [Fact]
    public void Weights_count_rows_and_the_mean_is_over_all_of_them()
    {
        var weighted = new LinearModel(2);
        var repeated = new LinearModel(2);
        float[] inputs = [1f, 2f, -1f, 0.5f], targets = [1f, -2f];

        // Weights 3 and 0 over two rows are the first row three times, over two.
        float loss = weighted.FitBatch(inputs, targets, new Sgd { LearningRate = 0.2 }, weights: [3f, 0f]);
        float one = repeated.FitBatch(inputs.AsSpan(0, 2), targets.AsSpan(0, 1), new Sgd { LearningRate = 0.3 });

        Assert.Equal(one * 1.5f, loss, 1e-5f);
        for (int i = 0; i < 3; i++) Assert.Equal(repeated.Values[i], weighted.Values[i], 1e-5f);
    }

    [Fact]
    public void Targets_of_a_quantile_loss_may_stand_once()
    {
        var once = new LinearModel(2, outputs: 3);
        var repeated = new LinearModel(2, outputs: 3);
        var loss = new Pinball(0.1f, 0.5f, 0.9f);
        float[] inputs = TrainingData.Noise(10);
        float[] targets = TrainingData.Noise(5, seed: 1);
        float[] all = [.. targets.SelectMany(t => new[] { t, t, t })];
        Assert.Equal(repeated.FitBatch(inputs, all, new Sgd(), loss), once.FitBatch(inputs, targets, new Sgd(), loss));
        Assert.Equal(repeated.Values, once.Values);
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_refused_with_the_numbers()
    {
        var model = new LinearModel(3, features: 2, outputs: 2);
        var sgd = new Sgd();
        Assert.Contains("3 steps × 2 features = 6", Refused("inputs", () => model.FitBatch(new float[7], new float[2], sgd)), StringComparison.Ordinal);
        Refused("inputs", () => model.FitBatch([], [], sgd));
        Assert.Contains("2 targets of 2 values, one per window, but got 3", Refused("targets", () => model.FitBatch(new float[12], new float[3], sgd)), StringComparison.Ordinal);
        Refused("weights", () => model.FitBatch(new float[12], new float[4], sgd, weights: [1f]));
        Refused("weights", () => model.FitBatch(new float[12], new float[4], sgd, weights: [1f, -1f]));
        Refused("gradient", () => model.ComputeGradient(new float[6], new float[2], new float[3], Loss.Huber));
        Refused("inputGradient", () => model.ComputeGradient(new float[6], new float[2], new float[14], Loss.Huber, new float[5]));
        var used = new Adam();
        used.Step(new float[3], new float[3]);
        Assert.Throws<ArgumentException>(() => model.FitBatch(new float[6], new float[2], used));
    }

    [Fact]
    public void A_batch_that_is_not_finite_changes_nothing()
    {
        var model = new LinearModel(2);
        float[] before = model.Values;
        NotFiniteNumberException value = Assert.Throws<NotFiniteNumberException>(() => { model.FitBatch([1f, float.NaN], [1f], new Sgd()); });
        Assert.Contains("row 1, column 0 of window 0 is NaN", value.Message, StringComparison.Ordinal);
        ArithmeticException gradient = Assert.Throws<ArithmeticException>(
            () => model.FitBatch([3e38f, 3e38f], [1e9f], new Sgd(), Loss.MeanAbsoluteError, weights: [1e8f]));
        Assert.Matches("^The (loss|gradient)", gradient.Message);
        ArithmeticException parameter = Assert.Throws<ArithmeticException>(
            () => model.FitBatch([1f, 1f], [1e6f], new Sgd(), learningRate: 1e38));
        Assert.StartsWith("A parameter", parameter.Message, StringComparison.Ordinal);
        Assert.Equal(TrainingData.Bits(before), TrainingData.Bits(model.Values));
        float[] output = new float[1];
        model.Predict([1f, 1f], output);
        Assert.True(float.IsFinite(output[0]));
    }

    private static string Refused(string name, Action action)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(action);
        Assert.Equal(name, refused.ParamName);
        return refused.Message;
    }
}
