using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Of models with layers that normalise by a whole batch: such a layer needs all tiles before it can pass on one, and all gradients before it can hand back one. So all tiles
// go from one of them to the next, wait for each other, and go on; and back in the same way.
internal sealed partial class TrainingEngine
{
    /// <summary>Floats of tiles that are kept from part to part, 256 MiB; tiles beyond them are taken through their parts anew each time, to the same bits.</summary>
    private const long MostKept = 64L << 20;

    private readonly BatchStatistics? _batch;
    private WorkerSpace?[] _keptSpaces = [];
    private SpareGradient?[] _spares = [];
    private int _keptTiles;
    private PartPass _pass;
    private int _part;

    /// <summary>What the tiles of a batch do until they next wait for each other.</summary>
    private enum PartPass
    {
        None,

        /// <summary>Forward over one part, to the moments of what the next norm reads.</summary>
        Forward,

        /// <summary>Forward over the last part, the loss, and its way back.</summary>
        Turn,

        /// <summary>Back over one part.</summary>
        Backward,
    }

    /// <summary>Floats of tiles that are kept from part to part at most.</summary>
    internal long KeptRoom { get; set; } = MostKept;

    private int LastPart => _batch!.Count;

    /// <summary>The mean and variance of every norm in turn, the loss, and the gradients back from norm to norm.</summary>
    /// <returns>The losses of all rows.</returns>
    private double TrainInParts(RowSource source, int rows, Loss loss, int threads)
    {
        int workers = Prepare(source, rows, loss, TrainingChunks, threads);
        AllocateParts(workers);
        _batch!.Begin(_model.FrozenTensors);
        WorkerTeam? team = workers == 1 ? null : WorkerTeam.Rent();
        try
        {
            for (int part = 0; part < LastPart; part++)
            {
                Share(team, workers, PartPass.Forward, part);
                _batch!.SettleMoments(part, _chunks, _model.MutableParameters);
            }

            Share(team, workers, PartPass.Turn, LastPart);
            for (int part = LastPart - 1; part >= 0; part--)
            {
                _batch!.SettleSlopes(part, _chunks);
                Share(team, workers, PartPass.Backward, part);
            }
        }
        finally
        {
            _pass = PartPass.None;
            team?.Return();
        }

        return SumLosses();
    }

    private void Share(WorkerTeam? team, int workers, PartPass pass, int part)
    {
        (_pass, _part) = (pass, part);
        int items = (_chunks + _group - 1) / _group;
        if (team is not null)
        {
            team.Run(this, items, workers);
            return;
        }

        for (int item = 0; item < items; item++)
        {
            RunParts(item, worker: 0);
        }
    }

    private void RunParts(int item, int worker)
    {
        int first = item * _group, end = Math.Min(first + _group, _chunks);
        for (int chunk = first; chunk < end; chunk++)
        {
            RunChunkPart(chunk, worker);
        }

        // Once the gradients of a group are whole they are summed in pairs, and the pairs in pairs, by whoever has them in its cache.
        for (int stride = 1; _pass == PartPass.Backward && _part == 0 && stride < _group; stride *= 2)
        {
            for (int chunk = first; chunk + stride < end; chunk += 2 * stride)
            {
                AddGradient(chunk, chunk + stride);
            }
        }
    }

    private void RunChunkPart(int chunk, int worker)
    {
        (int first, int end) = TilesOf(chunk);
        Span<double> moments = _batch!.Begin(chunk);
        Span<float> packedGradient = _chunkGradients[chunk]!.Span;
        ReadOnlySpan<TableGradient> tables = _chunkTables[chunk];
        if (_pass == PartPass.Turn)
        {
            packedGradient.Clear();
            ClearTables(tables);
        }

        double sum = 0.0;
        for (int at = first; at < end; at++)
        {
            int row = at * TileRows, rows = Math.Min(TileRows, _rows - row);
            sum += at < _keptTiles
                ? RunKept(_keptSpaces[at]!, row, rows, packedGradient, tables, moments)
                : RunAnew(_spaces[worker]!, _spares[worker]!, row, rows, packedGradient, tables, moments);
        }

        if (_pass == PartPass.Turn) _chunkLosses[chunk] = sum;
    }

