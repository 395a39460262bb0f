using LstmGen.Compiler;

namespace LstmGen.Watch.Tests;

/// <summary>Small models and series.</summary>
internal static class Models
{
    public static readonly float[] Series = [.. Enumerable.Range(0, 240).Select(i => MathF.Sin(i * 0.2618f) + 0.1f * MathF.Sin(i * 1.7f))];

    public static WindowDataset Windows(int lookBack = 12) => WindowDataset.Of(Series, lookBack, period: 24);

    public static SequenceModel Create(params LayerAttribute[] layers) => ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 12 }, layers), seed: 3);

    public static SequenceModel Lstm() => Create(new LstmAttribute(6), new DenseAttribute(1));

    public static FitOptions Options(IProgress<EpochReport>? progress, int epochs = 3) => new() { Epochs = epochs, ValidationSplit = 0.2, Progress = progress };
}
