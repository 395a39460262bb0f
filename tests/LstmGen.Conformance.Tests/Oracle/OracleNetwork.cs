namespace LstmGen.Conformance.Oracle;

/// <summary>
/// A stack of layers in double precision over any shape: slow, plain loops, written to be believed. The generated code is judged by it.
/// </summary>
internal sealed class OracleNetwork
{
    private readonly IReadOnlyList<OracleLayer> _layers;
    private readonly int[] _counts;

    public OracleNetwork(OracleShape input, IReadOnlyList<OracleLayer> layers)
    {
        Input = input;
        _layers = layers;
        List<IReadOnlyList<OracleTensor>> tensors = [];
        OracleShape shape = input;
        foreach (OracleLayer layer in layers)
        {
            tensors.Add(layer.Tensors(shape));
            shape = layer.Output(shape);
        }

        Output = shape;
        Tensors = [.. tensors.SelectMany(layer => layer)];
        _counts = [.. tensors.Select(layer => layer.Sum(tensor => tensor.Count))];
    }

    public OracleShape Input { get; }

    public OracleShape Output { get; }

    /// <summary>Every tensor in canonical order.</summary>
    public IReadOnlyList<OracleTensor> Tensors { get; }

    public int ParameterCount => _counts.Sum();

    /// <summary>One window through every layer.</summary>
    /// <returns>Each layer's pass, the first layer first.</returns>
    public IReadOnlyList<OraclePass> Forward(double[] window, double[] parameters)
    {
        List<OraclePass> passes = [];
        double[][] values = Cut(window, Input);
        int offset = 0;
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            passes.Add(_layers[layer].Forward(values, parameters[offset..(offset + _counts[layer])]));
            values = passes[^1].Output;
            offset += _counts[layer];
        }

        return passes;
    }

    /// <summary>The output of one window, step after step.</summary>
    public double[] Predict(double[] window, double[] parameters) => Join(Forward(window, parameters)[^1].Output);

    /// <summary>The mean loss over the rows and its gradients.</summary>
    /// <param name="windows">Rows of Input.Size values.</param>
    /// <param name="targets">Rows of as many values as the loss wants.</param>
    public OracleResult Gradient(double[] windows, double[] targets, double[] parameters, OracleLoss loss)
    {
        int rows = windows.Length / Input.Size;
        int targetSize = targets.Length / rows;
        OracleResult result = new()
        {
            Outputs = new double[rows * Output.Size],
            ParameterGradient = new double[ParameterCount],
            InputGradient = new double[windows.Length],
        };

        for (int row = 0; row < rows; row++)
        {
            IReadOnlyList<OraclePass> passes = Forward(windows[(row * Input.Size)..((row + 1) * Input.Size)], parameters);
            double[] output = Join(passes[^1].Output);
            output.CopyTo(result.Outputs, row * Output.Size);

            double[] outputGradient = new double[output.Length];
            result.Loss += loss.Row(output, targets[(row * targetSize)..((row + 1) * targetSize)], outputGradient) / rows;
            double[][] gradient = Cut([.. outputGradient.Select(value => value / rows)], Output);
            Backward(passes, gradient, result.ParameterGradient, result.InputGradient.AsSpan(row * Input.Size, Input.Size));
        }

        return result;
    }

    private void Backward(IReadOnlyList<OraclePass> passes, double[][] gradient, double[] parameterGradient, Span<double> inputGradient)
    {
        int offset = ParameterCount;
        for (int layer = passes.Count - 1; layer >= 0; layer--)
        {
            offset -= _counts[layer];
            double[] layerGradient = new double[_counts[layer]];
            gradient = passes[layer].Backward(gradient, layerGradient);
            for (int i = 0; i < layerGradient.Length; i++)
            {
                parameterGradient[offset + i] += layerGradient[i];
            }
        }

        Join(gradient).CopyTo(inputGradient);
    }

    private static double[][] Cut(double[] flat, OracleShape shape) => [.. flat.Chunk(shape.Values)];

    private static double[] Join(double[][] steps) => [.. steps.SelectMany(step => step)];
}

/// <summary>What the oracle says of a batch.</summary>
internal sealed class OracleResult
{
    /// <summary>Rows of outputs.</summary>
    public required double[] Outputs { get; init; }

    /// <summary>The mean over the rows.</summary>
    public double Loss { get; set; }

    /// <summary>By the flat parameter vector.</summary>
    public required double[] ParameterGradient { get; init; }

    /// <summary>By the windows.</summary>
    public required double[] InputGradient { get; init; }
}
