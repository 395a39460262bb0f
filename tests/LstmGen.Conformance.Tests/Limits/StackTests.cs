using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Limits;

/// <summary>With the default budget a prediction may be made from any thread: the shape that takes most of the stack runs in 256 KiB.</summary>
public sealed class StackTests
{
    /// <summary>Two layers whose scratch for a window comes just within 65,536 bytes; one step more, and it is rented.</summary>
    private const int Largest = 169;

    [Fact]
    [Trait("Width", "any")]
    public void The_shape_is_the_largest_on_the_stack()
    {
        Assert.True(PredictTakesStack(Largest));
        Assert.False(PredictTakesStack(Largest + 1));
    }

    [Fact]
    public void It_runs_in_a_small_stack()
    {
        CompiledModel compiled = ModelCompiler.Compile([Shape(Largest)])[0];
        SmallStack.Run(() =>
        {
            ModelProbe probe = compiled.Create(1);
            SequenceModel model = probe.Model;
            float[] windows = [.. Enumerable.Range(0, 9 * Largest).Select(i => i % 17 / 17f)];
            float[] outputs = new float[9], single = new float[1], walked = new float[Largest];
            model.PredictBatch(windows, outputs);
            model.Predict(windows.AsSpan(0, Largest), single);
            probe.Walk(windows.AsSpan(0, Largest), walked);
            Bits.Equal(outputs.AsSpan(0, 1), single, "window");
            Bits.Equal(single, walked.AsSpan(Largest - 1), "stream");

            float[] targets = [.. outputs.Select(value => value + 1)];
            Adam optimizer = new();
            float before = model.FitBatch(windows, targets, optimizer);
            float after = model.FitBatch(windows, targets, optimizer, maxDegreeOfParallelism: 2);
            Assert.Equal(1f, before, 1e-3f);
            Assert.True(after < before, $"{before} {after}");
        });
    }

    private static bool PredictTakesStack(int lookBack)
    {
        IReadOnlyList<MethodSize> methods = MethodSize.OfAll(ModelCompiler.Compile([Shape(lookBack)])[0].ProbeType.Assembly);
        return methods.Where(method => method.Name == "Model0.PredictRaw").Any(method => method.TakesStack);
    }

    private static ModelShape Shape(int lookBack) => new() { LookBack = lookBack, Layers = [new LstmShape(64), new LstmShape(64), new DenseShape(1)] };
}
