using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Calls the tile kernels of a generated model as the runtime does, from buffers that start out full of NaN: whatever a kernel reads before
/// it has written shows in the result.
/// </summary>
internal sealed class KernelRunner
{
    private readonly ModelKernels _kernels;
    private readonly AlignedBuffer _packed;
    private readonly AlignedBuffer _workspace;
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _outputs;
    private readonly AlignedBuffer _outputGradients;
    private readonly AlignedBuffer _inputGradients;
    private readonly float[] _parameters;

    public KernelRunner(ModelKernels kernels, ReadOnlySpan<float> parameters)
    {
        _kernels = kernels;
        ModelDescription shape = kernels.Description;
        _packed = new AlignedBuffer(shape.PackedLength);
        _workspace = new AlignedBuffer(Math.Max(shape.TrainingWorkspaceLength, shape.PredictionWorkspaceLength));
        _inputs = new AlignedBuffer(ModelDescription.TileRows * shape.InputSize);
        _outputs = new AlignedBuffer(ModelDescription.TileRows * shape.OutputSize);
        _outputGradients = new AlignedBuffer(_outputs.Length);
        _inputGradients = new AlignedBuffer(_inputs.Length);
        _parameters = parameters.ToArray();
        kernels.Pack(parameters, _packed.Span);
    }

    /// <summary>What the buffers are filled with before each call.</summary>
    public float Poison { get; init; } = float.NaN;

    private ModelDescription Shape => _kernels.Description;

    public float[] Predict(ReadOnlySpan<float> windows)
    {
        float[] outputs = new float[windows.Length / Shape.InputSize * Shape.OutputSize];
        for (int row = 0; row * Shape.InputSize < windows.Length; row += ModelDescription.TileRows)
        {
            Tile tile = Load(windows, row, Shape.PredictionWorkspaceLength);
            _kernels.PredictTile(tile);
            tile.Outputs[..(tile.Rows * Shape.OutputSize)].CopyTo(outputs.AsSpan(row * Shape.OutputSize));
        }

        return outputs;
    }

    /// <summary>The mean loss over the rows and its gradients, and the outputs of the forward pass in training.</summary>
    public (float[] Outputs, float Loss, float[] ParameterGradient, float[] InputGradient) Gradient(
        ReadOnlySpan<float> windows, ReadOnlySpan<float> targets, Loss loss)
    {
        int rows = windows.Length / Shape.InputSize;
        float[] outputs = new float[rows * Shape.OutputSize];
        float[] inputGradient = new float[windows.Length];
        float[] rowLosses = new float[rows];
        AlignedBuffer packedGradient = new(Shape.PackedGradientLength);
        TableGradient[] tables = [.. Shape.Tables.Select(table => new TableGradient(table))];
        if (Shape.Norms.Length > 0)
        {
            return GradientInParts(windows, targets, loss, packedGradient, tables);
        }

        for (int row = 0; row < rows; row += ModelDescription.TileRows)
        {
            Tile tile = Load(windows, row, Shape.TrainingWorkspaceLength, packedGradient.Span, tables);
            _kernels.ForwardTile(tile);
            tile.Outputs[..(tile.Rows * Shape.OutputSize)].CopyTo(outputs.AsSpan(row * Shape.OutputSize));
            LossOf(tile, targets, loss, row, rows, rowLosses);
            _kernels.BackwardTile(tile);
            tile.InputGradients[..(tile.Rows * Shape.InputSize)].CopyTo(inputGradient.AsSpan(row * Shape.InputSize));
        }

        float[] gradient = new float[Shape.ParameterCount];
        _kernels.Unpack(packedGradient.Span, gradient);
        Array.ForEach(tables, table => table.CopyTo(gradient));
        return (outputs, rowLosses.Average(), gradient, inputGradient);
    }

