namespace LstmGen.Conformance.Oracle;

/// <summary>
/// One layer in double precision: its shape rule, its tensors in canonical order and
/// its forward pass, which returns what the backward pass needs.
/// </summary>
internal abstract class OracleLayer
{
    /// <summary>What comes out when <paramref name="input"/> goes in.</summary>
    public abstract OracleShape Output(OracleShape input);

    /// <summary>The layer's tensors in canonical order.</summary>
    public virtual IReadOnlyList<OracleTensor> Tensors(OracleShape input) => [];

    /// <summary>One window forward, as in prediction or with the masks that the layer has.</summary>
    public abstract OraclePass Forward(OracleRun run);

    /// <summary>All windows of a batch forward, as in training.</summary>
    public virtual IReadOnlyList<OraclePass> Train(IReadOnlyList<OracleRun> runs) => [.. runs.Select(Forward)];
}

/// <summary>What a layer is given of one window.</summary>
internal sealed record OracleRun
{
    /// <summary>Of the layer's input when every step is valid.</summary>
    public required OracleShape Shape { get; init; }

    /// <summary>The valid steps, each its values.</summary>
    public required double[][] Input { get; init; }

    /// <summary>The valid steps of the model's own input; where nothing else is said, the layer is the first.</summary>
    public double[][] Window { get => field ?? Input; init; }

    /// <summary>The layer's tensors, back to back.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>Which window of the batch it is: masks differ from window to window.</summary>
    public int Row { get; init; }

    public int Steps => Input.Length;
}

/// <summary>One layer's forward pass over one window, ready to go back.</summary>
internal abstract class OraclePass
{
    /// <summary>The valid steps, each its values.</summary>
    public required double[][] Output { get; init; }

    /// <summary>Before any window goes back through the layer: the gradient with respect to its output.</summary>
    public virtual void Hear(double[][] outputGradient)
    {
    }

    /// <summary>Adds the gradient with respect to the layer's parameters to <paramref name="parameterGradient"/> and returns the gradient with respect to its input.</summary>
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

    /// <summary>One array for each step of the input, as long as it.</summary>
    protected static double[][] ZerosLike(double[][] input) => [.. input.Select(step => new double[step.Length])];
}
