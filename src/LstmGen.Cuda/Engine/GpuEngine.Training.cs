using LstmGen.Runtime;

namespace LstmGen.Cuda.Engine;

// Training: forward with a tape, and from the gradients with respect to the outputs back to that of the parameters.
internal sealed partial class GpuEngine
{
    private nint[]? _forward, _backward;
    private bool _hasTape;

    /// <inheritdoc/>
    public override DeviceBatch Batch
    {
        get
        {
            int rows = Tiles(_batchRows) * TileRows;
            return new DeviceBatch
            {
                Inputs = _hostInputs[0].Get<float>(rows * _description.InputSize),
                Lengths = _hostLengths[0].Get<int>(rows),
                Outputs = _hostOutputs.Get<float>(rows * _description.OutputSize),
                OutputGradients = _hostOutputGradients.Get<float>(rows * _description.OutputSize),
            };
        }
    }

    /// <inheritdoc/>
    public override void Reserve(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (_batchRows, _hasTape) = (0, false);
        RefuseTooMany(rows);
        if (_forward is null) LoadTraining();
        int padded = Padded(rows), whole = Tiles(rows) * TileRows, input = _description.InputSize, output = _description.OutputSize;
        _hostInputs[0].Reserve<float>(checked(padded * input))[(whole * input)..].Clear();
        _hostLengths[0].Reserve<int>(padded)[whole..].Fill(1);
        _hostOutputs.Reserve<float>(checked(padded * output));
        _hostOutputGradients.Reserve<float>(padded * output)[(whole * output)..].Clear();
        _batchRows = rows;
    }

    /// <inheritdoc/>
    public override void Forward(ulong key, uint step)
    {
        RequireParameters();
        if (_batchRows == 0) throw new InvalidOperationException("Expected Reserve before Forward.");
        _batch = Upload(staging: 0, _batchRows, _program.TrainingTileLength);
        (_batch.NoiseKey, _batch.NoiseStep) = (key, step);
        LaunchMeasured(_program.Forward, _forward!, _batch);
        _gpu.Download(_hostOutputs.Address, _batch.Outputs, Bytes((long)_batch.Rows * _description.OutputSize));
        _gpu.Synchronize();
        _hasTape = true;
    }

    /// <inheritdoc/>
    public override void Backward(int chunks, Span<float> gradient)
    {
        if (!_hasTape) throw new InvalidOperationException("Expected Forward before Backward, and nothing in between.");
        Check(_description.ParameterCount, gradient.Length, nameof(gradient));
        if (chunks < 1 || chunks > _batch.Tiles) throw new ArgumentOutOfRangeException(nameof(chunks), chunks, $"Expected 1 to {_batch.Tiles} chunks, as many as tiles at most.");
        long gradients = Bytes((long)_batch.Rows * _description.OutputSize);
        _batch.OutputGradients = _outputGradients.Reserve(gradients);
        _batch.ChunkGradients = _chunkGradients.Reserve(Bytes((long)chunks * gradient.Length));
        _batch.Gradient = _gradient.Reserve(Bytes(gradient.Length));
        _batch.Chunks = (uint)chunks;
        _gpu.Upload(_batch.OutputGradients, _hostOutputGradients.Address, gradients);
        LaunchMeasured(_program.Backward, _backward!, _batch);
        _hostGradient.Reserve<float>(gradient.Length);
        _gpu.Download(_hostGradient.Address, _batch.Gradient, Bytes(gradient.Length));
        _gpu.Synchronize();
        _hostGradient.Get<float>(gradient.Length).CopyTo(gradient);
        _hasTape = false;
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
        long needed = Bytes((long)Padded(rows) / TileRows * _program.TrainingTileLength + _program.ScratchLength);
        if (needed <= _workspace.Bytes || needed <= _gpu.FreeBytes + _workspace.Bytes) return;
        throw new InvalidOperationException(
            $"A batch of {rows} windows of {_description.Name} needs {Megabytes(needed)} MB of the GPU's memory, of which {Megabytes(_gpu.FreeBytes + _workspace.Bytes)} MB are free. Set a smaller BatchSize.");
    }

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:N0}");
}
