using LstmGen.Conformance.Translation;

namespace LstmGen.Conformance.Training;

/// <summary>The range test on models whose batches are not the ordinary ones; every one makes as many updates as it was told to.</summary>
public sealed class LearningRateFinderTests
{
    private static readonly LearningRateFinder s_finder = new() { From = 1e-6, To = 1e-3, Updates = 25, BatchSize = 4 };

    [Fact]
    public void Streams_go_on_from_window_to_window()
    {
        StreamTokens model = new(1);
        LearningRateCurve curve = s_finder.Run(model, WindowDataset.NextTokens([.. Enumerable.Range(0, 103).Select(i => i * i % 5)], 5, streams: 3));
        Assert.Equal(25, curve.Points.Count);
        Assert.Null(model.Optimizer);
    }

    [Fact]
    public void Encoders_and_decoders()
    {
        GruTranslator model = new(1);
        LearningRateCurve curve = s_finder.Run(model, model.Pairs([[1, 2], [3], [2, 2, 1], [1], [3, 1]], [[1], [2, 3], [1, 1], [3], [2]]));
        Assert.Equal(25, curve.Points.Count);
        Assert.All(curve.Points, point => Assert.True(double.IsFinite(point.Loss)));
    }

    /// <summary>What is frozen in the model is so in the copy: a model whose head alone learns moves less.</summary>
    [Fact]
    public void Frozen_tensors_stay_frozen()
    {
        FrozenBelow free = new(1), frozen = new(1);
        frozen.Parameters.Freeze("lstm", "gru");
        WindowDataset windows = WindowDataset.Of(Series.Of(60), 3);
        LearningRateCurve all = s_finder.Run(free, windows), head = s_finder.Run(frozen, windows);
        Assert.Equal(all.Points[0].Loss, head.Points[0].Loss);
        Assert.NotEqual(all.Points[^1].Loss, head.Points[^1].Loss);
    }
}
