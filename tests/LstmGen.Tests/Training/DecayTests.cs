using CsCheck;

namespace LstmGen.Tests.Training;

/// <summary>Weight decay of single tensors: that of a plain AdamW with the same λ on those parameters, bit for bit.</summary>
public sealed class DecayTests
{
    [Fact]
    public void Each_tensor_decays_as_if_all_did_as_much() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 5], Gen.Enum<OptimizerStyle>(), Gen.Bool).Sample((lookBack, outputs, style, biases) =>
    {
        var own = new LinearModel(lookBack, outputs: outputs);
        int kernel = lookBack * outputs;
        var optimizer = new AdamW { Style = style, WeightDecay = 0.1, WeightDecayOf = new Dictionary<string, double> { ["dense"] = 0.3, ["dense.kernel"] = 0.02 }, DecayBiases = biases };
        Train(own, optimizer);
        Assert.Equal(Trained(lookBack, outputs, style, 0.02)[..kernel], own.Values[..kernel]);
        Assert.Equal(Trained(lookBack, outputs, style, 0.3)[kernel..], own.Values[kernel..]);
    }, iter: 30);

    [Fact]
    public void Biases_may_be_left_alone()
    {
        var own = new LinearModel(20);
        Train(own, new AdamW { WeightDecay = 0.1, DecayBiases = false });
        Assert.Equal(Trained(20, 1, OptimizerStyle.Keras, 0.1)[..20], own.Values[..20]);
        Assert.Equal(Trained(20, 1, OptimizerStyle.Keras, 0)[20..], own.Values[20..]);
    }

    [Fact]
    public void A_name_that_no_tensor_has_is_refused_before_anything_changes()
    {
        var model = new LinearModel(4);
        float[] before = model.Values;
        var optimizer = new AdamW { WeightDecayOf = new Dictionary<string, double> { ["lstm"] = 0.1 } };
        Assert.Contains("got 'lstm'. It has dense.kernel, dense.bias", Assert.Throws<ArgumentException>(() => Train(model, optimizer)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { WeightDecayOf = new Dictionary<string, double> { ["dense"] = -1 } });
        Assert.Throws<InvalidOperationException>(() => new AdamW { DecayBiases = false }.Step([1f], [1f]));
    }

    [Fact]
    public void A_checkpoint_keeps_the_decays()
    {
        LinearModel whole = new(6), first = new(6), second = new(6);
        Train(whole, Optimizer());
        Train(whole, whole.Optimizer!);
        Train(first, Optimizer());
        string path = Path.GetTempFileName();
        try
        {
            first.SaveCheckpoint(path);
            second.LoadCheckpoint(path);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(new Dictionary<string, double> { ["dense.bias"] = 0.25 }, ((AdamW)second.Optimizer!).WeightDecayOf);
        Assert.False(((AdamW)second.Optimizer!).DecayBiases);
        Train(second, second.Optimizer!);
        Assert.Equal(whole.Values, second.Values);

        static AdamW Optimizer() => new() { WeightDecay = 0.1, WeightDecayOf = new Dictionary<string, double> { ["dense.bias"] = 0.25 }, DecayBiases = false };
    }

    private static float[] Trained(int lookBack, int outputs, OptimizerStyle style, double decay)
    {
        var model = new LinearModel(lookBack, outputs: outputs);
        Train(model, new AdamW { Style = style, WeightDecay = decay });
        return model.Values;
    }

    private static void Train(LinearModel model, Optimizer optimizer)
    {
        // Gradients are given and do not depend on the weights: other decays of other tensors change nothing here.
        float[] inputs = new float[model.Description.InputSize], targets = TrainingData.Noise(model.Description.OutputSize);
        for (int i = 0; i < 3; i++)
        {
            model.FitBatch(inputs, targets, optimizer, new Slope(), learningRate: 0.1);
        }
    }

    /// <summary>A loss whose gradient is the target.</summary>
    private sealed class Slope : Loss
    {
        public override string Name => "slope";

        public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
        {
            target.CopyTo(gradient);
            return target[0];
        }
    }
}
