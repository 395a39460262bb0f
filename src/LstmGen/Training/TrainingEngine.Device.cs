using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Batches on another device: it takes them through the network and back, whole; rows are read and losses computed here, by the same code as of batches that stay.
internal sealed partial class TrainingEngine
{
    /// <summary>Rows that an evaluation brings to the device at a time, at least, if there are as many.</summary>
    private const int DeviceRows = 65_536;

    /// <summary>Values of a batch below which one thread reads them and computes their losses: some tens of microseconds.</summary>
    private const long WorthReading = 50_000;

    private DeviceJob? _deviceJob;
    private float[] _deviceInputs = [], _deviceOutputs = [], _deviceGradients = [];
    private int[] _deviceLengths = [];
    private float[]? _lossGradient;

    /// <summary>Where batches are computed; null for on the processor.</summary>
    public DeviceEngine? Device { get; set; }

    /// <summary>Forward and backward: the sum of the losses of a batch, its gradient left in <see cref="Gradient"/>.</summary>
    private double TrainOnDevice(DeviceEngine device, RowSource source, int rows, Loss loss, int threads)
    {
        Prepare(source, rows, loss, TrainingChunks, threads);
        bool ownLoss = loss is HeadLoss;
        for (int chunk = 0; ownLoss && chunk < _chunks; chunk++)
        {
            (_chunkGradients[chunk] ??= new AlignedBuffer(_description.PackedGradientLength)).Span.Clear();
        }

        device.SetParameters(_model.MutableParameters);
        Share(DevicePass.Read, firstChunk: 0, _chunks, threads);
        Span<float> outputs = _deviceOutputs.AsSpan(0, rows * _description.OutputSize);
        device.Forward(_deviceInputs.AsSpan(0, rows * _description.InputSize), DeviceLengths(rows), _noise.Key, _noise.Step, outputs);
        Share(DevicePass.Loss, firstChunk: 0, _chunks, threads);
        device.Backward(_deviceGradients.AsSpan(0, outputs.Length), _chunks, Gradient);
        if (ownLoss) TakeLossGradients();
        return SumLosses();
    }

    /// <summary>Forward as in prediction: the sum of the losses.</summary>
    private double EvaluateOnDevice(DeviceEngine device, RowSource source, int rows, Loss loss, int threads)
    {
        Prepare(source, rows, loss, EvaluationChunks, threads);
        device.SetParameters(_model.MutableParameters);
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

            Share(DevicePass.Read, firstChunk, chunk, threads);
            device.Predict(_deviceInputs.AsSpan(0, (end - first) * _description.InputSize), DeviceLengths(end - first), _deviceOutputs.AsSpan(0, (end - first) * _description.OutputSize));
            Share(DevicePass.Loss, firstChunk, chunk, threads);
        }

        return SumLosses();
    }

    /// <summary>Does something for each of some chunks, with as many threads as pay.</summary>
    private void Share(DevicePass pass, int firstChunk, int endChunk, int threads)
    {
        int first = TilesOf(firstChunk).First * TileRows, rows = Math.Min(TilesOf(endChunk - 1).End * TileRows, _rows) - first, items = endChunk - firstChunk;
        (int input, int output) = (_description.InputSize, _description.OutputSize);
        Reserve(ref _deviceInputs, checked(rows * input));
        Reserve(ref _deviceLengths, rows);
        Reserve(ref _deviceOutputs, checked(rows * output));
        if (_backward) Reserve(ref _deviceGradients, checked(rows * output));

        long values = (long)rows * (input + output + _description.TargetSize);
        int workers = values < WorthReading ? 1 : Math.Min(items, threads > 0 ? threads : Environment.ProcessorCount);
        if (_spaces.Length < workers) Array.Resize(ref _spaces, workers);
        for (int worker = 0; worker < workers; worker++)
        {
            _spaces[worker] ??= new WorkerSpace(_description);
        }

        _deviceJob ??= new DeviceJob(this);
        _deviceJob.Begin(pass, firstChunk, first);
        if (workers == 1)
        {
            for (int item = 0; item < items; item++)
            {
                _deviceJob.Run(item, worker: 0);
            }

            return;
        }

        WorkerTeam team = WorkerTeam.Rent();
        try
        {
            team.Run(_deviceJob, items, workers);
        }
        finally
        {
            team.Return();
        }
    }

    private ReadOnlySpan<int> DeviceLengths(int rows) => _source.HasLengths ? _deviceLengths.AsSpan(0, rows) : default;

    /// <summary>Reads the rows of a chunk, as the tile kernels would see them.</summary>
    /// <param name="chunk">Which.</param>
    /// <param name="firstRow">The row that the device's buffers begin with.</param>
    /// <param name="space">To read with.</param>
    private void ReadChunk(int chunk, int firstRow, WorkerSpace space)
    {
        int size = _description.InputSize;
        (int begin, int end) = TilesOf(chunk);
        for (int tileIndex = begin; tileIndex < end; tileIndex++)
        {
            int first = tileIndex * TileRows, rows = Math.Min(TileRows, _rows - first);
            RowLengths valid = Read(space, first, rows);
            space.Inputs.Span[..(rows * size)].CopyTo(_deviceInputs.AsSpan((first - firstRow) * size));
            for (int i = 0; i < rows; i++) _deviceLengths[first - firstRow + i] = valid[i];
        }
    }

    /// <summary>The loss of a chunk's rows, of which the outputs are there; in training its gradient by them, and that of a head's own parameters.</summary>
    /// <param name="chunk">Which.</param>
    /// <param name="firstRow">The row that the device's buffers begin with.</param>
    /// <param name="space">To compute with.</param>
    private void LoseChunk(int chunk, int firstRow, WorkerSpace space)
    {
        int size = _description.OutputSize;
        (int begin, int end) = TilesOf(chunk);
        Span<float> packedGradient = _backward && _loss is HeadLoss ? _chunkGradients[chunk]!.Span : default;
        double sum = 0.0;
        for (int tileIndex = begin; tileIndex < end; tileIndex++)
        {
            int first = tileIndex * TileRows, rows = Math.Min(TileRows, _rows - first), at = (first - firstRow) * size;
            Load(space, first, rows);
            Tile tile = TileOf(space, first, rows, packedGradient, default);
            _deviceOutputs.AsSpan(at, rows * size).CopyTo(tile.Outputs);
            sum += LossOf(space, tile, first);
            if (_backward) tile.OutputGradients[..(rows * size)].CopyTo(_deviceGradients.AsSpan(at));
        }

        _chunkLosses[chunk] = sum;
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

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (array.Length < length) array = new T[length];
    }

    /// <summary>What is done for each chunk.</summary>
    private enum DevicePass
    {
        Read,
        Loss,
    }

    private sealed class DeviceJob(TrainingEngine engine) : ITeamJob
    {
        private DevicePass _pass;
        private int _firstChunk, _firstRow;

        public void Begin(DevicePass pass, int firstChunk, int firstRow) => (_pass, _firstChunk, _firstRow) = (pass, firstChunk, firstRow);

        public void Run(int item, int worker)
        {
            WorkerSpace space = engine._spaces[worker]!;
            if (_pass == DevicePass.Read) engine.ReadChunk(_firstChunk + item, _firstRow, space);
            else engine.LoseChunk(_firstChunk + item, _firstRow, space);
        }
    }
}
