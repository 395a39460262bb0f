namespace LstmGen.Conformance.Oracle;

/// <summary>How many steps a sequence has and how many values each step.</summary>
internal readonly record struct OracleShape(int Steps, int Values)
{
    public int Size => Steps * Values;
}

/// <summary>One tensor of a layer: its name within the layer and its row-major shape.</summary>
internal sealed record OracleTensor(string Name, params int[] Shape)
{
    public int Count => Shape.Aggregate(1, (product, dimension) => product * dimension);
}

/// <summary>
/// A layer in double precision, one window at a time, any shape. Adding one is one file: its shape rule, its tensors in canonical order and
/// its forward pass, which returns what the backward pass needs.
/// </summary>
internal abstract class OracleLayer
{
    /// <summary>What comes out when <paramref name="input"/> goes in.</summary>
    public abstract OracleShape Output(OracleShape input);

    /// <summary>The layer's tensors in canonical order.</summary>
    public virtual IReadOnlyList<OracleTensor> Tensors(OracleShape input) => [];

    /// <summary>One window forward.</summary>
    /// <param name="input">Steps, each its values.</param>
    /// <param name="parameters">The layer's tensors, back to back.</param>
    public abstract OraclePass Forward(double[][] input, double[] parameters);
}

/// <summary>One layer's forward pass over one window, ready to go back.</summary>
internal abstract class OraclePass
{
    /// <summary>Steps, each its values.</summary>
    public required double[][] Output { get; init; }

    /// <summary>Adds the loss by the layer's parameters to <paramref name="parameterGradient"/> and returns the loss by its input.</summary>
    public abstract double[][] Backward(double[][] outputGradient, double[] parameterGradient);

    protected static double[][] Zeros(int steps, int values)
    {
        double[][] zeros = new double[steps][];
        for (int step = 0; step < steps; step++)
        {
            zeros[step] = new double[values];
        }

        return zeros;
    }
}
