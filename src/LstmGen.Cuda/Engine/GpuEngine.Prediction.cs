using System.Collections.Immutable;
using LstmGen.Runtime;

namespace LstmGen.Cuda.Engine;

// Prediction: a long batch goes in slices. While the device computes one, the host lays out the next.
internal sealed partial class GpuEngine
{
    private const int TimeBegin = 2, TimeEnd = 3;

    /// <summary>The most rows of a slice, if fewer than <see cref="MostSliceRows"/> are wanted.</summary>
    internal int SliceLimit { get; set; } = MostSliceRows;

    /// <inheritdoc/>
    public override void Predict<TRows>(int rows, TRows source, Span<float> outputs)
    {
        int size = _description.OutputSize, slice = SliceRows(rows);
        RequireParameters();
        if (!outputs.IsEmpty) Check(checked(rows * size), outputs.Length, nameof(outputs));
        (_batchRows, _hasTape) = (0, false);
        bool wanted = !outputs.IsEmpty;

        // Answers that are wanted are kept until all rows have been read; of others there are as many as are on their way.
        _hostOutputs.Reserve<float>(outputs.IsEmpty ? checked(2 * Math.Min(slice, rows) * size) : outputs.Length);
        try
        {
            for (int first = -2 * slice, staging = 0; first < rows; first += slice, staging ^= 1)
            {
                // What this set of buffers took two slices ago has been computed.
                if (first >= 0)
                {
                    _gpu.Wait(staging);
                    int count = Math.Min(slice, rows - first);
                    source.Answer(first, _hostOutputs.Get<float>(PlaceOf(first, staging) + count * size)[PlaceOf(first, staging)..]);
                }

                int next = first + 2 * slice;
                if (next < rows) PredictSlice(staging, next, Math.Min(slice, rows - next), source, PlaceOf(next, staging));
            }
        }
        catch
        {
            Settle();
            throw;
        }

        if (!outputs.IsEmpty) _hostOutputs.Get<float>(outputs.Length).CopyTo(outputs);

        int PlaceOf(int first, int staging) => (wanted ? first : staging * Math.Min(slice, rows)) * size;
    }

    /// <summary>Waits for what is on its way. Where the device itself has failed there is nothing to wait for, and the exception that says so is under way.</summary>
    private void Settle()
    {
        try
        {
            _gpu.Synchronize();
        }
        catch (InvalidOperationException)
        {
        }
    }

    private void PredictSlice<TRows>(int staging, int first, int rows, scoped TRows source, int place)
        where TRows : IDeviceRows, allows ref struct
    {
        int padded = Padded(rows), size = _description.InputSize;
        Span<float> inputs = _hostInputs[staging].Reserve<float>(padded * size);
        Span<int> lengths = _hostLengths[staging].Reserve<int>(padded);
        source.Read(first, inputs[..(rows * size)], lengths[..rows]);
        inputs[(rows * size)..].Clear();
        lengths[rows..].Fill(1);
        GpuArguments arguments = Upload(staging, rows, _program.PredictionTileLength);
        arguments.FirstRow = (uint)first;
        LaunchMeasured(_program.Predict, _predict, arguments);
        _gpu.Download(_hostOutputs.Address + place * sizeof(float), arguments.Outputs, Bytes(rows * _description.OutputSize));
        _gpu.Record(staging);
    }

    /// <summary>How many rows go at a time.</summary>
    private int SliceRows(int rows)
    {
        // Numbers of elements are 32-bit numbers in kernels.
        long largest = Math.Max(_description.InputSize, _description.OutputSize);
        foreach (GpuLaunch launch in _program.Predict)
        {
            if (launch.Grid == GpuGrid.Elements) largest = Math.Max(largest, launch.Count);
        }

        long limit = Math.Min(Math.Min(Padded(rows), SliceLimit), int.MaxValue / largest);
        if (Bytes(limit / TileRows * _program.PredictionTileLength) > _workspace.Bytes)
        {
            long row = Bytes(_program.PredictionTileLength / TileRows + largest);
            limit = Math.Min(limit, (long)((_gpu.FreeBytes + _workspace.Bytes) * WorkspaceShare) / row);
        }

        return (int)Math.Max(limit / GpuProgram.RowMultiple * GpuProgram.RowMultiple, GpuProgram.RowMultiple);
    }

    private void LaunchMeasured(ImmutableArray<GpuLaunch> launches, nint[] kernels, in GpuArguments arguments)
    {
        if (Measures) _gpu.Record(TimeBegin);
        Launch(launches, kernels, arguments);
        if (!Measures) return;
        _gpu.Record(TimeEnd);
        _gpu.Wait(TimeEnd);
        KernelMilliseconds += _gpu.Between(TimeBegin, TimeEnd);
    }
}
