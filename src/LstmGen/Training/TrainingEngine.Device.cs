using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Batches on another device: it takes them through the network and back, whole; rows are read and losses computed here, by the same code as of batches that stay.
internal sealed partial class TrainingEngine
{
    /// <summary>Values of a batch below which one thread reads them and computes their losses: some tens of microseconds.</summary>
    private const long WorthReading = 50_000;

    private DeviceJob? _deviceJob;
    private float[] _deviceTargets = [], _deviceScales = [];
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

        int padded = Tiles(rows) * TileRows;
        if (_deviceScales.Length < padded)
        {
            _deviceScales = new float[padded];
            _deviceTargets = new float[checked(padded * _description.TargetSize)];
        }

        device.SetParameters(_model.MutableParameters);
        device.Reserve(rows);
        Share(DevicePass.Read, threads);
        device.Forward(_noise.Key, _noise.Step);
        Share(DevicePass.Loss, threads);
        device.Backward(_chunks, Gradient);
        if (ownLoss) TakeLossGradients();
        return SumLosses();
    }

    /// <summary>Forward as in prediction: the sum of the losses.</summary>
    private double EvaluateOnDevice(DeviceEngine device, RowSource source, int rows, Loss loss)
    {
        Prepare(source, rows, loss, EvaluationChunks, threads: 1);
        ReserveSpaces(workers: 1);
        Array.Clear(_chunkLosses, 0, _chunks);
        device.SetParameters(_model.MutableParameters);
        device.Predict(rows, new EvaluatedRows(this), default);
        return SumLosses();
    }

    /// <summary>Does something for each chunk, with as many threads as pay.</summary>
    private void Share(DevicePass pass, int threads)
    {
        long values = (long)_rows * (_description.InputSize + _description.OutputSize + _description.TargetSize);
        int workers = values < WorthReading ? 1 : Math.Min(_chunks, threads > 0 ? threads : Environment.ProcessorCount);
        ReserveSpaces(workers);
        _deviceJob ??= new DeviceJob(this);
        _deviceJob.Pass = pass;
        if (workers == 1)
        {
            for (int chunk = 0; chunk < _chunks; chunk++)
            {
                _deviceJob.Run(chunk, worker: 0);
            }

            return;
        }

        WorkerTeam team = WorkerTeam.Rent();
        try
        {
            team.Run(_deviceJob, _chunks, workers);
        }
        finally
        {
            team.Return();
        }
    }

    private void ReserveSpaces(int workers)
    {
        if (_spaces.Length < workers) Array.Resize(ref _spaces, workers);
        for (int worker = 0; worker < workers; worker++)
        {
            _spaces[worker] ??= new WorkerSpace(_description);
        }
    }

    /// <summary>Reads the rows of a chunk, to where the device takes them from.</summary>
    private void ReadChunk(int chunk)
    {
        DeviceBatch batch = Device!.Batch;
        (int begin, int end) = TilesOf(chunk);
        for (int tile = begin; tile < end; tile++)
        {
            int first = tile * TileRows, rows = Math.Min(TileRows, _rows - first);
            RowLengths valid = Read(OfTile(batch.Inputs, tile), Targets(tile), Scales(tile), first, rows);
            Span<int> lengths = OfTile(batch.Lengths, tile);
            for (int i = 0; i < TileRows; i++) lengths[i] = i < rows ? valid[i] : 1;
        }
    }

    /// <summary>The loss of a chunk's rows, its gradient by their outputs, and that of a head's own parameters.</summary>
    private void LoseChunk(int chunk, WorkerSpace space)
    {
        DeviceBatch batch = Device!.Batch;
        (int begin, int end) = TilesOf(chunk);
        double sum = 0.0;
        for (int tile = begin; tile < end; tile++)
        {
            int first = tile * TileRows;
            RowLengths valid = default;
            OfTile(batch.Lengths, tile).CopyTo(valid);
            space.Lengths = valid;
            Tile of = TileOf(space, first, Math.Min(TileRows, _rows - first), _loss is HeadLoss ? _chunkGradients[chunk]!.Span : default, default) with
            {
                Inputs = OfTile(batch.Inputs, tile),
                Outputs = OfTile(batch.Outputs, tile),
                OutputGradients = OfTile(batch.OutputGradients, tile),
                RowScales = Scales(tile),
            };
            sum += LossOf(space, of, Targets(tile), first);
        }

        _chunkLosses[chunk] = sum;
    }

    private Span<float> Targets(int tile) => _deviceTargets.AsSpan(tile * TileRows * _description.TargetSize, TileRows * _description.TargetSize);

    private Span<float> Scales(int tile) => _deviceScales.AsSpan(tile * TileRows, TileRows);

    /// <summary>What a tile has of something that rows have equally much of.</summary>
    private Span<T> OfTile<T>(Span<T> rows, int tile)
    {
        int length = rows.Length / (Tiles(_rows) * TileRows) * TileRows;
        return rows.Slice(tile * length, length);
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

    /// <summary>What is done for each chunk.</summary>
    private enum DevicePass
    {
        Read,
        Loss,
    }

    private sealed class DeviceJob(TrainingEngine engine) : ITeamJob
    {
        public DevicePass Pass { get; set; }

        public void Run(int item, int worker)
        {
            if (Pass == DevicePass.Read) engine.ReadChunk(item);
            else engine.LoseChunk(item, engine._spaces[worker]!);
        }
    }

    /// <summary>Rows whose losses are wanted, tile by tile and in order.</summary>
    private readonly struct EvaluatedRows(TrainingEngine engine) : IDeviceRows
    {
        public void Read(int first, Span<float> inputs, Span<int> lengths)
        {
            WorkerSpace space = engine._spaces[0]!;
            int size = engine._description.InputSize, rows = lengths.Length;
            for (int row = 0; row < rows; row += TileRows)
            {
                int count = Math.Min(TileRows, rows - row);
                RowLengths valid = engine.Read(space, first + row, count);
                space.Inputs.Span[..(count * size)].CopyTo(inputs[(row * size)..]);
                for (int i = 0; i < count; i++) lengths[row + i] = engine._source.HasLengths ? valid[i] : engine._description.LookBack;
            }
        }

        public void Answer(int first, Span<float> outputs)
        {
            WorkerSpace space = engine._spaces[0]!;
            int size = engine._description.OutputSize, rows = outputs.Length / size, chunk = 0;
            for (int row = 0; row < rows; row += TileRows)
            {
                int number = first + row, count = Math.Min(TileRows, rows - row);
                while (number / TileRows >= engine.TilesOf(chunk).End) chunk++;
                engine.Load(space, number, count);
                Tile tile = engine.TileOf(space, number, count, default, default);
                outputs.Slice(row * size, count * size).CopyTo(tile.Outputs);
                engine._chunkLosses[chunk] += engine.LossOf(space, tile, number);
            }
        }
    }
}
