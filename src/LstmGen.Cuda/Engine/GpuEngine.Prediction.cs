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
    public override void Predict(ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, Span<float> outputs)
    {
        int rows = RowsOf(inputs, lengths, outputs.Length), slice = SliceRows(rows);
        (int input, int output) = (_description.InputSize, _description.OutputSize);
        _batchRows = 0;
        for (int first = -2 * slice, staging = 0; first < rows; first += slice, staging ^= 1)
        {
            // What this set of buffers took two slices ago has been computed.
            if (first >= 0) TakeSlice(staging, first, Math.Min(slice, rows - first), outputs);
            int next = first + 2 * slice;
            if (next >= rows) continue;
            int count = Math.Min(slice, rows - next);
            GpuArguments arguments = LayOut(staging, inputs.Slice(next * input, count * input), lengths.IsEmpty ? default : lengths.Slice(next, count), _program.PredictionTileLength);
            arguments.FirstRow = (uint)next;
            LaunchMeasured(_program.Predict, _predict, arguments);
            _hostOutputs[staging].Reserve<float>(count * output);
            _gpu.Download(_hostOutputs[staging].Address, arguments.Outputs, Bytes(count * output));
            _gpu.Record(staging);
        }
    }

    private void TakeSlice(int staging, int first, int rows, Span<float> outputs)
    {
        int size = _description.OutputSize;
        _gpu.Wait(staging);
        _hostOutputs[staging].Get<float>(rows * size).CopyTo(outputs[(first * size)..]);
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
