using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>Frozen statistics of batch normalisation, and frozen layers: no optimizer touches them, weight decay included; files have them; and what they fold into is the formula.</summary>
public sealed class FrozenTests
{
    private static readonly float[] s_mean = [0.5f, -2f, 30f, 0f], s_variance = [0.25f, 4f, 9f, 1f];

    public static TheoryData<string> Optimizers => ["AdamW", "Adam", "Sgd", "Nadam", "RmsProp"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void No_optimizer_moves_the_statistics(string name)
    {
        NormedModel model = Model();
        Optimizer optimizer = name switch
        {
            "AdamW" => new AdamW { WeightDecay = 0.1, LearningRate = 0.05 },
            "Adam" => new Adam { LearningRate = 0.05 },
            "Sgd" => new Sgd { LearningRate = 1e-4, Momentum = 0.9 },
            "Nadam" => new Nadam { LearningRate = 0.05 },
            _ => new RmsProp { LearningRate = 0.05 },
        };
        float[] gamma = model.Parameters["batchnorm.gamma"].ToArray(), beta = model.Parameters["batchnorm.beta"].ToArray();
        for (int i = 0; i < 5; i++)
        {
            model.FitBatch(Series.Of(3 * 10), [1f, -1f, 2f], optimizer);
        }

        Assert.Equal(s_mean, model.Parameters["batchnorm.moving_mean"].ToArray());
        Assert.Equal(s_variance, model.Parameters["batchnorm.moving_variance"].ToArray());
        Assert.All(gamma.Zip(model.Parameters["batchnorm.gamma"].ToArray()), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.All(beta.Zip(model.Parameters["batchnorm.beta"].ToArray()), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Their_gradient_is_zero_and_files_have_them()
    {
        NormedModel model = Model();
        float[] gradient = new float[model.Parameters.Count];
        model.ComputeGradient(Series.Of(3 * 10), [1f, -1f, 2f], gradient, Loss.MeanSquaredError);
        foreach (Runtime.ParameterDescription tensor in model.Parameters.Tensors.Where(tensor => tensor.Name.Contains("moving", StringComparison.Ordinal)))
        {
            Assert.All(gradient.AsSpan(tensor.Offset, tensor.Count).ToArray(), value => Assert.Equal(0f, value));
        }

        NormedModel again = new(9);
        again.Load(model.ToBytes());
        Assert.Equal(model.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_new_one_passes_on_what_it_reads_but_for_epsilon()
    {
        ParameterSet tensors = new NormedModel(1).Parameters;
        Assert.Equal([1f, 1f, 1f, 1f], tensors["batchnorm.gamma"].ToArray());
        Assert.Equal([0f, 0f, 0f, 0f], tensors["batchnorm.moving_mean"].ToArray());
        Assert.Equal([1f, 1f, 1f, 1f], tensors["batchnorm.moving_variance"].ToArray());
    }

    /// <summary>Keras' trainable = False: neither gamma nor beta learns, whatever weight decay says.</summary>
    [Fact]
    public void A_frozen_layer_stays_as_it_is()
    {
        FrozenModel model = new(3);
        float[] before = Tensors();
        float[] gradient = new float[model.Parameters.Count];
        for (int i = 0; i < 3; i++) model.FitBatch(Series.Of(3 * 10), [1f, -1f, 2f], new AdamW { WeightDecay = 0.1, LearningRate = 0.05 });
        model.ComputeGradient(Series.Of(3 * 10), [1f, -1f, 2f], gradient, Loss.MeanSquaredError);
        Assert.Equal(before, Tensors());
        Assert.All(model.Parameters.Tensors.Where(tensor => tensor.IsFrozen), tensor => Assert.All(gradient.AsSpan(tensor.Offset, tensor.Count).ToArray(), value => Assert.Equal(0f, value)));
        Assert.Contains(gradient, value => value != 0);

        float[] Tensors() => [.. new[] { "gamma", "beta", "moving_mean", "moving_variance" }.SelectMany(name => model.Parameters[$"batchnorm.{name}"].ToArray())];
    }

    /// <summary>Freezing at run time, layer or statistics, is what the options declare.</summary>
    [Theory]
    [InlineData("batchnorm", true)]
    [InlineData("batchnorm.moving_variance", false)]
    public void Frozen_at_run_time_is_as_declared(string name, bool isLayer)
    {
        SequenceModel learning = new LearningModel(3), declared = isLayer ? new FrozenModel(3) : new NormedModel(3);
        float[] values = learning.Parameters.Values.ToArray();
        s_mean.CopyTo(values.AsSpan(Offset("moving_mean")));
        s_variance.CopyTo(values.AsSpan(Offset("moving_variance")));
        learning.Parameters.CopyFrom(values);
        declared.Parameters.CopyFrom(values);
        learning.Parameters.Freeze(name);
        foreach (SequenceModel model in new[] { learning, declared })
        {
            Sgd sgd = new() { LearningRate = 0.01, Momentum = 0.9 };
            for (int i = 0; i < 4; i++) model.FitBatch(Series.Of(3 * 10), [1f, -1f, 2f], sgd);
        }

        Close.Equal(Close.Widen(declared.Parameters.Values), learning.Parameters.Values, 1e-5, "parameters");
        Assert.Equal(s_variance, learning.Parameters["batchnorm.moving_variance"].ToArray());
        Assert.Equal(s_mean, learning.Parameters["batchnorm.moving_mean"].ToArray());

        // Once it learns again its statistics move, also while gamma is frozen.
        learning.Parameters.Unfreeze();
        learning.Parameters.Freeze("batchnorm.gamma");
        float[] gamma = learning.Parameters["batchnorm.gamma"].ToArray();
        learning.FitBatch(Series.Of(3 * 10), [1f, -1f, 2f], new Sgd());
        Assert.Equal(gamma, learning.Parameters["batchnorm.gamma"].ToArray());
        Assert.NotEqual(s_mean[0], learning.Parameters["batchnorm.moving_mean"][0]);

        int Offset(string tensor) => learning.Parameters.Tensors.Single(other => other.Name == $"batchnorm.{tensor}").Offset;
    }

    private static NormedModel Model()
    {
        NormedModel model = new(3);
        float[] values = model.Parameters.Values.ToArray();
        foreach (Runtime.ParameterDescription tensor in model.Parameters.Tensors)
        {
            if (tensor.Name == "batchnorm.moving_mean") s_mean.CopyTo(values.AsSpan(tensor.Offset));
            if (tensor.Name == "batchnorm.moving_variance") s_variance.CopyTo(values.AsSpan(tensor.Offset));
        }

        model.Parameters.CopyFrom(values);
        return model;
    }
}

[LstmModel(LookBack = 5, Features = 2)]
[Lstm(4)]
[BatchNorm(FrozenStatistics = true)]
[Dense(1)]
internal sealed partial class NormedModel;

[LstmModel(LookBack = 5, Features = 2)]
[Lstm(4)]
[BatchNorm]
[Dense(1)]
internal sealed partial class LearningModel;

[LstmModel(LookBack = 5, Features = 2)]
[Lstm(4)]
[BatchNorm(Frozen = true)]
[Dense(1)]
internal sealed partial class FrozenModel;
