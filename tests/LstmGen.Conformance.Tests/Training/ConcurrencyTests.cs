using System.Collections.Concurrent;
using LstmGen.Conformance.Reference;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>One model used from many threads at once, and training on no more threads than asked.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 6;
    private const int Rounds = 150;

    /// <summary>Windows, batches, steps and traces at once give the bits they give alone.</summary>
    [Fact]
    public void Many_threads_predict_at_once()
    {
        MiddleModel model = new(4);
        TinyModel stream = new(4);
        float[] windows = Series.Of(7 * 12);
        Answers alone = new(model, stream, windows);
        ConcurrentQueue<Exception> failures = [];
        using Barrier barrier = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                barrier.SignalAndWait();
                for (int round = 0; round < Rounds; round++)
                {
                    new Answers(model, stream, windows).RequireEqual(alone);
                }
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Width", "any")]
    public void No_more_threads_work_than_asked(int most)
    {
        MiddleModel model = new(4);
        WitnessLoss loss = new();
        float[] windows = Series.Of(64 * 12), targets = Series.Of(64);
        Adam optimizer = new();
        for (int batch = 0; batch < 50; batch++)
        {
            // Another batch may be lent other workers, those that another model has just left.
            loss.Threads.Clear();
            model.FitBatch(windows, targets, optimizer, loss, maxDegreeOfParallelism: most);
            Assert.InRange(loss.Threads.Count, 1, most);
        }

        Assert.InRange(loss.MostAtOnce, 1, most);
    }

    /// <summary>A loss that remembers who called it.</summary>
    private sealed class WitnessLoss : Loss
    {
        private int _now;
        private int _most;

        public ConcurrentDictionary<int, bool> Threads { get; } = [];

        public int MostAtOnce => _most;

        public override string Name => "witness";

        public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
        {
            Threads[Environment.CurrentManagedThreadId] = true;
            int now = Interlocked.Increment(ref _now);
            for (int seen = _most; now > seen; seen = _most)
            {
                Interlocked.CompareExchange(ref _most, now, seen);
            }

            float loss = MeanSquaredError.Row(output, target, gradient);
            Interlocked.Decrement(ref _now);
            return loss;
        }
    }

    private sealed class Answers
    {
        private readonly float[] _batch = new float[7];
        private readonly float[] _windows = new float[7];
        private readonly float[] _steps = new float[12];
        private readonly float[] _traced;
        private readonly float[] _hidden;

        public Answers(MiddleModel model, TinyModel stream, float[] windows)
        {
            model.PredictBatch(windows, _batch);
            for (int row = 0; row < 7; row++)
            {
                _windows[row] = model.Predict(windows.AsSpan(row * 12, 12));
            }

            TinyModel.State state = default;
            for (int step = 0; step < _steps.Length; step++)
            {
                _steps[step] = stream.Step(ref state, windows[step]);
            }

            ModelTrace trace = model.CreateTrace();
            model.Trace(windows.AsSpan(0, 12), trace);
            _traced = trace.Output;
            _hidden = state.Values.ToArray();
        }

        public void RequireEqual(Answers other)
        {
            Bits.Equal(other._batch, _batch, "batch");
            Bits.Equal(other._windows, _windows, "windows");
            Bits.Equal(_windows, _batch, "batch and windows");
            Bits.Equal(other._steps, _steps, "steps");
            Bits.Equal(other._hidden, _hidden, "state");
            Bits.Equal(other._traced, _traced, "trace");
        }
    }
}
