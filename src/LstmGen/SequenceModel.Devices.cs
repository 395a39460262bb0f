using LstmGen.Runtime;

namespace LstmGen;

// Prediction of many windows on another device.
public abstract partial class SequenceModel
{
    /// <summary>The network's answers to many windows, computed on a device: the bits of <see cref="PredictBatch(ReadOnlySpan{float}, Span{float})"/>. Any number of threads may call it at once.</summary>
    /// <param name="windows">Windows one after another, each LookBack × Features values.</param>
    /// <param name="outputs">Receives as many outputs, each OutputSteps × Outputs values.</param>
    /// <param name="device">Such as <c>Device.Cuda()</c> of package LstmGen.Cuda.</param>
    /// <exception cref="ArgumentException">Not a whole number of windows, or not as many outputs, or a value is NaN or infinite: its window, row and column are named, and nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The model cannot run on the device: the message says why.</exception>
    public void PredictBatch(ReadOnlySpan<float> windows, Span<float> outputs, Device device) => PredictBatch(windows, default, outputs, device);

    /// <summary>The network's answers to many windows that are padded on the right, computed on a device.</summary>
    /// <param name="windows">Windows one after another, each LookBack × Features values.</param>
    /// <param name="lengths">The valid steps of each window, 1 to LookBack; empty for all of them.</param>
    /// <param name="outputs">Receives as many outputs, each OutputSteps × Outputs values.</param>
    /// <param name="device">Such as <c>Device.Cuda()</c> of package LstmGen.Cuda.</param>
    /// <exception cref="ArgumentException">
    /// Not a whole number of windows, or not as many lengths or outputs, or a length out of its range, or a value in the valid steps is NaN or infinite: its window, row and column
    /// are named, and nothing is written.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model cannot run on the device: the message says why.</exception>
    public void PredictBatch(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, Span<float> outputs, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);

        // Checked as a copy: kernels walk as far as they say, whatever another thread writes meanwhile.
        lengths = lengths.ToArray();
        int count = CheckBatchLengths(windows, lengths, outputs, nameof(outputs));
        using DeviceEngine? engine = device.ChooseFor(this, out _).OpenFor(this);
        if (engine is null)
        {
            PredictBatch(windows, lengths, outputs);
            return;
        }

        if (count == 0) return;
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            // Whoever trains writes to the parameters before it says so; with the gate nobody does.
            using (HoldWriters()) engine.SetParameters(MutableParameters);
            engine.Predict(count, new PredictedRows(this, windows, lengths), outputs);
        }
    }

    /// <summary>Windows as they lie in a caller's memory: checked and scaled while the device computes those before.</summary>
    private readonly ref struct PredictedRows(SequenceModel model, ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths) : IDeviceRows
    {
        private readonly ReadOnlySpan<float> _windows = windows;
        private readonly ReadOnlySpan<int> _lengths = lengths;

        public void Read(int first, Span<float> inputs, Span<int> lengths)
        {
            ModelDescription d = model.Description;
            int size = d.InputSize, rows = lengths.Length;
            ReadOnlySpan<float> windows = _windows.Slice(first * size, rows * size);
            ReadOnlySpan<int> valid = _lengths.IsEmpty ? default : _lengths.Slice(first, rows);
            model.CheckValues(windows, valid, first);
            if (d.Scaling == Scaling.None)
            {
                windows.CopyTo(inputs);
            }
            else
            {
                for (int row = 0; row < rows; row++) model.ScaleInput(windows.Slice(row * size, size), inputs.Slice(row * size, size));
            }

            if (valid.IsEmpty)
            {
                lengths.Fill(d.LookBack);
                return;
            }

            valid.CopyTo(lengths);
            for (int row = 0; row < rows; row++) inputs.Slice(row * size, size)[(valid[row] * d.Features)..].Clear();
        }

        public void Answer(int first, Span<float> outputs)
        {
            ModelDescription d = model.Description;
            for (int row = 0; row * d.OutputSize < outputs.Length; row++)
            {
                int valid = d.OutputSteps == 1 ? 1
                    : model.Kernels.OutputLength(_windows.Slice((first + row) * d.InputSize, d.InputSize), _lengths.IsEmpty ? d.LookBack : _lengths[first + row]);
                model.Finish(outputs.Slice(row * d.OutputSize, d.OutputSize), valid);
            }
        }
    }
}
