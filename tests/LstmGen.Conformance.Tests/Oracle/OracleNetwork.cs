namespace LstmGen.Conformance.Oracle;

/// <summary>
/// A stack of layers in double precision over any shape: slow, plain loops, written to be believed. The generated code is judged by it. A window
/// with a length is run by running its valid steps alone: what lies behind them is never read.
/// </summary>
internal sealed class OracleNetwork
{
    private readonly IReadOnlyList<OracleLayer> _layers;
    private readonly OracleShape[] _inputs;
    private readonly int[] _counts;

    public OracleNetwork(OracleShape input, IReadOnlyList<OracleLayer> layers)
    {
        Input = input;
        _layers = layers;
        List<IReadOnlyList<OracleTensor>> tensors = [];
        List<OracleShape> shapes = [input];
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i] is OracleResidual residual)
            {
                residual.Check(shapes[i - residual.Layers], shapes[i]);
            }

            tensors.Add(layers[i].Tensors(shapes[i]));
            shapes.Add(layers[i].Output(shapes[i]));
        }

        Output = shapes[^1];
        Tensors = [.. tensors.SelectMany(layer => layer)];
        _inputs = [.. shapes];
        _counts = [.. tensors.Select(layer => layer.Count())];
    }

    public OracleShape Input { get; }

    public OracleShape Output { get; }

    /// <summary>What each layer reads, and behind them what the last one passes on.</summary>
    public IReadOnlyList<OracleShape> Shapes => _inputs;

    /// <summary>Every tensor in canonical order.</summary>
    public IReadOnlyList<OracleTensor> Tensors { get; }

    public int ParameterCount => _counts.Sum();

    /// <summary>For each column of the input how many ids there are; empty where the inputs are no token ids.</summary>
    public IReadOnlyList<int> Vocabularies => [.. _layers.OfType<OracleTokenLayer>().SelectMany(layer => layer.Vocabularies)];

    /// <summary>Whether zeros at the end of a window are padding.</summary>
    public bool MasksZero => _layers[0] is OracleEmbedding { MaskZero: true };

    /// <summary>What all values of a step at the end of a window are where it is padding; null where none is.</summary>
    public double? Padding => MasksZero ? 0 : (_layers[0] as OracleMasking)?.Value;

    /// <summary>Windows for it: ids where it reads those, padded with zeros now and then where those are padding; else plain values.</summary>
    public double[] DrawWindows(Random random, int rows, double limit)
    {
        double[] windows = new double[rows * Input.Size];
        for (int i = 0; i < windows.Length; i++)
        {
            bool masked = MasksZero && i % Input.Values == 0;
            windows[i] = Vocabularies.Count == 0
                ? (random.NextSingle() * 2 - 1) * limit
                : random.Next(masked ? 1 : 0, Vocabularies[i % Input.Values]);
        }

        for (int row = 0; Padding is not null && row < rows; row++)
        {
            windows.AsSpan(row * Input.Size, Input.Size)[(Math.Min(random.Next(2 * Input.Steps), Input.Steps) * Input.Values)..].Fill(Padding.Value);
        }

        return windows;
    }

    /// <summary>One window through every layer.</summary>
    /// <param name="window">Input.Size values; those past the length may be anything.</param>
    /// <param name="length">How many of its steps are valid; null for all.</param>
    /// <param name="row">Which window of the batch it is.</param>
    /// <returns>Each layer's pass, the first layer first.</returns>
    public IReadOnlyList<OraclePass> Forward(double[] window, double[] parameters, int? length = null, int row = 0)
    {
        IReadOnlyList<OraclePass>[] passes = Run([window], parameters, length is { } steps ? [steps] : null, row, (layer, runs) => [layer.Forward(runs[0])]);
        return [.. passes.Select(pass => pass[0])];
    }

    /// <summary>Windows through every layer, all through one before any goes to the next.</summary>
    /// <returns>For each layer the passes of the windows.</returns>
    private IReadOnlyList<OraclePass>[] Run(
        double[][] windows, double[] parameters, int[]? lengths, int firstRow, Func<OracleLayer, IReadOnlyList<OracleRun>, IReadOnlyList<OraclePass>> run)
    {
        List<double[][][]> levels = [[.. windows.Select((window, row) => Steps(window, lengths?[row] ?? Input.Steps))]];
        List<IReadOnlyList<OraclePass>> passes = [];
        int offset = 0;
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            OracleRun[] runs =
            [
                .. windows.Select((_, row) => new OracleRun
                {
                    Shape = _inputs[layer],
                    Input = levels[layer][row],
                    Window = levels[0][row],
                    Parameters = parameters[offset..(offset + _counts[layer])],
                    Row = firstRow + row,
                }),
            ];
            passes.Add(_layers[layer] is OracleResidual residual
                ? [.. runs.Select((one, row) => residual.Join(one, levels[layer - residual.Layers][row]))]
                : run(_layers[layer], runs));
            levels.Add([.. passes[layer].Select(pass => pass.Output)]);
            offset += _counts[layer];
        }

        return [.. passes];
    }

    private double[][] Steps(double[] window, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Input.Steps);
        return [.. window.Chunk(Input.Values).Take(length)];
    }

    /// <summary>The output of one window, step after step; 0 past the valid steps.</summary>
    public double[] Predict(double[] window, double[] parameters, int? length = null) =>
        Fill(Forward(window, parameters, length)[^1].Output, Output.Size);

    /// <summary>The mean loss over the rows and its gradients. A row's loss is over its valid steps only.</summary>
    /// <param name="windows">Rows of Input.Size values.</param>
    /// <param name="targets">Rows of as many values as the loss wants.</param>
    /// <param name="lengths">The valid steps of each row; null for all.</param>
    public OracleResult Gradient(double[] windows, double[] targets, double[] parameters, OracleLoss loss, int[]? lengths = null)
    {
        int rows = windows.Length / Input.Size;
        int targetSize = targets.Length / rows;
        OracleResult result = new()
        {
            Outputs = new double[rows * Output.Size],
            ParameterGradient = new double[ParameterCount],
            InputGradient = new double[windows.Length],
        };

        IReadOnlyList<OraclePass>[] passes = Run([.. windows.Chunk(Input.Size)], parameters, lengths, firstRow: 0, (layer, runs) => layer.Train(runs));
        double[][][] gradients = new double[rows][][];
        for (int row = 0; row < rows; row++)
        {
            double[][] last = passes[^1][row].Output;
            double[] output = [.. last.SelectMany(step => step)];
            output.CopyTo(result.Outputs, row * Output.Size);

            int validTargets = targetSize / Output.Steps * last.Length;
            double[] outputGradient = new double[output.Length];
            result.Loss += loss.Row(output, targets[(row * targetSize)..(row * targetSize + validTargets)], outputGradient) / rows;
            gradients[row] = [.. outputGradient.Select(value => value / rows).Chunk(Output.Values)];
        }

        double[][][] inputGradients = Backward(passes, gradients, result.ParameterGradient);
        for (int row = 0; row < rows; row++) Fill(inputGradients[row], Input.Size).CopyTo(result.InputGradient, row * Input.Size);
        return result;
    }

    /// <returns>The gradient with respect to the valid steps of each window.</returns>
    private double[][][] Backward(IReadOnlyList<OraclePass>[] passes, double[][][] outputGradients, double[] parameterGradient)
    {
        // levels[i] is the gradient with respect to the input of layer i.
        double[][][]?[] levels = new double[][][]?[passes.Length];
        double[][][] gradients = outputGradients;
        int offset = ParameterCount;
        for (int layer = passes.Length - 1; layer >= 0; layer--)
        {
            offset -= _counts[layer];
            double[] layerGradient = new double[_counts[layer]];
            if (_layers[layer] is OracleResidual residual)
            {
                int from = layer - residual.Layers;
                levels[from] = Sum(levels[from], [.. passes[layer].Select((pass, row) => ((OracleResidual.Pass)pass).EarlierGradient(gradients[row]))]);
            }

            // A layer that looks across windows hears of all gradients before it hands back one.
            for (int row = 0; row < gradients.Length; row++) passes[layer][row].Hear(gradients[row]);
            gradients = Sum(levels[layer], [.. passes[layer].Select((pass, row) => pass.Backward(gradients[row], layerGradient))]);
            for (int i = 0; i < layerGradient.Length; i++)
            {
                parameterGradient[offset + i] += layerGradient[i];
            }
        }

        return gradients;
    }

    private static double[][][] Sum(double[][][]? first, double[][][] second) => first is null ? second : [.. second.Select((row, i) => Sum(first[i], row))];

    private static double[][] Sum(double[][] first, double[][] second) => [.. second.Select((step, t) => step.Zip(first[t], (a, b) => a + b).ToArray())];

    private static double[] Fill(double[][] steps, int size)
    {
        double[] flat = new double[size];
        steps.SelectMany(step => step).ToArray().CopyTo(flat, 0);
        return flat;
    }
}
