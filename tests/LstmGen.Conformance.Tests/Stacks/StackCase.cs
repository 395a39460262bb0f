using LstmGen.Conformance.Models;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Stacks;

/// <summary>A stack with random parameters, and random windows for it that are of several lengths.</summary>
internal sealed class StackCase
{
    private static readonly GradientClipping s_clipping = GradientClipping.ByGlobalNorm(1);

    public StackCase(CompiledModel compiled, int seed, int rows)
    {
        Random random = new(seed);
        Shape = compiled.Shape;
        Seed = seed;
        Rows = rows;
        Probe = compiled.Create(seed);
        float[] parameters = new float[Model.Parameters.Count];
        foreach (ParameterDescription tensor in Model.Parameters.Tensors)
        {
            float limit = 1 / MathF.Sqrt(Model.Parameters.ShapeOf(tensor.Name)[0]);
            foreach (ref float value in parameters.AsSpan(tensor.Offset, tensor.Count))
            {
                value = (random.NextSingle() * 2 - 1) * limit;
            }
        }

        Model.Parameters.CopyFrom(parameters);
        Windows = Close.Narrow(compiled.Shape.Oracle().DrawWindows(random, rows, 1.5));
        if (Shape.Layers.Any(layer => layer is EmbeddingShape { MaskZero: true }) && random.Next(2) == 0)
        {
            // Half of the cases have no padding: a step is none.
            Windows.AsSpan().Replace(0f, 1f);
        }

        Lengths = [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, Shape.LookBack + 1))];
        int size = Model.Description.TargetSize;
        Targets =
        [
            .. Enumerable.Range(0, rows).SelectMany(_ =>
                Shape.Head?.DrawTarget(random, size) ?? [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() * 2 - 1)]),
        ];
    }

    public ModelShape Shape { get; }

    public int Seed { get; }

    public int Rows { get; }

    public ModelProbe Probe { get; }

    public SequenceModel Model => Probe.Model;

    public float[] Windows { get; }

    public int[] Lengths { get; }

    public float[] Targets { get; }

    public Loss Loss => Model.Kernels.DefaultLoss;

    /// <summary>What a failing test says of the case.</summary>
    public string Label => $"{Shape}, {Rows} rows, seed {Seed}, LSTMGEN_TEST_SEED={RandomShapes.Seed}";

    public ReadOnlySpan<float> Window(int row) => Windows.AsSpan(row * Model.Description.InputSize, Model.Description.InputSize);

    /// <summary>Whether a window can go step by step: a model whose zeros are padding takes none as a step.</summary>
    public bool CanWalk(int row) =>
        Probe.CanStep && !(Shape.Oracle().Padding is { } padding && Window(row).Contains((float)padding));

    public float[] Predict()
    {
        float[] outputs = new float[Rows * Model.Description.OutputSize];
        Model.PredictBatch(Windows, Lengths, outputs);
        return outputs;
    }

    public float Train(Optimizer optimizer, int threads = 1) =>
        Model.FitBatch(Windows, Targets, optimizer, clipping: s_clipping, lengths: Lengths, maxDegreeOfParallelism: threads);
}
