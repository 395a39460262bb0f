using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Limits;

/// <summary>
/// Large shapes: no generated method comes near the size at which the JIT stops optimising (60,000 bytes of IL, 8,000 references to locals),
/// and they run, forward and backward, with little stack.
/// </summary>
[Trait("Width", "any")]
public sealed class BudgetTests
{
    private const int LookBack = 365;
    private const int Features = 64;
    private const int MostBytes = 60_000;
    private const int MostLocalReferences = 8_000;
    private const int MostLocals = 512;

    public static TheoryData<int, bool> Sizes { get; } = new() { { 256, false }, { 512, false }, { 256, true }, { 512, true }, { 509, true } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_method_is_too_large_for_the_jit(int units, bool bidirectional)
    {
        IReadOnlyList<MethodSize> methods = MethodSize.OfAll(Compile(LookBack, units, bidirectional).ProbeType.Assembly);
        Assert.Contains(methods, method => method.Bytes > 200);
        Assert.All(methods, method => Assert.True(
            method.Bytes < MostBytes && method.LocalReferences < MostLocalReferences && method.Locals < MostLocals, method.ToString()));
    }

    /// <summary>The gradient is that of central differences along itself; a window, a batch and a stream agree bit for bit.</summary>
    [Theory]
    [InlineData(256, LookBack)]
    [InlineData(512, 60)]
    public void Large_shapes_run(int units, int lookBack)
    {
        Assert.SkipUnless(Vector256.IsHardwareAccelerated || AdvSimd.IsSupported, "Without FMA in hardware this takes minutes.");
        CompiledModel compiled = Compile(lookBack, units, bidirectional: false);
        SmallStack.Run(() => Exercise(compiled, lookBack));
    }

    private static void Exercise(CompiledModel compiled, int lookBack)
    {
        const int rows = 2;
        ModelProbe probe = compiled.Create(1);
        SequenceModel model = probe.Model;
        Random random = new(3);
        model.Parameters.CopyFrom(Draw(random, model.Parameters.Count, 0.05f));
        float[] windows = Draw(random, rows * lookBack * Features, 1f), targets = Draw(random, rows, 1f);

        float[] batch = new float[rows], single = new float[1], walked = new float[lookBack];
        model.PredictBatch(windows, batch);
        model.Predict(windows.AsSpan(0, lookBack * Features), single);
        probe.Walk(windows.AsSpan(0, lookBack * Features), walked);
        Bits.Equal(single, batch.AsSpan(0, 1), "batch");
        Bits.Equal(single, walked.AsSpan(lookBack - 1), "stream");

        float[] gradient = new float[model.Parameters.Count], start = model.Parameters.Values.ToArray();
        model.ComputeGradient(windows, targets, gradient, Loss.MeanSquaredError);
        double norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
        Assert.True(double.IsFinite(norm) && norm > 1e-3, $"norm {norm}");
        double step = 0.01 / norm;
        double expected = (LossAt(model, start, gradient, step, windows, targets) - LossAt(model, start, gradient, -step, windows, targets)) / (2 * step);
        Assert.Equal(expected, norm * norm, 0.03 * norm * norm);
    }

    /// <summary>The loss at the start plus some way along the gradient, from the predictions.</summary>
    private static double LossAt(SequenceModel model, float[] start, float[] gradient, double step, float[] windows, float[] targets)
    {
        model.Parameters.CopyFrom([.. start.Zip(gradient, (p, g) => (float)(p + step * g))]);
        float[] outputs = new float[targets.Length];
        model.PredictBatch(windows, outputs);
        return outputs.Zip(targets, (o, t) => ((double)o - t) * (o - t)).Average();
    }

    private static float[] Draw(Random random, int count, float limit) =>
        [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2 - 1) * limit)];

    private static CompiledModel Compile(int lookBack, int units, bool bidirectional)
    {
        LstmShape lstm = new(units) { Bidirectional = bidirectional };
        return ModelCompiler.Compile([new ModelShape { LookBack = lookBack, Features = Features, Layers = [lstm, lstm, lstm, new DenseShape(1)] }])[0];
    }
}