    /// <summary>
    /// The same where layers normalise by the whole batch: every tile from its beginning each time, out of buffers that are poisoned anew, so that a part reads nothing but what parts before it wrote.
    /// </summary>
    private (float[] Outputs, float Loss, float[] ParameterGradient, float[] InputGradient) GradientInParts(
        ReadOnlySpan<float> windows, ReadOnlySpan<float> targets, Loss loss, AlignedBuffer packedGradient, TableGradient[] tables)
    {
        int rows = windows.Length / Shape.InputSize, last = Shape.Norms.Length;
        (float[] outputs, float[] inputGradient, float[] rowLosses) = (new float[rows * Shape.OutputSize], new float[windows.Length], new float[rows]);
        AlignedBuffer unread = new(Shape.PackedGradientLength);
        TableGradient[] unreadTables = [.. Shape.Tables.Select(table => new TableGradient(table))];
        BatchStatistics statistics = new(Shape, chunks: 1);
        statistics.Reserve(1);

        // Forward to every norm in turn, then forward to the end and back to every norm in turn.
        for (int turn = 0; turn <= 2 * last; turn++)
        {
            (bool forward, int stop) = (turn < last, turn < last ? turn : 2 * last - turn);
            Span<double> moments = statistics.Begin(0);
            for (int row = 0; row < rows; row += ModelDescription.TileRows)
            {
                Tile tile = Load(windows, row, Shape.TrainingWorkspaceLength, packedGradient.Span, tables) with { Statistics = statistics.Lines };
                Tile repeated = tile with { PackedGradient = unread.Span, Tables = unreadTables };
                for (int part = 0; part <= (forward ? stop : last); part++)
                {
                    _kernels.ForwardPart(forward && part == stop ? tile with { Moments = moments } : repeated, part);
                }

                if (forward) continue;
                tile.Outputs[..(tile.Rows * Shape.OutputSize)].CopyTo(outputs.AsSpan(row * Shape.OutputSize));
                LossOf(stop == last ? tile : repeated, targets, loss, row, rows, rowLosses);
                for (int part = last; part > stop; part--) _kernels.BackwardPart(repeated, part);
                _kernels.BackwardPart(tile with { Moments = moments }, stop);
                if (stop == 0) tile.InputGradients[..(tile.Rows * Shape.InputSize)].CopyTo(inputGradient.AsSpan(row * Shape.InputSize));
            }

            if (forward) statistics.SettleMoments(stop, chunks: 1, _parameters);
            else if (stop > 0) statistics.SettleSlopes(stop - 1, chunks: 1);
        }

        float[] gradient = new float[Shape.ParameterCount];
        _kernels.Unpack(packedGradient.Span, gradient);
        statistics.WriteGradients(gradient);
        Array.ForEach(tables, table => table.CopyTo(gradient));
        return (outputs, rowLosses.Average(), gradient, inputGradient);
    }

    /// <summary>The losses of a tile's rows, and the gradient by its outputs of their mean over the batch.</summary>
    private void LossOf(in Tile tile, ReadOnlySpan<float> targets, Loss loss, int row, int rows, float[] rowLosses)
    {
        // A loss writes the valid steps alone.
        tile.OutputGradients.Clear();
        _kernels.LossTile(loss, tile, targets[(row * Shape.OutputSize)..], rowLosses.AsSpan(row, tile.Rows));
        for (int i = 0; i < tile.OutputGradients.Length; i++)
        {
            tile.OutputGradients[i] = i < tile.Rows * Shape.OutputSize ? tile.OutputGradients[i] / rows : 0;
        }
    }

    private Tile Load(ReadOnlySpan<float> windows, int row, int workspace, Span<float> packedGradient = default, TableGradient[]? tables = null)
    {
        int rows = Math.Min(ModelDescription.TileRows, windows.Length / Shape.InputSize - row);
        _workspace.Span.Fill(Poison);
        _outputs.Span.Fill(Poison);
        _outputGradients.Span.Fill(Poison);
        _inputGradients.Span.Fill(Poison);
        _inputs.Span.Clear();
        windows.Slice(row * Shape.InputSize, rows * Shape.InputSize).CopyTo(_inputs.Span);
        return new Tile
        {
            Rows = rows,
            Packed = _packed.Span,
            Workspace = _workspace.Span[..workspace],
            Lengths = RowLengths.All(Shape.LookBack),
            Inputs = _inputs.Span,
            Outputs = _outputs.Span,
            OutputGradients = _outputGradients.Span,
            InputGradients = _inputGradients.Span,
            PackedGradient = packedGradient,
            Tables = tables,
            Noise = new TileNoise(1, 0, (uint)row),
        };
    }
}
