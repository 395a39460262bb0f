using LstmGen.Checks;
using LstmGen.Inspection;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Prediction: one window is generated code; batches and traces go through the tile kernels.
public abstract partial class SequenceModel
{
    /// <summary>The network's answer to one window. Allocates nothing; any number of threads may call it at once.</summary>
    /// <remarks>Values that are read must be finite. An output is finite too, unless arithmetic overflows on the way, as it may with unscaled inputs near the end of a float's range.</remarks>
    /// <param name="window">LookBack × Features values, oldest step first.</param>
    /// <param name="output">Receives OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite: its row and column are named.</exception>
    public void Predict(ReadOnlySpan<float> window, Span<float> output) => Predict(window, Description.LookBack, output);

    /// <summary>The network's answer to a window that is padded on the right. Steps past its length cost nothing and change nothing.</summary>
    /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="output">Receives OutputSteps × Outputs values; 0 in the steps of an output sequence that are past its length.</param>
    /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite: its row and column are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public void Predict(ReadOnlySpan<float> window, int length, Span<float> output)
    {
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            PredictRaw(window, length, output);
            GeneratedCalls.Answer(this, window, length, output);
        }
    }

    /// <summary>
    /// What the network itself puts out, before a head makes an answer of it (logits, where the answer is probabilities) and before a scaler takes it
    /// back to raw units.
    /// </summary>
    /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="output">Receives OutputSteps × Outputs values; 0 in the steps of an output sequence that are past its length.</param>
    /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite: its row and column are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public abstract void PredictRaw(ReadOnlySpan<float> window, int length, Span<float> output);

    /// <summary>
    /// The network's answers to many windows: the bits of <see cref="Predict(ReadOnlySpan{float}, Span{float})"/>, at less time a window. Allocates nothing after the first call;
    /// any number of threads may call it at once.
    /// </summary>
    /// <param name="windows">Windows one after another, each LookBack × Features values.</param>
    /// <param name="outputs">Receives as many outputs, each OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">Not a whole number of windows, or not as many outputs, or a value is NaN or infinite: its window, row and column are named, and nothing is written.</exception>
    public void PredictBatch(ReadOnlySpan<float> windows, Span<float> outputs) => PredictBatch(windows, default, outputs);

    /// <summary>The network's answers to many windows that are padded on the right.</summary>
    /// <param name="windows">Windows one after another, each LookBack × Features values.</param>
    /// <param name="lengths">The valid steps of each window, 1 to LookBack; empty for all of them.</param>
    /// <param name="outputs">Receives as many outputs, each OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">
    /// Not a whole number of windows, or not as many lengths or outputs, or a length out of its range, or a value in the valid steps is NaN or infinite: its window, row and column
    /// are named, and nothing is written.
    /// </exception>
    public void PredictBatch(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, Span<float> outputs)
    {
        ModelDescription d = Description;
        int count = CheckBatch(windows, lengths, outputs, nameof(outputs));
        if (!AnswersTiles)
        {
            using Reading whole = BeginReading();
            while (whole.Next())
            {
                for (int row = 0; row < count; row++)
                {
                    Predict(windows.Slice(row * d.InputSize, d.InputSize), lengths.IsEmpty ? d.LookBack : lengths[row], outputs.Slice(row * d.OutputSize, d.OutputSize));
                }
            }

            return;
        }

        AlignedBuffer rented = RentScratch(TileScratchLength(d.PredictionWorkspaceLength));
        using Reading reading = BeginReading();
        try
        {
            while (reading.Next())
            {
                for (int row = 0; row < count; row += ModelDescription.TileRows)
                {
                    int rows = Math.Min(ModelDescription.TileRows, count - row);
                    Tile tile = ScratchTile(rented.Span, d.PredictionWorkspaceLength, windows.Slice(row * d.InputSize, rows * d.InputSize), rows, lengths.IsEmpty ? default : lengths.Slice(row, rows));
                    Kernels.PredictTile(tile);
                    Span<float> answers = outputs.Slice(row * d.OutputSize, rows * d.OutputSize);
                    tile.Outputs[..answers.Length].CopyTo(answers);
                    RowLengths valid = Kernels.OutputLengths(tile);
                    for (int i = 0; i < rows; i++)
                    {
                        Finish(answers.Slice(i * d.OutputSize, d.OutputSize), valid[i]);
                    }
                }
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Refuses spans that do not fit each other, and values that are not to be read.</summary>
    /// <returns>The number of windows.</returns>
    private int CheckBatch(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, Span<float> outputs, string name)
    {
        int count = CheckBatchLengths(windows, lengths, outputs, name);
        CheckValues(windows, lengths, first: 0);
        return count;
    }

    /// <summary>Refuses spans that do not fit each other.</summary>
    /// <returns>The number of windows.</returns>
    private int CheckBatchLengths(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, Span<float> outputs, string name)
    {
        ModelDescription d = Description;
        int count = CheckBatchSizes(windows.Length, outputs.Length, name);
        if (!lengths.IsEmpty && lengths.Length != count)
        {
            throw new ArgumentException($"Expected {count} lengths, one per window, but got {lengths.Length}.", nameof(lengths));
        }

        foreach (int length in lengths)
        {
            GeneratedCalls.CheckSteps(d, length, nameof(lengths));
        }

        return count;
    }

    /// <summary>Refuses ids that are no tokens, and values that are not finite.</summary>
    /// <param name="windows">Some windows.</param>
    /// <param name="lengths">As many lengths, or none.</param>
    /// <param name="first">The number of the first of them, for messages.</param>
    private void CheckValues(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, int first)
    {
        ModelDescription d = Description;
        for (int row = 0; d.ChecksSteps && row * d.InputSize < windows.Length; row++)
        {
            TokenChecks.CheckWindow(d, windows.Slice(row * d.InputSize, d.InputSize), lengths.IsEmpty ? d.LookBack : lengths[row], nameof(windows), first + row);
        }

        CheckFinite(windows, lengths, nameof(windows), first);
    }

    /// <returns>The number of windows.</returns>
    private int CheckBatchSizes(int values, int outputs, string name)
    {
        ModelDescription d = Description;
        int count = values / d.InputSize;
        if (count * d.InputSize != values)
        {
            throw new ArgumentException(
                $"Windows of {d.Name} have {d.LookBack} steps × {d.Features} features = {d.InputSize} values; {values} values are no whole number of windows.", "windows");
        }

        return outputs == (long)count * d.OutputSize
            ? count
            : throw new ArgumentException($"{count} windows give {count} × {d.OutputSize} outputs; the span holds {outputs}.", name);
    }

    /// <summary>A trace that <see cref="Trace(ReadOnlySpan{float}, ModelTrace)"/> can fill again and again.</summary>
    public ModelTrace CreateTrace() => new(this);

    /// <summary>
    /// Predicts one window and records every gate, cell, hidden state and attention weight on the way. Prediction without a trace pays nothing for it. Allocates
    /// nothing after the first call.
    /// </summary>
    /// <param name="window">LookBack × Features values, oldest step first.</param>
    /// <param name="trace">Made by <see cref="CreateTrace"/> of this model.</param>
    /// <exception cref="ArgumentException">The window has another length or a value that is NaN or infinite, or the trace is another model's.</exception>
    public void Trace(ReadOnlySpan<float> window, ModelTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Owner != this)
        {
            throw new ArgumentException($"The trace was made by another model; use CreateTrace of this {Description.Name}.", nameof(trace));
        }

        GeneratedCalls.CheckWindow(this, window, Description.LookBack, trace.Output);
        int workspace = Description.TrainingWorkspaceLength;
        AlignedBuffer rented = RentScratch(TileScratchLength(workspace));
        using Reading reading = BeginReading();
        try
        {
            while (reading.Next())
            {
                Tile tile = ScratchTile(rented.Span, workspace, window, rows: 1, default);
                tile = PrepareTrace(tile, window, trace.Output, rented.Span);
                Kernels.TraceTile(tile, trace);
                tile.Outputs[..Description.OutputSize].CopyTo(trace.Output);
                Finish(trace.Output, Kernels.OutputLengths(tile)[0]);
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Throws if one of several windows has a value that is not finite in its valid steps.</summary>
    private void CheckFinite(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, string name, int first = 0)
    {
        // Mostly all of them are finite, past their lengths too, and one look is enough.
        if (VectorOps.AllFinite(windows)) return;
        int size = Description.InputSize, features = Description.Features;
        for (int row = 0; row * size < windows.Length; row++)
        {
            int valid = lengths.IsEmpty ? size : lengths[row] * features;
            Finite.Check(windows.Slice(row * size, valid), features, name, first + row);
        }
    }

    /// <summary>Scratch of all models of this class.</summary>
    internal AlignedBuffer RentScratch(int length) => Kernels.Scratch.Rent(length);

    /// <summary>Gives it back.</summary>
    internal void ReturnScratch(AlignedBuffer buffer) => Kernels.Scratch.Return(buffer);

    /// <summary>From what the network puts out for one row to the answer.</summary>
    internal void Finish(Span<float> output, int valid)
    {
        output = output[..(valid * Description.Outputs)];
        Kernels.Finish(output);
        if (Description.Scaling != Scaling.None)
        {
            GeneratedCalls.UnscaleOutput(this, output);
        }
    }

    private int TileScratchLength(int workspace) =>
        workspace + ModelDescription.TileRows * (Line(Description.InputSize) + Line(Description.OutputSize) + OwnInputs);

    /// <summary>Whether the tile kernels alone make the answers of several windows; else each is answered by itself.</summary>
    private protected virtual bool AnswersTiles => true;

    /// <summary>Floats of a row's scratch for what a tile reads beside its windows, in whole cache lines.</summary>
    private protected virtual int OwnInputs => 0;

    /// <summary>Gives a tile of one window what it reads beside that.</summary>
    /// <param name="tile">To be traced.</param>
    /// <param name="window">Raw.</param>
    /// <param name="output">Room for an output.</param>
    /// <param name="scratch">Ends with <see cref="OwnInputs"/> floats for each row.</param>
    private protected virtual Tile PrepareTrace(Tile tile, ReadOnlySpan<float> window, Span<float> output, Span<float> scratch) => tile;

    /// <summary>A tile over rented scratch, the rows copied in (and scaled, where the model scales) and zeros behind them.</summary>
    private Tile ScratchTile(Span<float> scratch, int workspace, ReadOnlySpan<float> windows, int rows, scoped ReadOnlySpan<int> lengths)
    {
        ModelDescription d = Description;
        Span<float> inputs = scratch.Slice(workspace, ModelDescription.TileRows * d.InputSize);
        Span<float> outputs = scratch.Slice(workspace + ModelDescription.TileRows * Line(d.InputSize), ModelDescription.TileRows * d.OutputSize);
        var valid = RowLengths.All(lengths.IsEmpty ? d.LookBack : 1);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> window = windows.Slice(row * d.InputSize, d.InputSize);
            Span<float> input = inputs.Slice(row * d.InputSize, d.InputSize);
            if (d.Scaling == Scaling.None)
            {
                window.CopyTo(input);
            }
            else
            {
                ScaleInput(window, input);
            }

            if (!lengths.IsEmpty)
            {
                // Read once, and checked as it is read: kernels walk as far as it says.
                int length = lengths[row];
                GeneratedCalls.CheckSteps(d, length, nameof(lengths));
                valid[row] = length;
                input[(length * d.Features)..].Clear();
            }
        }

        inputs[(rows * d.InputSize)..].Clear();
        return new Tile { Rows = rows, Packed = PackedWeights, Workspace = scratch[..workspace], Lengths = valid, Inputs = inputs, Outputs = outputs };
    }

    /// <summary>Floats of so many, in whole cache lines.</summary>
    private protected static int Line(int floats) => (floats + 15) / 16 * 16;
}
