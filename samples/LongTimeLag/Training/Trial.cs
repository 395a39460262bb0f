using System.Diagnostics;
using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>
/// One task, learnt once from one seed. Every batch is new: it is drawn, judged as the model stands, and learnt from.
/// </summary>
internal sealed class Trial
{
    /// <summary>Fresh sequences to test with, as many as in the paper.</summary>
    public const int TestSequences = 2_560;

    /// <summary>Sequences to one point of the learning curve.</summary>
    public const int PointSequences = 256;

    private static readonly GradientClipping s_clipping = GradientClipping.ByGlobalNorm(1);

    private readonly LagTask _task;
    private readonly ITrialData _data;
    private readonly Writer _draw;
    private readonly Batch _batch;
    private readonly Adam _adam = new();
    private readonly List<double> _curve;
    private int _wrongSincePoint;

    public Trial(LagTask task, int seed)
    {
        _task = task;
        Seed = seed;
        Model = task.Create(seed);
        _data = task.Begin(Model, new RandomSource(seed, stream: 1), new RandomSource(seed, stream: 2));
        _draw = _data.Draw;
        _batch = new Batch(task, Model, task.Plan.BatchSize);
        _curve = new List<double>(task.Plan.Limit / PointSequences + 1);
    }

    public int Seed { get; }

    public SequenceModel Model { get; }

    /// <summary>Training sequences so far.</summary>
    public int Sequences { get; private set; }

    /// <summary>Whether the paper's criterion was met.</summary>
    public bool IsLearnt { get; private set; }

    /// <summary>Takes one batch. Allocates nothing after the first call.</summary>
    /// <returns>Whether to go on: it is neither learnt, nor is the limit reached.</returns>
    public bool Advance()
    {
        _batch.Fill(_draw);
        ReadOnlySpan<double> errors = _batch.Errors();
        _batch.Learn(_adam, _task.Plan.RateAfter(Sequences), s_clipping);
        IsLearnt = _data.IsSuccess(errors);
        AddToCurve(errors);
        return !IsLearnt && Sequences < _task.Plan.Limit;
    }

    /// <summary>Takes batches until it is learnt or the limit is reached, then tests on fresh sequences.</summary>
    public TrialResult Run()
    {
        var watch = Stopwatch.StartNew();
        while (Advance())
        {
        }

        return new TrialResult(Seed, IsLearnt, Sequences, CountWrong(Model), watch.Elapsed, [.. _curve]);
    }

    /// <summary>How many of 2,560 fresh sequences a model gets wrong. Every call draws others.</summary>
    public int CountWrong(SequenceModel model)
    {
        // Long sequences of so many would fill gigabytes: some at a time.
        const int rows = 64;
        var test = new Batch(_task, model, rows);
        int wrong = 0;
        for (int done = 0; done < TestSequences; done += rows)
        {
            test.Fill(_data.DrawFresh);
            wrong += test.CountWrong();
        }

        return wrong;
    }

    /// <summary>A fresh sequence and a model's answer to it.</summary>
    public string Example(SequenceModel model)
    {
        var one = new Batch(_task, model, 1);
        one.Fill(_data.DrawFresh);
        return one.Describe(0);
    }

    private void AddToCurve(ReadOnlySpan<double> errors)
    {
        foreach (double error in errors)
        {
            _wrongSincePoint += error < _task.Tolerance ? 0 : 1;
            Sequences++;
            if (Sequences % PointSequences == 0)
            {
                _curve.Add((double)_wrongSincePoint / PointSequences);
                _wrongSincePoint = 0;
            }
        }
    }
}
