using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Batches on another device: it takes them through the network and back, whole; rows are read and losses computed here, by the same code as of batches that stay.
internal sealed partial class TrainingEngine
{
    /// <summary>Rows that an evaluation brings to the device at a time, at least, if there are as many.</summary>
    private const int DeviceRows = 65_536;

    private float[] _deviceInputs = [], _deviceOutputs = [], _deviceGradients = [];
    private int[] _deviceLengths = [];
    private float[]? _lossGradient;

    /// <summary>Where batches are computed; null for on the processor.</summary>
    public DeviceEngine? Device { get; set; }

    /// <summary>Forward and backward: the sum of the losses of a batch, its gradient left in <see cref="Gradient"/>.</summary>
    private double TrainOnDevice(DeviceEngine device, RowSource source, int rows, Loss loss)
    {
        Prepare(source, rows, loss, TrainingChunks, threads: 1);
        PrepareDevice(device);
        bool ownLoss = loss is HeadLoss;
        for (int chunk = 0; ownLoss && chunk < _chunks; chunk++)
        {
            (_chunkGradients[chunk] ??= new AlignedBuffer(_description.PackedGradientLength)).Span.Clear();
        }

        ReadOnlySpan<int> lengths = ReadRows(first: 0, rows);
        Span<float> outputs = Room(ref _deviceOutputs, rows * _description.OutputSize), gradients = Room(ref _deviceGradients, outputs.Length);
        device.Forward(_deviceInputs.AsSpan(0, rows * _description.InputSize), lengths, _noise.Key, _noise.Step, outputs);
        for (int chunk = 0; chunk < _chunks; chunk++)
        {
            _chunkLosses[chunk] = ChunkLoss(chunk, firstRow: 0, outputs, gradients, ownLoss ? _chunkGradients[chunk]!.Span : default);
        }

        device.Backward(gradients, _chunks, Gradient);
        if (ownLoss) TakeLossGradients();
        return SumLosses();
    }

    /// <summary>Forward as in prediction: the sum of the losses.</summary>
    private double EvaluateOnDevice(DeviceEngine device, RowSource source, int rows, Loss loss)
    {
        Prepare(source, rows, loss, EvaluationChunks, threads: 1);
        PrepareDevice(device);
        for (int chunk = 0; chunk < _chunks;)
        {
            // As many whole chunks as make a good load.
            int firstChunk = chunk, first = TilesOf(chunk).First * TileRows, end;
            do
            {
                end = Math.Min(TilesOf(chunk).End * TileRows, rows);
                chunk++;
            }
            while (chunk < _chunks && end - first < DeviceRows);

            ReadOnlySpan<int> lengths = ReadRows(first, end - first);
            Span<float> outputs = Room(ref _deviceOutputs, (end - first) * _description.OutputSize);
            device.Predict(_deviceInputs.AsSpan(0, (end - first) * _description.InputSize), lengths, outputs);
            for (int c = firstChunk; c < chunk; c++)
            {
                _chunkLosses[c] = ChunkLoss(c, first, outputs, default, default);
            }
        }

        return SumLosses();
    }

    private void PrepareDevice(DeviceEngine device)
    {
        if (_spaces.Length == 0) _spaces = new WorkerSpace?[1];
        _spaces[0] ??= new WorkerSpace(_description);
        device.SetParameters(_model.MutableParameters);
    }

    /// <summary>Reads rows, as the tile kernels would see them.</summary>
    /// <returns>Their lengths; empty where all steps are valid.</returns>
    private ReadOnlySpan<int> ReadRows(int first, int rows)
    {
        WorkerSpace space = _spaces[0]!;
        int size = _description.InputSize;
        Span<float> inputs = Room(ref _deviceInputs, checked(rows * size));
        Span<int> lengths = Room(ref _deviceLengths, rows);
        for (int row = 0; row < rows; row += TileRows)
        {
            int count = Math.Min(TileRows, rows - row);
            RowLengths valid = Read(space, first + row, count);
            space.Inputs.Span[..(count * size)].CopyTo(inputs[(row * size)..]);
            for (int i = 0; i < count; i++) lengths[row + i] = valid[i];
        }

        return _source.HasLengths ? lengths : default;
    }

    /// <summary>The loss of a chunk's rows, of which the outputs are there, and its gradient by them.</summary>
    /// <param name="chunk">Which.</param>
    /// <param name="firstRow">The row that the outputs begin with.</param>
    /// <param name="outputs">What the network put out.</param>
    /// <param name="gradients">Receives the gradient by the outputs, in training.</param>
    /// <param name="packedGradient">Receives that of a head's own parameters, if its loss has any.</param>
    private double ChunkLoss(int chunk, int firstRow, ReadOnlySpan<float> outputs, Span<float> gradients, Span<float> packedGradient)
    {
        WorkerSpace space = _spaces[0]!;
        int size = _description.OutputSize;
        (int begin, int end) = TilesOf(chunk);
        double sum = 0.0;
        for (int tileIndex = begin; tileIndex < end; tileIndex++)
        {
            int first = tileIndex * TileRows, rows = Math.Min(TileRows, _rows - first);
            Load(space, first, rows);
            Tile tile = TileOf(space, first, rows, packedGradient, default);
            outputs.Slice((first - firstRow) * size, rows * size).CopyTo(tile.Outputs);
            sum += LossOf(space, tile, first);
            if (_backward) tile.OutputGradients[..(rows * size)].CopyTo(gradients[((first - firstRow) * size)..]);
        }

        return sum;
    }

    /// <summary>Takes over the gradient of parameters that only the loss reads, which no other pass has touched.</summary>
    private void TakeLossGradients()
    {
        for (int stride = 1; stride < _chunks; stride *= 2)
        {
            for (int chunk = 0; chunk + stride < _chunks; chunk += 2 * stride)
            {
                AddGradient(chunk, chunk + stride);
            }
        }

        _lossGradient ??= new float[_description.ParameterCount];
        _kernels.Unpack(_chunkGradients[0]!.Span, _lossGradient);
        for (int i = 0; i < _lossGradient.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(_lossGradient[i]) != 0) Gradient[i] = _lossGradient[i];
        }
    }

    private static Span<T> Room<T>(ref T[] array, int length)
    {
        if (array.Length < length) array = new T[length];
        return array.AsSpan(0, length);
    }
}
