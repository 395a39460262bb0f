using LstmGen.Tests.Persistence;

namespace LstmGen.Tests.Training;

/// <summary>Frozen tensors keep their bits whatever the optimizer, and training without them is training of the others alone.</summary>
public sealed class FreezingTests
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(70), 4);

    public static TheoryData<string> Optimizers => [.. OptimizerCases.Optimizers.Keys];

    /// <summary>Also when it was trained before, so that momentum still moves it.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void No_optimizer_moves_what_is_frozen(string name)
    {
        LinearModel model = Model();
        Optimizer optimizer = OptimizerCases.Optimizers[name]();
        model.Fit(s_windows, new FitOptions { Epochs = 2, Optimizer = optimizer });
        model.Parameters.Freeze("dense.kernel");
        int[] kernel = TrainingData.Bits(model.Parameters["dense.kernel"]);
        float bias = model.Parameters["dense.bias"][0];

        FitReport report = model.Fit(s_windows, new FitOptions { Epochs = 2, Clipping = GradientClipping.ByGlobalNorm(0.1) });
        model.FitBatch(TrainingData.Noise(4), [1f], optimizer);

        Assert.Equal(kernel, TrainingData.Bits(model.Parameters["dense.kernel"]));
        Assert.NotEqual(bias, model.Parameters["dense.bias"][0]);
        Assert.Contains(", 1 of 2 tensors frozen", report.ToString(), StringComparison.Ordinal);

        model.Parameters.Unfreeze("dense");
        model.Fit(s_windows, new FitOptions { Epochs = 1 });
        Assert.NotEqual(kernel, TrainingData.Bits(model.Parameters["dense.kernel"]));
    }

    /// <summary>The bias alone is one number: its gradient is −2·mean(error), which a plain loop clips and steps.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(100.0)]
    public void A_norm_is_that_of_what_is_trained(double norm)
    {
        LinearModel model = Model();
        model.Set(1f, -2f, 3f, 0.5f, 0.25f);
        model.Parameters.Freeze("dense.kernel");
        float[] inputs = [.. TrainingData.Noise(4 * 8).Select(value => 50f * value)], targets = TrainingData.Noise(8, seed: 9);

        double gradient = 0;
        for (int row = 0; row < 8; row++)
        {
            double output = 0.25 + inputs[row * 4] - 2.0 * inputs[row * 4 + 1] + 3.0 * inputs[row * 4 + 2] + 0.5 * inputs[row * 4 + 3];
            gradient += 2 * (output - targets[row]) / 8;
        }

        double clipped = Math.Abs(gradient) > norm ? Math.Sign(gradient) * norm : gradient;
        model.FitBatch(inputs, targets, new Sgd { LearningRate = 0.1 }, clipping: GradientClipping.ByGlobalNorm(norm));
        Assert.Equal(0.25 - 0.1 * clipped, model.Parameters["dense.bias"][0], 1e-4 * (1 + Math.Abs(clipped)));
    }

    [Theory]
    [InlineData("Adam Keras")]
    [InlineData("AdamW PyTorch")]
    [InlineData("momentum PyTorch")]
    public void A_checkpoint_keeps_it_and_goes_on_bit_for_bit(string optimizer)
    {
        LinearModel whole = Model(), part = Model(), rest = Model();
        whole.Parameters.Freeze("dense.bias");
        part.Parameters.Freeze("dense.bias");
        whole.Fit(s_windows, new FitOptions { Epochs = 6, Optimizer = OptimizerCases.Optimizers[optimizer]() });
        part.Fit(s_windows, new FitOptions { Epochs = 3, Optimizer = OptimizerCases.Optimizers[optimizer]() });

        rest.LoadCheckpoint(CheckpointTests.Bytes(part));
        Assert.Equal(["dense.bias"], rest.Parameters.Frozen);
        rest.Fit(s_windows, new FitOptions { Epochs = 3 });
        Assert.Equal(TrainingData.Bits(whole.Values), TrainingData.Bits(rest.Values));

        // One without the entry is of a model that trains everything, and weights alone say nothing.
        rest.LoadCheckpoint(CheckpointTests.Bytes(Model()));
        Assert.Empty(rest.Parameters.Frozen);
        rest.Parameters.Freeze("dense.bias");
        rest.Load(part.ToBytes());
        Assert.Equal(["dense.bias"], rest.Parameters.Frozen);
    }

    [Fact]
    public void A_checkpoint_of_other_names_is_refused()
    {
        LinearModel model = Model(), other = Model();
        model.Parameters.Freeze("dense.bias");
        byte[] bytes = CheckpointTests.Bytes(model);
        int at = bytes.AsSpan().IndexOf("\"checkpoint.frozen\":\"dense.bias\""u8);
        Assert.True(at > 0);
        bytes[at + "\"checkpoint.frozen\":\""u8.Length] = (byte)'t';
        Exception error = Assert.Throws<InvalidDataException>(() => other.LoadCheckpoint(bytes));
        Assert.Contains("Expected names of tensors of Linear as checkpoint.frozen, found 'tense.bias'", error.Message, StringComparison.Ordinal);
        Assert.Empty(other.Parameters.Frozen);
    }

    [Fact]
    public void Names_that_are_none_are_refused_with_those_there_are()
    {
        LinearModel model = Model();
        foreach (string name in (string[])["dens", "dense.", "dense.kernel2", "", "lstm"])
        {
            ArgumentException error = Assert.Throws<ArgumentException>("names", () => model.Parameters.Freeze("dense.bias", name));
            Assert.StartsWith($"Expected names of tensors or layers of Linear, but got '{name}'. It has dense.kernel, dense.bias.", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>("names", () => model.Parameters.Unfreeze(name));
        }

        Assert.Throws<ArgumentException>("names", () => model.Parameters.Freeze());
        Assert.Throws<ArgumentNullException>("names", () => model.Parameters.Freeze((string)null!));
        Assert.Empty(model.Parameters.Frozen);
    }

    [Fact]
    public void Training_nothing_is_refused()
    {
        LinearModel model = Model();
        model.Parameters.Freeze("dense");
        const string Message = " expected at least one tensor to train, but all 2 of Linear are frozen.";
        Assert.StartsWith("Fit" + Message, Assert.Throws<InvalidOperationException>(() => model.Fit(s_windows)).Message, StringComparison.Ordinal);
        Assert.StartsWith("FitBatch" + Message, Assert.Throws<InvalidOperationException>(() => model.FitBatch(TrainingData.Noise(4), [1f], new Adam())).Message, StringComparison.Ordinal);
        model.Evaluate(s_windows);
        model.Parameters.Unfreeze();
        model.Fit(s_windows);
    }

    [Fact]
    public void It_is_refused_while_the_model_trains()
    {
        LinearModel model = Model();
        InvalidOperationException? freeze = null, unfreeze = null;
        model.Fit(s_windows, new FitOptions
        {
            Progress = new Recorder(_ =>
            {
                freeze = Assert.Throws<InvalidOperationException>(() => model.Parameters.Freeze("dense.bias"));
                unfreeze = Assert.Throws<InvalidOperationException>(() => model.Parameters.Unfreeze());
            }),
        });
        Assert.StartsWith("Parameters.Freeze is refused: Fit is running", freeze!.Message, StringComparison.Ordinal);
        Assert.StartsWith("Parameters.Unfreeze is refused: Fit is running", unfreeze!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_keeps_it_for_itself()
    {
        LinearModel model = Model();
        model.Parameters.Freeze("dense.bias");
        LinearModel copy = model.Clone();
        copy.Parameters.Freeze("dense.kernel");
        model.Parameters.Unfreeze();
        Assert.Equal(["dense.kernel", "dense.bias"], copy.Parameters.Frozen);
        Assert.Empty(model.Parameters.Frozen);
        Assert.Contains("\nFrozen:        5 parameters in 2 tensors: dense.kernel, dense.bias\n", copy.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Frozen", model.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gradient_is_given_all_the_same()
    {
        LinearModel model = Model();
        float[] free = new float[5], frozen = new float[5];
        model.ComputeGradient(TrainingData.Noise(4), [1f], free);
        model.Parameters.Freeze("dense.kernel");
        model.ComputeGradient(TrainingData.Noise(4), [1f], frozen);
        Assert.Equal(free, frozen);
    }

    private static LinearModel Model() => new(4);
}
