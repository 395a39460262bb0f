using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>A compiled model with random parameters, and a random batch for it.</summary>
internal sealed class ModelCase
{
    public ModelCase(CompiledModel compiled, int seed)
    {
        Random random = new(seed);
        Shape = compiled.Shape;
        Oracle = compiled.Shape.Oracle();
        Probe = compiled.Create(seed);
        Rows = random.Next(1, 14);
        Parameters = [.. Oracle.Tensors.SelectMany(tensor => Draw(random, tensor.Count, 1 / MathF.Sqrt(tensor.Shape[0])))];
        Windows = Close.Narrow(Oracle.DrawWindows(random, Rows, 1.5));
        Targets = Draw(random, Rows * Oracle.Output.Size, 1);
        Lengths = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(1, Shape.LookBack + 1))];
        Probe.Model.Parameters.CopyFrom(Parameters);
    }

    public ModelShape Shape { get; }

    public OracleNetwork Oracle { get; }

    public ModelProbe Probe { get; }

    public SequenceModel Model => Probe.Model;

    public int Rows { get; }

    public float[] Parameters { get; }

    public float[] Windows { get; }

    public float[] Targets { get; }

    /// <summary>Valid steps of each window, for tests that cut them short.</summary>
    public int[] Lengths { get; }

    /// <summary>What a failing test says of the case.</summary>
    public string Label => $"{Shape}, {Rows} rows, LSTMGEN_TEST_SEED={RandomShapes.Seed}";

    public ReadOnlySpan<float> Window(int row) => Windows.AsSpan(row * Oracle.Input.Size, Oracle.Input.Size);

    /// <param name="lengths">The valid steps of each window; null for all.</param>
    public OracleResult Judge(OracleLoss loss, int[]? lengths = null) =>
        Oracle.Gradient(Close.Widen(Windows), Close.Widen(Targets), Close.Widen(Parameters), loss, lengths);

    /// <summary>Compares gradients tensor by tensor, each relative to its largest element.</summary>
    public void CheckGradient(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);

        // Before a norm by the batch some gradients are zero, such as a bias': what is left of them in float is measured beside the others.
        double floor = (Shape.NormsBatches ? 1e-2 : 1e-3) * expected.Max(Math.Abs);
        int offset = 0;
        foreach (OracleTensor tensor in Oracle.Tensors)
        {
            Close.Equal(
                expected.AsSpan(offset, tensor.Count), actual.AsSpan(offset, tensor.Count), tolerance, $"gradient of {tensor.Name}, {Label}: ", floor);
            offset += tensor.Count;
        }
    }

    private static float[] Draw(Random random, int count, float limit) =>
        [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2 - 1) * limit)];
}
