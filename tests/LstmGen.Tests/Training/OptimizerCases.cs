namespace LstmGen.Tests.Training;

/// <summary>Every optimizer in every form, with hyperparameters that are not the defaults, and every schedule.</summary>
internal static class OptimizerCases
{
    public static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["SGD"] = () => new Sgd { LearningRate = 0.05 },
        ["momentum Keras"] = () => new Sgd { Momentum = 0.9 },
        ["Nesterov Keras"] = () => new Sgd { Momentum = 0.8, Nesterov = true },
        ["momentum PyTorch"] = () => new Sgd { Momentum = 0.9, Style = OptimizerStyle.PyTorch },
        ["Nesterov PyTorch"] = () => new Sgd { Momentum = 0.7, Nesterov = true, Style = OptimizerStyle.PyTorch, LearningRate = 0.01 },
        ["RMSprop Keras"] = () => new RmsProp { Rho = 0.95 },
        ["RMSprop PyTorch"] = () => new RmsProp { Style = OptimizerStyle.PyTorch, Epsilon = 1e-6 },
        ["Adam Keras"] = () => new Adam { LearningRate = 0.003 },
        ["Adam PyTorch"] = () => new Adam { Style = OptimizerStyle.PyTorch, Beta1 = 0.8 },
        ["AdamW Keras"] = () => new AdamW { WeightDecay = 0.02 },
        ["AdamW PyTorch"] = () => new AdamW { Style = OptimizerStyle.PyTorch, Beta2 = 0.99 },
        ["Nadam Keras"] = () => new Nadam { Epsilon = 1e-5 },
        ["Nadam PyTorch"] = () => new Nadam { Style = OptimizerStyle.PyTorch },
        ["a user's"] = () => new AverageOfTwo(),
    };

    public static readonly Dictionary<string, Func<LearningRateSchedule?>> Schedules = new()
    {
        ["none"] = () => null,
        ["constant"] = () => LearningRateSchedule.Constant,
        ["step"] = () => new StepDecay { Epochs = 3, Factor = 0.5 },
        ["exponential"] = () => new ExponentialDecay { Factor = 0.9 },
        ["plateau"] = () => new ReduceOnPlateau { Factor = 0.5, Patience = 1, MinDelta = 0.05, Cooldown = 1 },
        ["cosine of its own length"] = () => new CosineDecay { Epochs = 4, Restarts = true, Growth = 2 },
        ["cosine over all"] = () => new CosineDecay { MinimumRate = 1e-5 },
        ["warm-up"] = () => new WarmUp { Epochs = 7, Updates = 3 },
        ["warm-up and cosine"] = () => new WarmUp { Updates = 4, Then = new CosineDecay() },
        ["warm-up and plateau"] = () => new WarmUp { Epochs = 1, Then = new ReduceOnPlateau { Patience = 1, MinDelta = 0.05 } },
        ["a user's"] = () => new Halving(),
    };

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (string optimizer in Optimizers.Keys)
        {
            foreach (string schedule in Schedules.Keys) data.Add(optimizer, schedule);
        }

        return data;
    }
}

/// <summary>A user's optimizer, with state of every kind: the mean of this gradient and the last, halved by a counter and a number.</summary>
internal class AverageOfTwo() : Optimizer(slots: 1)
{
    private readonly float[] _norms = new float[3];
    private double _shrink = 1.0;
    private long _turns;

    public override string Name => "average of two";

    protected override double DefaultLearningRate => 0.02;

    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        Span<float> last = Slot(0);
        _norms[_turns++ % 3] = gradient[0];
        _shrink *= 0.99;
        float rate = (float)(learningRate * _shrink);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] -= rate * (0.5f * (gradient[i] + last[i]) + 0.01f * _norms[_turns % 3]);
            last[i] = gradient[i];
        }
    }

    protected override void Restart() => (_shrink, _turns) = (1.0, 0);

    protected override void ExchangeState(TrainingState state)
    {
        state.Exchange("shrink", ref _shrink);
        state.Exchange("turns", ref _turns);
        state.Exchange("norms", _norms);
    }
}

/// <summary>A user's schedule that remembers something: half the rate after every second epoch.</summary>
internal sealed class Halving : LearningRateSchedule
{
    private long _epochs;

    public override double RateAt(double initialRate, in ScheduleStep step) => initialRate / Math.Pow(2, _epochs / 2);

    public override void Start() => _epochs = 0;

    public override void EpochEnded(double loss) => _epochs++;

    public override void ExchangeState(TrainingState state) => state.Exchange("epochs", ref _epochs);
}
