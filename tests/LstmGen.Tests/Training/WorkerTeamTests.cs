namespace LstmGen.Tests.Training;

/// <summary>The threads that training shares: each piece once, no more workers than asked, none awake when there is nothing to do.</summary>
public sealed class WorkerTeamTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(8, 2)]
    [InlineData(64, 3)]
    public void Every_piece_is_done_once(int items, int workers)
    {
        WorkerTeam team = new();
        Job job = new(items);
        for (int round = 1; round <= 300; round++)
        {
            team.Run(job, items, workers);
            Assert.All(job.Done, count => Assert.Equal(round, count));
        }

        Assert.InRange(job.HighestWorker, 0, workers - 1);
    }

    /// <summary>Idle workers are parked, and are there again for the next job.</summary>
    [Fact]
    public void Nobody_spins_when_idle()
    {
        WorkerTeam team = new(idleMilliseconds: 600_000);
        Job job = new(16);
        for (int round = 1; round <= 5; round++)
        {
            team.Run(job, 16, workers: 3);
            Assert.True(SpinWait.SpinUntil(() => team.Parked == 2, s_patience), $"{team.Parked} of 2 threads are parked.");
            Assert.All(job.Done, count => Assert.Equal(round, count));
        }
    }

    [Fact]
    public void Handing_over_allocates_nothing()
    {
        WorkerTeam team = new();
        Job job = new(16);
        team.Run(job, 16, workers: 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            team.Run(job, 16, workers: 2);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A thread that nobody needs ends, and another is there when it is needed again, whenever the job comes.</summary>
    [Fact]
    public void Idle_threads_are_given_back()
    {
        WorkerTeam team = new(idleMilliseconds: 5);
        Job job = new(16);
        Random random = new(1);
        for (int round = 1; round <= 60; round++)
        {
            team.Run(job, 16, workers: 3);
            Assert.All(job.Done, count => Assert.Equal(round, count));
            Thread.Sleep(random.Next(12));
        }

        Assert.True(SpinWait.SpinUntil(() => team.Threads == 0, s_patience), $"{team.Threads} threads are still there.");
        Assert.Equal(0, team.Parked);
        team.Run(job, 16, workers: 3);
        Assert.All(job.Done, count => Assert.Equal(61, count));
        Assert.Equal(2, team.Threads);
    }

    private sealed class Job(int items) : ITeamJob
    {
        private int _highest;

        public int[] Done { get; } = new int[items];

        public int HighestWorker => _highest;

        public void Run(int item, int worker)
        {
            Interlocked.Increment(ref Done[item]);
            for (int seen = _highest; worker > seen; seen = _highest)
            {
                Interlocked.CompareExchange(ref _highest, worker, seen);
            }
        }
    }
}
