using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// Takes batches through a model's kernels: tiles of rows, in runs of consecutive tiles (chunks), each chunk with a packed gradient of
/// its own. Which tiles make a chunk depends on the number of rows alone, and chunks are summed in pairs, the pairs in pairs, and so on, so that
/// any number of threads gives the same bits. A thread takes neighbouring chunks and sums them while they are in its cache: from one core
/// to another goes one gradient a thread, not one a chunk.
/// </summary>
/// <remarks>
/// Everything is allocated on first use and kept: the second batch of a size, and of any smaller one, allocates nothing. An engine belongs to a class of models and not to
/// one of them: a call rents it (<see cref="EnginePool"/>), so that models which learn now and then own no scratch.
/// </remarks>
internal sealed partial class TrainingEngine : ITeamJob
{
    private const int TileRows = ModelDescription.TileRows;
    private const int TrainingChunks = 8;
    private const int EvaluationChunks = 64;

    /// <summary>Multiply-adds below which waking another thread costs more than it saves: some tens of microseconds.</summary>
    private const long WorthSharing = 1_000_000;

    private readonly ModelKernels _kernels;
    private readonly ModelDescription _description;
    private readonly AlignedBuffer?[] _chunkGradients = new AlignedBuffer?[TrainingChunks];
    private readonly TableGradient[]?[] _chunkTables = new TableGradient[]?[TrainingChunks];
    private readonly double[] _chunkLosses = new double[EvaluationChunks];
    private WorkerSpace?[] _spaces = [];

    private SequenceModel _model = null!;
    private RowSource _source = null!;
    private Loss _loss = null!;
    private Scaler? _rawUnits;
    private int _rows;
    private int _chunks;
    private int _group;
    private bool _backward;
    private float[]? _inputGradients;
    private TileNoise _noise;

    /// <summary>An engine for the models of one class.</summary>
    public TrainingEngine(ModelKernels kernels)
    {
        _kernels = kernels;
        _description = _kernels.Description;
        Gradient = new float[_description.ParameterCount];
        Buffer = new BufferRows(_description.InputSize);
        _batch = _description.Norms.IsEmpty ? null : new BatchStatistics(_description, TrainingChunks);
    }

    /// <summary>The gradient of the last batch, in canonical order.</summary>
    public float[] Gradient { get; }

    /// <summary>Holds the rows of batches that come as spans.</summary>
    public BufferRows Buffer { get; }

    /// <summary>The gradient with respect to the inputs of the last batch, if it was asked for.</summary>
    public ReadOnlySpan<float> InputGradients => _inputGradients;

    /// <summary>Receives the loss of each row of the batches evaluated from now on; null where only the mean is wanted.</summary>
    public float[]? RowLosses { get; set; }

    /// <summary>Begins to work for a model.</summary>
    public void Attach(SequenceModel model) => (_model, Streams, SamplingRate) = (model, null, 0.0);

    /// <summary>Lets go of the model and of all that came with its call.</summary>
    public void Detach() => (_model, _source, _loss, Streams, RowLosses, Device) = (null!, null!, null!, null, null, null);

    /// <summary>Forward and backward: the mean loss of a batch, its gradient left in <see cref="Gradient"/>.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="noise">Seed and update; the row is filled in.</param>
    /// <param name="threads">The most threads to use, or −1 for as many as pay.</param>
    /// <param name="inputGradients">Whether the gradient with respect to the inputs is wanted as well.</param>
    public double Train(RowSource source, int rows, Loss loss, TileNoise noise, int threads, bool inputGradients = false)
    {
        _backward = true;
        _noise = noise;
        int inputs = checked(rows * _description.InputSize);
        _inputGradients = !inputGradients ? null : _inputGradients?.Length == inputs ? _inputGradients : new float[inputs];
        if (Device is { } device) return TrainOnDevice(device, source, rows, loss, threads) / rows;
        EraseTables();
        double sum = _batch is null ? RunChunks(source, rows, loss, TrainingChunks, threads) : TrainInParts(source, rows, loss, threads);
        for (int stride = _group; stride < _chunks; stride *= 2)
        {
            for (int chunk = 0; chunk + stride < _chunks; chunk += 2 * stride)
            {
                AddGradient(chunk, chunk + stride);
            }
        }

        _kernels.Unpack(_chunkGradients[0]!.Span, Gradient);
        _batch?.WriteGradients(Gradient);
        AddTables();
        return sum / rows;
    }

    /// <summary>Forward as in prediction: the mean loss.</summary>
    public double Evaluate(RowSource source, int rows, Loss loss, int threads)
    {
        _backward = false;
        if (Device is { } device) return EvaluateOnDevice(device, source, rows, loss) / rows;
        return RunChunks(source, rows, loss, EvaluationChunks, threads) / rows;
    }

