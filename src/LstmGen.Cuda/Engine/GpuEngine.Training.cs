using LstmGen.Runtime;

namespace LstmGen.Cuda.Engine;

// Training: forward with a tape, and from the gradients with respect to the outputs back to that of the parameters.
internal sealed partial class GpuEngine
{
    private nint[]? _forward, _backward;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, ulong key, uint step, Span<float> outputs)
    {
        int rows = RowsOf(inputs, lengths, outputs.Length);
        _batchRows = 0;
        RefuseTooMany(rows);
        if (_forward is null) LoadTraining();
        _gpu.Wait(0);
        _batch = LayOut(staging: 0, inputs, lengths, _program.TrainingTileLength);
        (_batch.NoiseKey, _batch.NoiseStep) = (key, step);
        LaunchMeasured(_program.Forward, _forward!, _batch);
        _hostOutputs[0].Reserve<float>(outputs.Length);
        _gpu.Download(_hostOutputs[0].Address, _batch.Outputs, Bytes(outputs.Length));
        _gpu.Record(0);
        _gpu.Wait(0);
        _hostOutputs[0].Get<float>(outputs.Length).CopyTo(outputs);
        _batchRows = rows;
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlySpan<float> outputGradients, int chunks, Span<float> gradient)
    {
        if (_batchRows == 0) throw new InvalidOperationException("Expected Forward before Backward, and nothing in between.");
        Check(_batchRows * _description.OutputSize, outputGradients.Length, nameof(outputGradients));
        Check(_description.ParameterCount, gradient.Length, nameof(gradient));
        if (chunks < 1 || chunks > _batch.Tiles) throw new ArgumentOutOfRangeException(nameof(chunks), chunks, $"Expected 1 to {_batch.Tiles} chunks, as many as tiles at most.");
        long padded = (long)_batch.Rows * _description.OutputSize;
        outputGradients.CopyTo(_hostOutputs[1].Reserve<float>(outputGradients.Length));
        ulong at = _outputGradients.Reserve(Bytes(padded));
        _gpu.Upload(at, _hostOutputs[1].Address, Bytes(outputGradients.Length));
        if (padded > outputGradients.Length) _gpu.Clear(at + (ulong)Bytes(outputGradients.Length), Bytes(padded - outputGradients.Length));

        _batch.OutputGradients = at;
        _batch.ChunkGradients = _chunkGradients.Reserve(Bytes((long)chunks * gradient.Length));
        _batch.Gradient = _gradient.Reserve(Bytes(gradient.Length));
        _batch.Chunks = (uint)chunks;
        LaunchMeasured(_program.Backward, _backward!, _batch);
        _hostGradient.Reserve<float>(gradient.Length);
        _gpu.Download(_hostGradient.Address, _batch.Gradient, Bytes(gradient.Length));
        _gpu.Record(0);
        _gpu.Wait(0);
        _hostGradient.Get<float>(gradient.Length).CopyTo(gradient);
        _batchRows = 0;
    }

    /// <summary>Makes the kernels of both ways ready at once; who only predicts never waits for them.</summary>
    private void LoadTraining()
    {
        nint[] both = _gpu.Load(_program.Ptx, [.. _program.Forward, .. _program.Backward]);
        (_forward, _backward) = (both[.._program.Forward.Length], both[_program.Forward.Length..]);
    }

    /// <summary>Refuses a batch whose tape does not fit the device.</summary>
    private void RefuseTooMany(int rows)
    {
        long needed = Bytes((long)Padded(rows) / TileRows * _program.TrainingTileLength);
        if (needed <= _workspace.Bytes || needed <= _gpu.FreeBytes + _workspace.Bytes) return;
        throw new InvalidOperationException(
            $"A batch of {rows} windows of {_description.Name} needs {Megabytes(needed)} MB of the GPU's memory, of which {Megabytes(_gpu.FreeBytes + _workspace.Bytes)} MB are free. Set a smaller BatchSize.");
    }

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:N0}");
}
