using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Training;

/// <summary>Fine-tuning: with the layers below frozen, the head learns as one alone would from what they put out.</summary>
public sealed class FreezingTests
{
    public static TheoryData<string> Optimizers => ["Sgd", "momentum", "RmsProp", "Adam", "AdamW", "Nadam"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_head_on_frozen_layers_learns_as_alone(string name)
    {
        FrozenBelow whole = new(3);
        HeadAlone alone = new(4);
        alone.Parameters.Set("dense.kernel", whole.Parameters["dense.kernel"]);
        alone.Parameters.Set("dense.bias", whole.Parameters["dense.bias"]);
        whole.Parameters.Freeze("lstm", "gru");
        float[] before = whole.Parameters.Values.ToArray();
        Optimizer first = Make(name), second = Make(name);
        for (int batch = 0; batch < 6; batch++)
        {
            float[] inputs = Series.Of(3 * 20 + batch).AsSpan(batch).ToArray(), targets = Series.Of(20 + batch).AsSpan(batch).ToArray();
            float[] features = Hidden(whole, inputs);
            whole.FitBatch(inputs, targets, first, clipping: GradientClipping.ByGlobalNorm(0.3));
            alone.FitBatch(features, targets, second, clipping: GradientClipping.ByGlobalNorm(0.3));
        }

        foreach (Runtime.ParameterDescription tensor in whole.Parameters.Tensors)
        {
            ReadOnlySpan<float> now = whole.Parameters[tensor.Name], was = before.AsSpan(tensor.Offset, tensor.Count);
            if (!tensor.Name.StartsWith("dense", StringComparison.Ordinal))
            {
                Assert.True(now.SequenceEqual(was), tensor.Name);
                continue;
            }

            Assert.False(now.SequenceEqual(was), tensor.Name);
            Assert.All(now.ToArray().Zip(alone.Parameters[tensor.Name].ToArray()), pair => Assert.Equal(pair.Second, pair.First, 2e-5f));
        }
    }

    [Fact]
    public void A_layer_is_its_tensors_and_none_of_another()
    {
        MiddleModel model = new(1);
        model.Parameters.Freeze("lstm");
        Assert.Equal(
            ["lstm.forward.kernel", "lstm.forward.recurrent_kernel", "lstm.forward.bias", "lstm.backward.kernel", "lstm.backward.recurrent_kernel", "lstm.backward.bias"],
            model.Parameters.Frozen);
        model.Parameters.Unfreeze("lstm.forward", "lstm.backward.bias");
        Assert.Equal(["lstm.backward.kernel", "lstm.backward.recurrent_kernel"], model.Parameters.Frozen);
        model.Parameters.Unfreeze();
        model.Parameters.Freeze("dense_1.bias", "lstm_1.bias");
        Assert.Equal(["lstm_1.bias", "dense_1.bias"], model.Parameters.Frozen);
    }

    /// <summary>A table keeps only the rows of the last batch in its gradient; what freezing erases must not confuse it.</summary>
    [Fact]
    public void A_table_that_was_frozen_learns_like_one_that_was_not()
    {
        LargeTable frozen = new(3), free = new(3);
        frozen.Parameters.Freeze("embedding");
        int[] tokens = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        frozen.FitBatch(tokens, [0.5f], new Sgd());
        Assert.True(frozen.Parameters["embedding.embeddings"].SequenceEqual(free.Parameters["embedding.embeddings"]));

        // As many updates, so that the masks are the same.
        free.FitBatch(tokens, [0.5f], new Sgd());
        frozen.Parameters.Unfreeze();
        free.Parameters.CopyFrom(frozen.Parameters.Values);
        tokens[3] = 77;
        frozen.FitBatch(tokens, [0.5f], new Sgd { Momentum = 0.5 });
        free.FitBatch(tokens, [0.5f], new Sgd { Momentum = 0.5 });
        Assert.True(frozen.Parameters.Values.SequenceEqual(free.Parameters.Values));
    }

    [Fact]
    public void The_same_bits_with_any_number_of_threads()
    {
        float[] one = Train(1), many = Train(3);
        Assert.Equal(one, many);

        static float[] Train(int threads)
        {
            MiddleModel model = new(2);
            model.Parameters.Freeze("lstm", "dense");
            model.Fit(WindowDataset.Of(Series.Of(200), 12), new FitOptions { Epochs = 2, Optimizer = new AdamW(), MaxDegreeOfParallelism = threads });
            return model.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void It_allocates_nothing()
    {
        FrozenBelow model = new(3);
        model.Parameters.Freeze("lstm", "gru.kernel");
        float[] inputs = Series.Of(3 * 20), targets = Series.Of(20);
        AdamW optimizer = new();
        for (int i = 0; i < 50; i++) model.FitBatch(inputs, targets, optimizer, maxDegreeOfParallelism: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) model.FitBatch(inputs, targets, optimizer, maxDegreeOfParallelism: 1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Optimizer Make(string name) => name switch
    {
        "Sgd" => new Sgd { LearningRate = 0.1 },
        "momentum" => new Sgd { LearningRate = 0.05, Momentum = 0.9, Nesterov = true },
        "RmsProp" => new RmsProp { LearningRate = 0.01 },
        "Adam" => new Adam { LearningRate = 0.01 },
        "AdamW" => new AdamW { LearningRate = 0.01, WeightDecay = 0.1 },
        _ => new Nadam { LearningRate = 0.01 },
    };

    /// <summary>What the layers below put out, by a trace.</summary>
    private static float[] Hidden(FrozenBelow model, float[] inputs)
    {
        Inspection.ModelTrace trace = model.CreateTrace();
        return
        [
            .. Enumerable.Range(0, inputs.Length / 3).SelectMany(row =>
            {
                model.Trace(inputs.AsSpan(row * 3, 3), trace);
                return trace.Layers[1].Hidden(2).ToArray();
            }),
        ];
    }
}

[LstmModel(LookBack = 3)]
[Lstm(5)]
[Gru(7)]
[Dense(1)]
internal sealed partial class FrozenBelow;

[LstmModel(LookBack = 1, Features = 7)]
[Dense(1)]
internal sealed partial class HeadAlone;
