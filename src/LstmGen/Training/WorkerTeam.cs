using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace LstmGen;

/// <summary>
/// Threads that share the pieces of one job at a time with the calling thread. Handing over allocates nothing, and calls no kernel while jobs follow each other closely:
/// whoever waits spins for a moment, then parks, and ends when there has been nothing to do for a while. The next job starts those that are missing.
/// </summary>
/// <remarks>
/// The ticket packs the job's generation, its number of pieces and the next piece to take into one word, so that taking a piece proves
/// that the job it belongs to is still the current one: a worker that wakes late can neither take a piece twice nor look at a job half
/// written. The caller writes the next job only when every piece of this one is done.
/// </remarks>
internal sealed class WorkerTeam
{
    private const int PieceBits = 16;
    private const long PieceMask = (1L << PieceBits) - 1;
    private static readonly long SpinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency / 5_000 : 0;
    private static readonly Stack<WorkerTeam> Idle = new();
    private static int s_threads;

    private readonly object _startGate = new();
    private readonly object _doneGate = new();
    private readonly int _idleMilliseconds;
    private ITeamJob? _job;
    private long _ticket;
    private uint _generation;
    private bool[] _alive = [];
    private bool _working;
    private int _helpers;
    private int _pending;
    private int _parked;
    private int _callerParked;
    private ExceptionDispatchInfo? _failure;
    private int _failedItem;

    /// <summary>A team.</summary>
    /// <param name="idleMilliseconds">How long a thread without a job stays: to start one takes some tens of microseconds.</param>
    public WorkerTeam(int idleMilliseconds = 1_000) => _idleMilliseconds = idleMilliseconds;

    /// <summary>Threads of all teams.</summary>
    internal static int AllThreads => Volatile.Read(ref s_threads);

    /// <summary>Threads of this team.</summary>
    internal int Threads
    {
        get
        {
            lock (_startGate) return _alive.Count(alive => alive);
        }
    }

    /// <summary>Threads that wait for a job without taking a processor.</summary>
    internal int Parked => Volatile.Read(ref _parked);

    /// <summary>Takes a team that nobody works with, or founds one.</summary>
    public static WorkerTeam Rent()
    {
        lock (Idle)
        {
            return Idle.TryPop(out WorkerTeam? team) ? team : new WorkerTeam();
        }
    }

    /// <summary>Leaves the team to the next one who trains.</summary>
    public void Return()
    {
        lock (Idle)
        {
            Idle.Push(this);
        }
    }

    /// <summary>Does every piece of a job and returns when all are done. One caller at a time.</summary>
    /// <param name="job">The job.</param>
    /// <param name="items">Its pieces, at most 65,535.</param>
    /// <param name="workers">Threads to work, the calling one included.</param>
    /// <exception cref="Exception">The one that the piece with the lowest number threw.</exception>
    public void Run(ITeamJob job, int items, int workers)
    {
        Start(workers - 1);
        try
        {
            Share(job, items, workers);
        }
        finally
        {
            Volatile.Write(ref _working, false);
        }
    }

    private void Share(ITeamJob job, int items, int workers)
    {
        _job = job;
        _helpers = workers - 1;
        Volatile.Write(ref _pending, items);
        Interlocked.Exchange(ref _ticket, ((long)++_generation << (2 * PieceBits)) | ((long)items << PieceBits));
        if (Volatile.Read(ref _parked) > 0)
        {
            lock (_startGate)
            {
                Monitor.PulseAll(_startGate);
            }
        }

        Work(worker: 0);
        AwaitPieces();
        _job = null;
        if (_failure is { } failure)
        {
            _failure = null;
            failure.Throw();
        }
    }

    /// <summary>Starts the threads that are missing, and keeps all of them from ending.</summary>
    private void Start(int threads)
    {
        lock (_startGate)
        {
            _working = true;
            if (_alive.Length < threads) Array.Resize(ref _alive, threads);
            for (int i = 0; i < threads; i++)
            {
                if (!_alive[i]) Start(worker: i + 1, _generation);
            }
        }
    }

    private void Start(int worker, uint generation)
    {
        Thread thread = new(() => Live(worker, generation)) { IsBackground = true, Name = $"LstmGen training {worker}" };
        thread.Start();
        _alive[worker - 1] = true;
        Interlocked.Increment(ref s_threads);
    }

    private void Live(int worker, uint generation)
    {
        while (TryAwaitJob(worker, ref generation))
        {
            Work(worker);
        }

        Interlocked.Decrement(ref s_threads);
    }

    private void Work(int worker)
    {
        while (TryTake(worker, out int item))
        {
            try
            {
                _job!.Run(item, worker);
            }
#pragma warning disable CA1031 // Whatever a piece throws belongs to the caller, not to this thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Remember(exception, item);
            }

            if (Interlocked.Decrement(ref _pending) == 0 && Volatile.Read(ref _callerParked) != 0)
            {
                lock (_doneGate)
                {
                    Monitor.Pulse(_doneGate);
                }
            }
        }
    }

    private bool TryTake(int worker, out int item)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            item = (int)(ticket & PieceMask);
            if (item >= ((ticket >> PieceBits) & PieceMask) || worker > Volatile.Read(ref _helpers)) return false;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket) return true;
        }
    }

    private void Remember(Exception exception, int item)
    {
        lock (_doneGate)
        {
            if (_failure is not null && _failedItem < item) return;
            _failure = ExceptionDispatchInfo.Capture(exception);
            _failedItem = item;
        }
    }

    /// <summary>Waits for another job than the last one seen.</summary>
    /// <returns>False where none came for long: the thread ends.</returns>
    private bool TryAwaitJob(int worker, ref uint seen)
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        do
        {
            if (Generation() != seen)
            {
                seen = Generation();
                return true;
            }

            Thread.SpinWait(10);
        }
        while (Stopwatch.GetTimestamp() < end);

        lock (_startGate)
        {
            Interlocked.Increment(ref _parked);
            while (Generation() == seen)
            {
                if (Monitor.Wait(_startGate, _idleMilliseconds) || Generation() != seen || Volatile.Read(ref _working)) continue;
                Interlocked.Decrement(ref _parked);
                _alive[worker - 1] = false;
                return false;
            }

            Interlocked.Decrement(ref _parked);
        }

        seen = Generation();
        return true;
    }

    private void AwaitPieces()
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        do
        {
            if (Volatile.Read(ref _pending) == 0) return;
            Thread.SpinWait(10);
        }
        while (Stopwatch.GetTimestamp() < end);

        lock (_doneGate)
        {
            Interlocked.Exchange(ref _callerParked, 1);
            while (Volatile.Read(ref _pending) != 0)
            {
                Monitor.Wait(_doneGate);
            }

            Volatile.Write(ref _callerParked, 0);
        }
    }

    private uint Generation() => (uint)(Volatile.Read(ref _ticket) >> (2 * PieceBits));
}
