namespace LstmGen.Conformance.Training;

/// <summary>A model that scales its inputs and learns labels goes on from its file, however many labels a target has.</summary>
public sealed class LabelScalerTests
{
    private const int LookBack = 6, Features = 2, Count = 8;

    public static TheoryData<SequenceModel, int> Models => new()
    {
        { new ScaledTranscribingModel(1), 4 },
        { new ScaledTaggingModel(1), LookBack },
        { new ScaledStepClassifyingModel(1), LookBack },
        { new ScaledLabellingModel(1), 3 * LookBack },
    };

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void What_was_trained_with_labels_is_loaded(SequenceModel model, int targetSize)
    {
        Random random = new(5);
        float[] inputs = [.. Enumerable.Range(0, Count * LookBack * Features).Select(_ => 500 + 90 * random.NextSingle())];

        // 1, then no more labels of [Ctc]; everywhere else a label of every step.
        float[] targets = [.. Enumerable.Range(0, Count * targetSize).Select(i => targetSize != 4 ? i % 2 : i % targetSize == 0 ? 1f : -1f)];
        WindowDataset windows = WindowDataset.From(inputs, targets, LookBack, Features);
        model.Fit(windows, new FitOptions { Epochs = 1 });
        Assert.Equal(1, model.Scaler!.OutputColumns);

        var loaded = (SequenceModel)Activator.CreateInstance(model.GetType(), 2L)!;
        loaded.CopyFrom(model);
        using var file = new MemoryStream();
        model.Save(file);
        loaded = (SequenceModel)Activator.CreateInstance(model.GetType(), 2L)!;
        file.Position = 0;
        loaded.Load(file);
        float[] before = new float[Count * model.Description.OutputSize], after = new float[before.Length];
        model.PredictBatch(inputs, before);
        loaded.PredictBatch(inputs, after);
        Assert.Equal(before, after);
        Assert.Equal(model.Evaluate(windows), loaded.Evaluate(windows));
    }
}

[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.Standard)]
[Lstm(4, ReturnSequences = true)]
[Ctc(7, MaximumLabels = 4)]
public sealed partial class ScaledTranscribingModel;

[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.Standard)]
[Lstm(4, ReturnSequences = true)]
[Crf(5)]
public sealed partial class ScaledTaggingModel;

[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.MinMax)]
[Lstm(4, ReturnSequences = true)]
[Softmax(5)]
public sealed partial class ScaledStepClassifyingModel;

[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.Robust)]
[Lstm(4, ReturnSequences = true)]
[Sigmoid(3)]
public sealed partial class ScaledLabellingModel;
