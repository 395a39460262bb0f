using LongTimeLag;

namespace LstmGen.Samples.Tests.LongTimeLag;

/// <summary>The tasks are learnt, by the criteria of Hochreiter &amp; Schmidhuber (1997) and in fewer sequences than theirs.</summary>
public sealed class TrialTests
{
    private const int Seed = 3;

    // Where the paper says so: the most wrong answers to 2,560 fresh sequences that any of its trials gave.
    [Theory]
    [InlineData("reber", 25)]
    [InlineData("adding", 3)]
    [InlineData("adding-1000", 3)]
    [InlineData("multiplication", 170)]
    [InlineData("multiplication-fine", 15)]
    [InlineData("order-2", 3)]
    [InlineData("order-3", 3)]
    public void A_task_is_learnt_in_fewer_sequences_than_in1997(string name, int mostWrong)
    {
        LagTask task = Task(name);
        Trial trial = new(task, Seed);
        int before = trial.CountWrong(trial.Model);
        TrialResult result = trial.Run();

        // An untrained model knows nothing, whatever the criterion is worth.
        Assert.InRange(before, 1_900, Trial.TestSequences);
        Assert.True(result.IsLearnt, $"{name} was not learnt in {result.Sequences} sequences.");
        Assert.InRange(result.Sequences, 1, task.Paper!.Sequences - 1);
        Assert.InRange(result.Wrong, 0, mostWrong);
        Assert.Equal(result.Sequences / Trial.PointSequences, result.Curve.Count);
        Assert.True(result.Curve[0] > 0.5);
    }

    [Fact]
    public void A_trial_gives_the_same_bits_again()
    {
        Trial first = new(Task("order-2"), Seed);
        Trial second = new(Task("order-2"), Seed);
        TrialResult result = first.Run();
        Assert.Equal(result.Sequences, second.Run().Sequences);
        Assert.Equal(first.Model.Parameters.Values, second.Model.Parameters.Values);
        Assert.NotEqual(result.Sequences, new Trial(Task("order-2"), Seed + 1).Run().Sequences);
    }

    [Fact]
    public void A_trial_that_reaches_its_limit_has_failed()
    {
        MarkerTask hopeless = new() { Name = "", Title = "", T = 100, Plan = new() { BatchSize = 8, LearningRate = 0, HalfLife = 1, Limit = 2_400 } };
        TrialResult result = new Trial(hopeless, Seed).Run();
        Assert.False(result.IsLearnt);
        Assert.Equal(2_400, result.Sequences);
        Assert.InRange(result.Wrong, 1_900, Trial.TestSequences);
    }

    [Theory]
    [InlineData("reber")]
    [InlineData("adding")]
    [InlineData("order-3")]
    public void Fresh_sequences_are_trained_on_without_allocations(string name)
    {
        Trial trial = new(Task(name), Seed);
        for (int i = 0; i < 40; i++)
        {
            trial.Advance();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            trial.Advance();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static LagTask Task(string name) => LagTasks.All.Single(task => task.Name == name);
}