    /// <inheritdoc/>
    public void Run(int item, int worker)
    {
        if (_pass != PartPass.None)
        {
            RunParts(item, worker);
            return;
        }

        // A pair is summed as soon as both of its halves are there: the gradients that wait lie side by side, from the group's first on.
        int first = item * _group, end = Math.Min(first + _group, _chunks), held = first;
        for (int chunk = first; chunk < end; chunk++)
        {
            RunChunk(chunk, held++, worker);
            for (int done = chunk - first + 1; _backward && (done & 1) == 0; done >>= 1)
            {
                held--;
                AddGradient(held - 1, held);
            }
        }

        while (_backward && held - first > 1)
        {
            held--;
            AddGradient(held - 1, held);
        }
    }

    private void AddGradient(int to, int from) => VectorOps.Add(_chunkGradients[to]!.Span, _chunkGradients[from]!.Span);

    private void RunChunk(int chunk, int gradient, int worker)
    {
        WorkerSpace space = _spaces[worker]!;
        (int first, int end) = TilesOf(chunk);
        Span<float> packedGradient = default;
        ReadOnlySpan<TableGradient> tables = default;
        if (_backward)
        {
            packedGradient = _chunkGradients[gradient]!.Span;
            packedGradient.Clear();
            tables = _chunkTables[chunk];
            ClearTables(tables);
        }

        double sum = 0.0;
        for (int tile = first; tile < end; tile++)
        {
            sum += RunTile(space, tile * TileRows, Math.Min(TileRows, _rows - tile * TileRows), packedGradient, tables);
        }

        _chunkLosses[chunk] = sum;
    }

    private static int Tiles(int rows) => (rows + TileRows - 1) / TileRows;

    private (int First, int End) TilesOf(int chunk)
    {
        long tiles = Tiles(_rows);
        return ((int)(tiles * chunk / _chunks), (int)(tiles * (chunk + 1) / _chunks));
    }

    private double RunChunks(RowSource source, int rows, Loss loss, int mostChunks, int threads)
    {
        int workers = Prepare(source, rows, loss, mostChunks, threads);
        Allocate(workers);
        int items = (_chunks + _group - 1) / _group;
        if (workers == 1)
        {
            for (int item = 0; item < items; item++)
            {
                Run(item, worker: 0);
            }
        }
        else
        {
            WorkerTeam team = WorkerTeam.Rent();
            try
            {
                team.Run(this, items, workers);
            }
            finally
            {
                team.Return();
            }
        }

        return SumLosses();
    }

    /// <summary>Takes on a batch.</summary>
    /// <returns>The threads that work on it.</returns>
    private int Prepare(RowSource source, int rows, Loss loss, int mostChunks, int threads)
    {
        _source = source;
        _rows = rows;
        _loss = loss;
        _rawUnits = loss.InRawUnits && _description.ScalesOutputs ? _model.Scaler : null;
        _chunks = Math.Clamp(Tiles(rows) / 2, 1, mostChunks);
        int workers = Workers(threads);
        _group = _backward ? GroupFor(workers) : 1;
        return workers;
    }

    private double SumLosses()
    {
        double sum = 0.0;
        for (int chunk = 0; chunk < _chunks; chunk++)
        {
            sum += _chunkLosses[chunk];
        }

        return sum;
    }

    private int Workers(int threads)
    {
        if (threads > 0) return Math.Min(threads, _chunks);
        double work = (double)_description.MultiplyAddsPerWindow * _rows * (_backward ? 3 : 1);
        return work < WorthSharing ? 1 : Math.Min(Environment.ProcessorCount, _chunks);
    }

    /// <summary>Chunks that go to a thread together: the most, in powers of two, that keep nobody waiting longer than single chunks would.</summary>
    private int GroupFor(int workers)
    {
        int group = 1;
        for (int candidate = 2; candidate < 2 * _chunks; candidate *= 2)
        {
            int items = (_chunks + candidate - 1) / candidate;
            if ((items + workers - 1) / workers * candidate <= (_chunks + workers - 1) / workers) group = candidate;
        }

        return group;
    }

    private void Allocate(int workers)
    {
        if (_spaces.Length < workers) Array.Resize(ref _spaces, workers);
        for (int worker = 0; worker < workers; worker++)
        {
            _spaces[worker] ??= new WorkerSpace(_description);
        }

        for (int chunk = 0; _backward && chunk < _chunks; chunk++)
        {
            _chunkGradients[chunk] ??= new AlignedBuffer(_description.PackedGradientLength);
            ReserveTables(chunk);
        }
    }

