using LstmGen.Runtime;

namespace LstmGen;

// Prediction of many windows on another device.
public abstract partial class SequenceModel
{
    /// <summary>Windows that are made ready for a device at a time.</summary>
    private const int DeviceSlice = 65_536;

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
        int count = CheckBatch(windows, lengths, outputs, nameof(outputs));
        using DeviceEngine? engine = device.ChooseFor(this, out _).OpenFor(this);
        if (engine is null)
        {
            PredictBatch(windows, lengths, outputs);
            return;
        }

        using Reading reading = BeginReading();
        while (reading.Next())
        {
            // Whoever trains writes to the parameters before it says so; with the gate nobody does.
            using (HoldWriters()) engine.SetParameters(MutableParameters);
            if (lengths.IsEmpty && Description.Scaling == Scaling.None) engine.Predict(windows, lengths, outputs);
            else PredictInSlices(engine, windows, lengths, outputs, count);
            FinishAll(windows, lengths, outputs, count);
        }
    }

    private void PredictInSlices(DeviceEngine engine, ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, Span<float> outputs, int count)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(Math.Min(count, DeviceSlice) * d.InputSize);
        try
        {
            for (int first = 0; first < count; first += DeviceSlice)
            {
                int rows = Math.Min(DeviceSlice, count - first);
                Span<float> inputs = rented.Span[..(rows * d.InputSize)];
                ReadOnlySpan<int> valid = lengths.IsEmpty ? default : lengths.Slice(first, rows);
                for (int row = 0; row < rows; row++)
                {
                    ReadInput(windows.Slice((first + row) * d.InputSize, d.InputSize), inputs.Slice(row * d.InputSize, d.InputSize));
                    if (!valid.IsEmpty) inputs.Slice(row * d.InputSize, d.InputSize)[(valid[row] * d.Features)..].Clear();
                }

                engine.Predict(inputs, valid, outputs.Slice(first * d.OutputSize, rows * d.OutputSize));
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    private void FinishAll(ReadOnlySpan<float> windows, ReadOnlySpan<int> lengths, Span<float> outputs, int count)
    {
        ModelDescription d = Description;
        for (int row = 0; row < count; row++)
        {
            int length = lengths.IsEmpty ? d.LookBack : lengths[row];
            Finish(outputs.Slice(row * d.OutputSize, d.OutputSize), Kernels.OutputLength(windows.Slice(row * d.InputSize, d.InputSize), length));
        }
    }

    /// <summary>A window as the network sees it.</summary>
    private void ReadInput(ReadOnlySpan<float> window, Span<float> input)
    {
        if (Description.Scaling == Scaling.None) window.CopyTo(input);
        else ScaleInput(window, input);
    }
}
