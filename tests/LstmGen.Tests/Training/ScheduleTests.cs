namespace LstmGen.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void Step_decay_falls_at_its_epochs()
    {
        var schedule = new StepDecay { Epochs = 3, Factor = 0.5 };
        double[] expected = [1, 1, 1, 0.5, 0.5, 0.5, 0.25];
        Assert.Equal(expected, Enumerable.Range(0, 7).Select(epoch => schedule.RateAt(1, At(epoch))));
    }

    [Fact]
    public void Exponential_decay_falls_every_epoch()
    {
        var schedule = new ExponentialDecay { Factor = 0.9 };
        Assert.Equal(0.1, schedule.RateAt(0.1, At(0)), 1e-15);
        Assert.Equal(0.1 * 0.9 * 0.9 * 0.9, schedule.RateAt(0.1, At(3)), 1e-15);
    }

    [Fact]
    public void Cosine_goes_from_the_top_to_the_bottom_over_the_run()
    {
        var schedule = new CosineDecay { MinimumRate = 0.1 };
        Assert.Equal(1.1, schedule.RateAt(1.1, new(0, 10, 60)), 1e-12);
        Assert.Equal(0.1 + 0.5 * 1.5, schedule.RateAt(1.1, new(20, 10, 60)), 1e-12);
        Assert.Equal(0.6, schedule.RateAt(1.1, new(30, 10, 60)), 1e-12);
        Assert.Equal(0.1, schedule.RateAt(1.1, new(60, 10, 60)), 1e-12);
        Assert.Throws<InvalidOperationException>(() => schedule.RateAt(0.05, new(0, 10, 60)));
    }

    [Fact]
    public void Cosine_restarts_grow()
    {
        var schedule = new CosineDecay { Epochs = 1, Restarts = true, Growth = 2 };
        double[] starts = [0, 10, 30, 70];
        Assert.All(starts, update => Assert.Equal(1.0, schedule.RateAt(1, new((long)update, 10, 200)), 1e-12));
        Assert.Equal(0.5, schedule.RateAt(1, new(20, 10, 200)), 1e-12);
        Assert.Equal(0.5, schedule.RateAt(1, new(50, 10, 200)), 1e-12);
        var even = new CosineDecay { Epochs = 1, Restarts = true };
        Assert.Equal(0.5, even.RateAt(1, new(45, 10, 200)), 1e-12);
        var once = new CosineDecay { Epochs = 1 };
        Assert.Equal(0.0, once.RateAt(1, new(45, 10, 200)), 1e-12);
    }

    [Fact]
    public void Plateau_waits_and_reduces_as_keras_does()
    {
        var schedule = new ReduceOnPlateau { Factor = 0.5, Patience = 2, MinDelta = 0.1, Cooldown = 1, MinimumRate = 0.2 };
        schedule.Start();

        // Loss, then the rate of the next epoch: 0.95 is no improvement on 1, two such epochs reduce, the one after is the cooldown's.
        (double Loss, double Rate)[] steps =
        [
            (1, 1), (0.95, 1), (0.95, 0.5), (0.95, 0.5), (0.95, 0.25), (0.8, 0.25), (0.8, 0.25), (0.8, 0.2), (0.8, 0.2), (0.8, 0.2), (0.8, 0.2),
        ];
        foreach ((double loss, double rate) in steps)
        {
            schedule.EpochEnded(loss);
            Assert.Equal(rate, schedule.RateAt(1, At(0)), 1e-12);
        }

        schedule.Start();
        Assert.Equal(1.0, schedule.RateAt(1, At(0)));
    }

    [Fact]
    public void Warm_up_rises_then_hands_over()
    {
        var schedule = new WarmUp { Updates = 4, Then = new StepDecay { Epochs = 1, Factor = 0.1 } };
        Assert.Equal([0.25, 0.5, 0.75, 1.0, 1.0, 1.0], Enumerable.Range(0, 6).Select(update => schedule.RateAt(1, new(update, 2, 20))));
        Assert.Equal(0.1, schedule.RateAt(1, new(6, 2, 20)), 1e-15);
        var epochs = new WarmUp { Epochs = 2, Then = new CosineDecay() };
        Assert.Equal(0.25, epochs.RateAt(1, new(0, 2, 20)), 1e-15);
        Assert.Equal(0.5, epochs.RateAt(1, new(12, 2, 20)), 1e-12);
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialDecay { Factor = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau { Factor = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUp { Updates = -1 });
        Assert.Throws<ArgumentNullException>(() => new WarmUp { Then = null! });
    }

    private static ScheduleStep At(int epoch) => new(epoch * 5L, 5, 100);
}
