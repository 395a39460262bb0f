namespace LstmGen.Tests.Data;

/// <summary>What a model makes of windows before it trains on them.</summary>
public sealed class PreparationTests
{
    private static readonly float[] Series = [.. Enumerable.Range(0, 40).Select(t => t * 2f)];

    [Fact]
    public void A_model_that_scales_fits_its_scaler_to_the_training_windows_and_remembers_their_meaning()
    {
        RuleModel model = new((_, _) => { }, lookBack: 4, scaling: Scaling.MinMax);
        WindowDataset training = WindowDataset.Of(Series, lookBack: 4).SplitByTime(20).Training;
        WindowDataset prepared = model.PrepareTraining(training);

        Assert.Equal(38, model.Scaler!.InputScales[0]);
        Assert.Same(training.Layout, model.Layout);
        float[] target = new float[1];
        prepared.CopyTarget(prepared.Count - 1, target);
        Assert.Equal(1f, target[0]);
    }

    [Fact]
    public void Training_further_keeps_the_scaler()
    {
        RuleModel model = new((_, _) => { }, lookBack: 4, scaling: Scaling.Standard);
        model.PrepareTraining(WindowDataset.Of(Series, lookBack: 4));
        Scaler first = model.Scaler!;
        model.PrepareTraining(WindowDataset.Of(Series[20..], lookBack: 4));

        Assert.Same(first, model.Scaler);
    }

    [Fact]
    public void A_model_that_does_not_scale_takes_the_windows_as_they_are()
    {
        RuleModel model = new((_, _) => { }, lookBack: 4);
        WindowDataset windows = WindowDataset.Of(Series, lookBack: 4);

        Assert.Same(windows, model.PrepareTraining(windows));
        Assert.Null(model.Scaler);
    }

    [Fact]
    public void A_target_for_every_step_shares_its_scales_over_the_steps()
    {
        RuleModel model = new((_, _) => { }, lookBack: 4, outputs: 2, outputSteps: 4, scaling: Scaling.MinMax);
        float[] targets = [.. Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? i : 1000f * i)];
        WindowDataset windows = WindowDataset.From(Series, targets, lookBack: 4);
        model.PrepareTraining(windows);

        Assert.Equal([78, 78_000], model.Scaler!.OutputScales.ToArray());
        Assert.Equal(10, windows.Scaled(model.Scaler).Count);
    }

    [Fact]
    public void Windows_of_another_shape_are_refused()
    {
        RuleModel model = new((_, _) => { }, lookBack: 4, outputs: 2);
        Assert.Contains("the windows have 5 × 1", Assert.Throws<ArgumentException>(() => model.PrepareTraining(WindowDataset.Of(Series, lookBack: 5))).Message);
        Assert.Contains("targets of 3", Assert.Throws<ArgumentException>(() => model.PrepareTraining(WindowDataset.Of(Series, lookBack: 4, horizon: 3))).Message);
    }
}