    /// <summary>One part of a tile whose space still holds what the parts before left.</summary>
    private double RunKept(WorkerSpace space, int row, int rows, Span<float> packedGradient, ReadOnlySpan<TableGradient> tables, Span<double> moments)
    {
        bool begins = _pass != PartPass.Backward && _part == 0;
        if (begins) Load(space, row, rows);
        Tile tile = TileOf(space, row, rows, packedGradient, tables) with { Moments = moments };
        if (begins && SamplingRate > 0.0) SampleInputs(space, tile);
        double loss = 0.0;
        if (_pass != PartPass.Backward) _kernels.ForwardPart(tile, _part);
        if (_pass == PartPass.Turn) loss = LossOf(space, tile, row);
        if (_pass != PartPass.Forward) Back(space, tile, row);
        return loss;
    }

    /// <summary>The same from the beginning: what earlier passes have counted already goes to a gradient that nobody reads.</summary>
    private double RunAnew(
        WorkerSpace space, SpareGradient spare, int row, int rows, Span<float> packedGradient, ReadOnlySpan<TableGradient> tables, Span<double> moments)
    {
        Load(space, row, rows);
        Tile counted = TileOf(space, row, rows, packedGradient, tables), repeated = TileOf(space, row, rows, spare.Packed.Span, spare.Tables);
        if (SamplingRate > 0.0) SampleInputs(space, counted);
        int last = _pass == PartPass.Forward ? _part : LastPart;
        for (int part = 0; part < last; part++) _kernels.ForwardPart(repeated, part);
        _kernels.ForwardPart(_pass == PartPass.Forward ? counted with { Moments = moments } : repeated, last);
        if (_pass == PartPass.Forward) return 0.0;
        double loss = LossOf(space, _pass == PartPass.Turn ? counted : repeated, row);
        for (int part = last; part > _part; part--) _kernels.BackwardPart(repeated, part);
        Back(space, counted with { Moments = moments }, row);
        spare.Clear();
        return _pass == PartPass.Turn ? loss : 0.0;
    }

    /// <summary>The way back of the part at hand. States are stored last: a tile that is taken through anew starts from the old ones until then.</summary>
    private void Back(WorkerSpace space, in Tile tile, int row)
    {
        _kernels.BackwardPart(tile, _part);
        if (_part > 0) return;
        KeepInputGradients(tile.InputGradients, row, tile.Rows);
        Streams?.Store(space.States.Span, row, tile.Rows);
    }

    /// <summary>Spaces of the tiles that are kept, and of the workers for the others.</summary>
    private void AllocateParts(int workers)
    {
        _batch!.Reserve(_chunks);
        int tiles = Tiles(_rows);
        _keptTiles = (int)Math.Min(tiles, KeptRoom / WorkerSpace.LengthOf(_description));
        if (_keptSpaces.Length < _keptTiles) Array.Resize(ref _keptSpaces, _keptTiles);
        for (int tile = 0; tile < _keptTiles; tile++) _keptSpaces[tile] ??= new WorkerSpace(_description);
        Allocate(_keptTiles == tiles ? 0 : workers);
        if (_keptTiles == tiles) return;
        if (_spares.Length < workers) Array.Resize(ref _spares, workers);
        for (int worker = 0; worker < workers; worker++) _spares[worker] ??= new SpareGradient(_description);
    }

    /// <summary>Takes the gradients of parts that are run once more.</summary>
    private sealed class SpareGradient(ModelDescription description)
    {
        public AlignedBuffer Packed { get; } = new(description.PackedGradientLength);

        public TableGradient[] Tables { get; } = [.. description.Tables.Select(table => new TableGradient(table))];

        /// <summary>Rows of tables that were used; what the packed part holds does not matter.</summary>
        public void Clear() => ClearTables(Tables);
    }
}