    private double RunTile(WorkerSpace space, int firstRow, int rows, Span<float> packedGradient, ReadOnlySpan<TableGradient> tables)
    {
        Load(space, firstRow, rows);
        Tile tile = TileOf(space, firstRow, rows, packedGradient, tables);
        if (_backward)
        {
            if (SamplingRate > 0.0) SampleInputs(space, tile);
            _kernels.ForwardTile(tile);
        }
        else
        {
            _kernels.PredictTile(tile);
        }

        Streams?.Store(tile.States, firstRow, rows);
        double sum = LossOf(space, tile, firstRow);
        if (_backward)
        {
            _kernels.BackwardTile(tile);
            KeepInputGradients(tile.InputGradients, firstRow, rows);
        }

        return sum;
    }

    /// <summary>Reads the rows of a tile into a space: windows, targets, what a decoder reads, and the states that rows start from.</summary>
    private void Load(WorkerSpace space, int firstRow, int rows)
    {
        space.Lengths = Read(space, firstRow, rows);
        if (Streams is not null) LoadStates(space, firstRow, rows);
        space.DecoderLengths = ReadDecoder(space, rows);
    }

    /// <summary>The tile that a space holds.</summary>
    private Tile TileOf(WorkerSpace space, int firstRow, int rows, Span<float> packedGradient, ReadOnlySpan<TableGradient> tables) => new()
    {
        Rows = rows,
        Packed = _model.PackedWeights,
        Workspace = space.Workspace.Span,
        Inputs = space.Inputs.Span,
        Outputs = space.Outputs.Span,
        OutputGradients = space.OutputGradients.Span,
        Lengths = space.Lengths,
        States = Streams is null ? default : space.States.Span,
        RowScales = space.RowScales,
        InputGradients = _backward && _inputGradients is not null ? space.InputGradients.Span : default,
        PackedGradient = packedGradient,
        Tables = tables,
        DecoderInputs = space.DecoderInputs,
        DecoderLengths = space.DecoderLengths,
        Statistics = _backward && _batch is not null ? _batch.Lines : default,
        Noise = _noise with { FirstRow = (uint)firstRow },
    };

    private double LossOf(WorkerSpace space, in Tile tile, int firstRow) => LossOf(space, tile, space.Targets.Span, firstRow);

    /// <summary>The loss of a tile's rows as they count, and on the way back its gradient by the outputs.</summary>
    private double LossOf(WorkerSpace space, in Tile tile, ReadOnlySpan<float> targets, int firstRow)
    {
        // A loss writes the valid steps alone.
        tile.OutputGradients.Clear();
        if (_rawUnits is null) _kernels.LossTile(_loss, tile, targets, space.RowLosses);
        else RawLossTile(space, tile, targets, _rawUnits);
        double sum = 0.0;
        int size = _description.OutputSize;
        for (int row = 0; row < tile.Rows; row++)
        {
            sum += (double)_source.WeightOf(firstRow + row) * space.RowLosses[row];
            RowLosses?[firstRow + row] = space.RowLosses[row];
            if (_backward) VectorOps.Scale(tile.OutputGradients.Slice(row * size, size), tile.RowScales[row]);
        }

        return sum;
    }

    private RowLengths Read(WorkerSpace space, int firstRow, int rows) => Read(space.Inputs.Span, space.Targets.Span, space.RowScales, firstRow, rows);

    /// <summary>Reads the rows of a tile.</summary>
    /// <returns>Their lengths.</returns>
    private RowLengths Read(Span<float> inputs, Span<float> targets, Span<float> scales, int firstRow, int rows)
    {
        int inputSize = _description.InputSize, fullSize = _description.TargetSize;
        int targetSize = _source.TargetSize;
        var lengths = RowLengths.All(_source.HasLengths ? 1 : _description.LookBack);
        for (int row = 0; row < rows; row++)
        {
            Span<float> input = inputs.Slice(row * inputSize, inputSize);
            Span<float> target = targets.Slice(row * fullSize, fullSize);
            _source.Read(firstRow + row, input, target[..targetSize]);
            if (targetSize < fullSize) Repeat(target, targetSize);
            scales[row] = _source.WeightOf(firstRow + row) / _rows;
            if (_source.HasLengths)
            {
                lengths[row] = _source.LengthOf(firstRow + row);
                input[(lengths[row] * _description.Features)..].Clear();
            }
        }

        inputs[(rows * inputSize)..].Clear();
        targets[(rows * fullSize)..].Clear();
        scales[rows..].Clear();
        return lengths;
    }

    /// <summary>Spreads the first values over the whole span: a b becomes a a a b b b. From the end, so that none is lost.</summary>
    private static void Repeat(Span<float> target, int count)
    {
        int times = target.Length / count;
        for (int i = count - 1; i >= 0; i--)
        {
            target.Slice(i * times, times).Fill(target[i]);
        }
    }

    private void KeepInputGradients(ReadOnlySpan<float> gradients, int firstRow, int rows)
    {
        if (_inputGradients is null) return;
        int size = _description.InputSize;
        gradients[..(rows * size)].CopyTo(_inputGradients.AsSpan(firstRow * size));
    }
}
