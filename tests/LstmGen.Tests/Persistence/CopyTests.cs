using System.Buffers;
using System.Reflection;
using LstmGen.Forecasting;
using LstmGen.Runtime;
using LstmGen.Tests.Data;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Persistence;

public sealed class CopyTests
{
    [Fact]
    public void A_clone_is_of_the_same_class_and_predicts_the_same()
    {
        LinearModel model = CheckpointTests.Trained();
        LinearModel clone = model.Clone();
        SequenceModel known = model;

        Assert.IsType<LinearModel>(known.Clone());
        Assert.Equal(model.Values, clone.Values);
        Assert.Equal(model.ToBytes(), clone.ToBytes());
        Assert.Equal(model.Seed, clone.Seed);
        Assert.Null(clone.Optimizer);
        float[] expected = new float[1], found = new float[1];
        model.Predict([1f, 2f, 3f, 4f], expected);
        clone.Predict([1f, 2f, 3f, 4f], found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void What_happens_to_one_does_not_happen_to_the_other()
    {
        LinearModel model = CheckpointTests.Trained();
        byte[] before = CheckpointTests.Bytes(model);
        LinearModel clone = model.Clone();
        clone.Fit(WindowDataset.Of(TrainingData.Series(40), 4), new FitOptions { Epochs = 3 });
        Assert.Equal(before, CheckpointTests.Bytes(model));
        Assert.NotEqual(model.Values, clone.Values);

        // A new model with the same weights learns as the clone did.
        LinearModel fresh = CheckpointTests.Model(7);
        fresh.Load(model.ToBytes());
        fresh.Fit(WindowDataset.Of(TrainingData.Series(40), 4), new FitOptions { Epochs = 3 });
        Assert.Equal(TrainingData.Bits(fresh.Values), TrainingData.Bits(clone.Values));

        model.Fit(WindowDataset.Of(TrainingData.Series(40), 4));
        Assert.Equal(TrainingData.Bits(fresh.Values), TrainingData.Bits(clone.Values));
    }

    /// <summary>Holds for fields that are still to come: what two models may share does not change.</summary>
    [Fact]
    public void A_clone_shares_only_what_does_not_change()
    {
        LinearModel model = CheckpointTests.Trained();
        LinearModel clone = model.Clone();
        Type[] unchanging = [typeof(LinearKernels), typeof(ModelKernels), typeof(Scaler), typeof(ForecastLayout), typeof(string)];
        FieldInfo[] fields = typeof(SequenceModel).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.NotEmpty(fields);
        foreach (FieldInfo field in fields.Where(field => !field.FieldType.IsValueType && !unchanging.Contains(field.FieldType)))
        {
            object? own = field.GetValue(model);
            Assert.False(own is not null && ReferenceEquals(own, field.GetValue(clone)), field.Name + " is shared.");
        }
    }

    [Fact]
    public void A_model_that_never_drew_its_parameters_is_cloned_with_them()
    {
        LinearModel model = CheckpointTests.Model(5);
        Assert.Equal(CheckpointTests.Model(5).Values, model.Clone().Values);
    }

    [Fact]
    public void Copying_takes_weights_scaler_and_layout()
    {
        LinearModel model = CheckpointTests.Trained(), copy = CheckpointTests.Model(3);
        copy.FitBatch([1f, 2f, 3f, 4f], [1f], new Adam());
        copy.CopyFrom(model);
        Assert.Equal(model.ToBytes(), copy.ToBytes());
        Assert.Equal(model.PackedWeights.ToArray(), copy.PackedWeights.ToArray());
        Assert.Equal(3L, copy.Seed);
        Assert.Null(copy.Optimizer);
        model.CopyFrom(model);
        Assert.NotNull(model.Optimizer);
    }

    [Fact]
    public void Another_shape_is_refused_by_both_names()
    {
        RuleModel model = Rule();
        model.CopyFrom(Rule(name: "Twin"));
        Refused(Rule(name: "Wider", units: 5), "a model of the shape of RuleModel, but got Wider: its shape of 'dense.kernel' is 2 × 5 instead of 2 × 3");
        Refused(Rule(lookBack: 6), "its look-back is 6 instead of 4");
        Refused(Rule(features: 2), "its number of features is 2 instead of 1");
        Refused(Rule(outputs: 2), "its number of outputs is 2 instead of 1");
        Refused(Rule(scaling: Scaling.Standard), "its scaling is Standard instead of None");
        Refused(CheckpointTests.Model(1), "but got Linear");
        Assert.Throws<ArgumentNullException>(() => model.CopyFrom(null!));

        void Refused(SequenceModel other, string message)
        {
            float[] before = model.MutableParameters.ToArray();
            ArgumentException refused = Assert.Throws<ArgumentException>(() => model.CopyFrom(other));
            Assert.Contains(message, refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, model.MutableParameters.ToArray());
        }
    }

    [Fact]
    public void Bytes_are_those_of_the_file()
    {
        RuleModel model = SaveAndLoadTests.TrainedModel();
        byte[] file = SaveAndLoadTests.Bytes(model).ToArray();
        var buffer = new ArrayBufferWriter<byte>();
        model.Save(buffer);
        Assert.Equal(file, model.ToBytes());
        Assert.Equal(file, buffer.WrittenSpan.ToArray());

        RuleModel loaded = SaveAndLoadTests.Model();
        loaded.Load(file);
        Assert.Equal(file, loaded.ToBytes());
        Assert.Contains(
            "The data cannot be loaded into RuleModel", Assert.Throws<InvalidDataException>(() => loaded.Load(file.AsSpan(0, file.Length - 1))).Message, StringComparison.Ordinal);
        Assert.Equal(file, loaded.ToBytes());

        model.MutableParameters[1] = float.NaN;
        Assert.Throws<InvalidOperationException>(() => model.ToBytes());
        var untouched = new ArrayBufferWriter<byte>();
        Assert.Throws<InvalidOperationException>(() => model.Save(untouched));
        Assert.Equal(0, untouched.WrittenCount);
    }

    private static RuleModel Rule(
        int lookBack = 4, int features = 1, int outputs = 1, Scaling scaling = Scaling.None, string name = "RuleModel", int units = 3) =>
        new((_, _) => { }, lookBack, features, outputs, scaling: scaling, name: name, units: units);
}
