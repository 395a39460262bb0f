using LstmGen.Checks;
using LstmGen.Forecasting;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Prediction from values in double precision, and what it shares with prediction from floats.
public abstract partial class SequenceModel
{
    /// <summary>
    /// The network's answer to one window of values in double precision: scaled before they are rounded to single precision, and taken back to their units
    /// in double precision, so that large readings keep their differences. The network itself computes in single precision. Allocates nothing after the first call; any number of threads may call it
    /// at once.
    /// </summary>
    /// <param name="window">LookBack × Features values, oldest step first, finite.</param>
    /// <param name="output">Receives OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">A span has another length, or a value is NaN or infinite: its row and column are named.</exception>
    /// <exception cref="InvalidOperationException">The model scales and has no scaler yet.</exception>
    public void Predict(ReadOnlySpan<double> window, Span<double> output)
    {
        if (window.Length != Description.InputSize) throw SpanErrors.Window(Description, window.Length);
        if (output.Length != Description.OutputSize) throw SpanErrors.Output(Description, output.Length);
        Answers(window, default, output, nameof(window));
    }

    /// <summary>The network's answers to many windows of values in double precision, each bit-identical to that of <see cref="Predict(ReadOnlySpan{double}, Span{double})"/>.</summary>
    /// <param name="windows">Windows one after another, each LookBack × Features values, finite.</param>
    /// <param name="outputs">Receives as many outputs, each OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">Not a whole number of windows, or not as many outputs, or a value is NaN or infinite: its window, row and column are named, and nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The model scales and has no scaler yet.</exception>
    public void PredictBatch(ReadOnlySpan<double> windows, Span<double> outputs)
    {
        CheckBatchSizes(windows.Length, outputs.Length, nameof(outputs));
        Answers(windows, default, outputs, nameof(windows));
    }

    /// <summary>Forecasts the steps that follow a history in double precision: large readings keep their differences.</summary>
    /// <inheritdoc cref="Forecast(ReadOnlySpan{float}, Span{float})"/>
    public void Forecast(ReadOnlySpan<double> history, Span<double> next) => Forecast(history, [], next);

    /// <summary>Forecasts the steps that follow a history in double precision with a model that has features known ahead.</summary>
    /// <inheritdoc cref="Forecast(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public void Forecast(ReadOnlySpan<double> history, ReadOnlySpan<double> knownFuture, Span<double> next) => Forecaster.Forecast(this, history, knownFuture, next);

    /// <summary>Windows in double precision through the tile kernels: lengths are checked.</summary>
    internal void Answers(ReadOnlySpan<double> windows, ReadOnlySpan<int> lengths, Span<double> outputs, string name)
    {
        ModelDescription d = Description;
        for (int row = 0; row * d.InputSize < windows.Length; row++)
        {
            int valid = lengths.IsEmpty ? d.InputSize : lengths[row] * d.Features;
            Finite.Check(windows.Slice(row * d.InputSize, valid), d.Features, name, windows.Length == d.InputSize ? -1 : row);
        }

        using Reading reading = BeginReading();
        while (reading.Next())
        {
            if (Scaler is { } scaler && AnswersTiles) AnswersScaled(windows, lengths, outputs, scaler);
            else AnswersRounded(windows, lengths, outputs);
        }
    }

    private void AnswersScaled(ReadOnlySpan<double> windows, ReadOnlySpan<int> lengths, Span<double> outputs, Scaler scaler)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(TileScratchLength(d.PredictionWorkspaceLength));
        try
        {
            int count = windows.Length / d.InputSize;
            for (int row = 0; row < count; row += ModelDescription.TileRows)
            {
                int rows = Math.Min(ModelDescription.TileRows, count - row);
                Tile tile = ScratchTile(
                    rented.Span, d.PredictionWorkspaceLength, windows.Slice(row * d.InputSize, rows * d.InputSize), rows, lengths.IsEmpty ? default : lengths.Slice(row, rows), scaler);
                Kernels.PredictTile(tile);
                RowLengths valid = Kernels.OutputLengths(tile);
                for (int i = 0; i < rows; i++)
                {
                    Finish(tile.Outputs.Slice(i * d.OutputSize, d.OutputSize), valid[i], outputs.Slice((row + i) * d.OutputSize, d.OutputSize), scaler);
                }
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Where nothing scales, nothing is lost by rounding before the network that it would not round itself.</summary>
    private void AnswersRounded(ReadOnlySpan<double> windows, ReadOnlySpan<int> lengths, Span<double> outputs)
    {
        AlignedBuffer rented = RentScratch(windows.Length + outputs.Length);
        try
        {
            Span<float> rounded = rented.Span[..windows.Length], answers = rented.Span.Slice(windows.Length, outputs.Length);
            for (int i = 0; i < windows.Length; i++)
            {
                rounded[i] = (float)windows[i];
            }

            PredictBatch(rounded, lengths, answers);
            SeriesTable.Widen(answers, outputs);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    private Tile ScratchTile(Span<float> scratch, int workspace, ReadOnlySpan<double> windows, int rows, scoped ReadOnlySpan<int> lengths, Scaler scaler)
    {
        ModelDescription d = Description;
        Span<float> inputs = scratch.Slice(workspace, ModelDescription.TileRows * d.InputSize);
        Span<float> outputs = scratch.Slice(workspace + ModelDescription.TileRows * Line(d.InputSize), ModelDescription.TileRows * d.OutputSize);
        scaler.ScaleInput(windows, inputs[..windows.Length]);
        inputs[windows.Length..].Clear();
        var valid = RowLengths.All(lengths.IsEmpty ? d.LookBack : 1);
        for (int row = 0; row < lengths.Length; row++)
        {
            valid[row] = lengths[row];
            inputs.Slice(row * d.InputSize, d.InputSize)[(lengths[row] * d.Features)..].Clear();
        }

        return new Tile { Rows = rows, Packed = PackedWeights, Workspace = scratch[..workspace], Lengths = valid, Inputs = inputs, Outputs = outputs };
    }

    /// <summary>From what the network puts out for one row to the answer in double precision.</summary>
    private void Finish(Span<float> raw, int valid, Span<double> output, Scaler scaler)
    {
        ModelDescription d = Description;
        raw = raw[..(valid * d.Outputs)];
        Kernels.Finish(raw);
        if (!d.ScalesOutputs) SeriesTable.Widen(raw, output);
        else if (d.Distribution is { } distribution) distribution.Unscale(scaler, raw, output);
        else scaler.UnscaleOutput(raw, output[..raw.Length]);
        output[raw.Length..].Clear();
    }
}
