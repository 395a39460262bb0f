using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Training;

/// <summary>An update leaves finite parameters and moments, or changes nothing at all.</summary>
public sealed class FiniteUpdateTests
{
    private const int Count = 37;

    public static TheoryData<string> Optimizers => [.. s_makers.Keys];

    private static readonly Dictionary<string, Func<double, Optimizer>> s_makers = new()
    {
        ["sgd"] = rate => new Sgd { LearningRate = rate },
        ["momentum"] = rate => new Sgd { LearningRate = rate, Momentum = 0.9 },
        ["nesterov"] = rate => new Sgd { LearningRate = rate, Momentum = 0.99, Nesterov = true },
        ["momentum, PyTorch"] = rate => new Sgd { LearningRate = rate, Momentum = 0.9, Style = OptimizerStyle.PyTorch },
        ["nesterov, PyTorch"] = rate => new Sgd { LearningRate = rate, Momentum = 0.9, Nesterov = true, Style = OptimizerStyle.PyTorch },
        ["RMSprop"] = rate => new RmsProp { LearningRate = rate },
        ["RMSprop, PyTorch"] = rate => new RmsProp { LearningRate = rate, Style = OptimizerStyle.PyTorch },
        ["Adam"] = rate => new Adam { LearningRate = rate },
        ["Adam, PyTorch"] = rate => new Adam { LearningRate = rate, Style = OptimizerStyle.PyTorch },
        ["Adam without memory"] = rate => new Adam { LearningRate = rate, Beta1 = 0, Beta2 = 0, Epsilon = 1e-30 },
        ["AdamW"] = rate => new AdamW { LearningRate = rate, WeightDecay = 3 },
        ["Nadam"] = rate => new Nadam { LearningRate = rate },
        ["Nadam, PyTorch"] = rate => new Nadam { LearningRate = rate, Style = OptimizerStyle.PyTorch },
        ["of one's own"] = rate => new Accumulating(rate),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void After_any_gradients_all_is_finite_or_as_before(string name)
    {
        // Exponents from tiny to the largest float, signs, and now and then infinity or NaN.
        Gen<float> wild = Gen.Select(Gen.Double[-40, 38.5], Gen.Bool, Gen.Int[0, 60], (exponent, negative, special) => special switch
        {
            0 => float.NaN,
            1 => float.PositiveInfinity,
            _ => (float)Math.Pow(10, exponent) * (negative ? -1f : 1f),
        });
        Gen<float> tame = Gen.Float[-2f, 2f];
        Gen<(float[] Gradient, double Rate)> step = Gen.Select(
            Gen.OneOf(tame.Array[Count], Gen.Select(wild, tame.Array[Count - 1], (one, rest) => (float[])[one, .. rest]), wild.Array[Count]), Gen.Double[-6, 40],
            (gradient, rate) => (gradient, rate < 38 ? Math.Pow(10, Math.Min(rate, 0)) : Math.Pow(10, rate)));

        Gen.Select(tame.Array[Count], step.Array[1, 12]).Sample((start, steps) =>
        {
            Optimizer optimizer = s_makers[name](0.01);
            float[] parameters = [.. start];
            foreach ((float[] gradient, double rate) in steps)
            {
                string before = State(optimizer, parameters);
                try
                {
                    optimizer.Step(parameters, gradient, rate);
                    Assert.True(VectorOps.AllFinite(parameters));
                    for (int slot = 0; slot < optimizer.SlotCount; slot++) Assert.True(VectorOps.AllFinite(optimizer.StateOf(slot)));
                }
                catch (ArithmeticException)
                {
                    Assert.Equal(before, State(optimizer, parameters));
                }
            }
        });
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_wild_sample_leaves_no_trace(string name)
    {
        var disturbed = new LinearModel(3);
        var calm = new LinearModel(3);
        Optimizer first = s_makers[name](0.01), second = s_makers[name](0.01);
        float[] window = [0.2f, -0.4f, 0.6f];
        for (int i = 0; i < 300; i++)
        {
            if (i % 50 == 0)
            {
                // The gradient of ±1e37 is finite; with this learning rate no step along it is, and its square is not either.
                string message = Assert.Throws<ArithmeticException>(
                    () => disturbed.FitBatch(window, [1e37f], first, new Huber(1e37f), learningRate: 1e10)).Message;
                Assert.Contains("are as before", message, StringComparison.Ordinal);
            }

            disturbed.FitBatch(window, [0.5f], first);
            calm.FitBatch(window, [0.5f], second);
        }

        Assert.Equal(TrainingData.Bits(calm.Values), TrainingData.Bits(disturbed.Values));
        Assert.Equal(State(second, calm.Values), State(first, disturbed.Values));
        Assert.Equal(300, first.Updates);
    }

    [Theory]
    [InlineData("Adam"), InlineData("AdamW"), InlineData("Nadam"), InlineData("RMSprop")]
    public void A_square_that_overflows_is_named_as_a_moment(string name)
    {
        var model = new LinearModel(3);
        Optimizer optimizer = s_makers[name](0.001);

        // The gradient, 2·(ŷ − y), is finite; its square is not.
        string message = Assert.Throws<ArithmeticException>(() => model.FitBatch([1f, 1f, 1f], [1e19f], optimizer, Loss.MeanSquaredError)).Message;
        Assert.Contains("moment of " + name, message, StringComparison.Ordinal);
        Assert.Equal(0, optimizer.Updates);

        FitReport report = model.Fit(WindowDataset.From(new float[] { 1f, 1f, 1f }, new[] { 1e19f }, 3), new FitOptions { Optimizer = optimizer });
        Assert.Equal(StopReason.NonFinite, report.StopReason);
        Assert.Contains("moment", report.NonFinite!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_numbers_that_fit_are_taken()
    {
        // 1.8e19² is just below the largest float: refused by no check that is only careful.
        float[] parameters = [1f], gradient = [1.8e19f];
        var adam = new Adam();
        adam.Step(parameters, gradient);
        Assert.Equal(1, adam.Updates);
        Assert.True(float.IsFinite(adam.StateOf(1)[0]) && adam.StateOf(1)[0] > 1e34f);
        for (int i = 0; i < 30_000; i++) adam.Step(parameters, [1f]);
        Assert.Equal(30_001, adam.Updates);
    }

    [Fact]
    public void Nothing_is_allocated_whichever_way_an_update_takes()
    {
        float[] parameters = new float[Count], tame = new float[Count], large = new float[Count];
        tame.AsSpan().Fill(0.5f);
        large.AsSpan().Fill(1.5e19f);
        Optimizer[] optimizers = [new Adam(), new Accumulating(0.01), new Sgd { Momentum = 0.9 }, new RmsProp(), new Nadam()];
        foreach (Optimizer optimizer in optimizers)
        {
            Steps(optimizer);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Steps(optimizer);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        void Steps(Optimizer optimizer)
        {
            for (int i = 0; i < 20; i++) optimizer.Step(parameters, i % 2 == 0 ? tame : large, 1e-9);
        }
    }

    [Fact]
    public void The_largest_magnitude_is_found_wherever_it_stands() => Gen.Float.Array[0, 70].Sample(values =>
    {
        float expected = 0f;
        bool finite = true;
        foreach (float value in values)
        {
            finite &= float.IsFinite(value);
            expected = Math.Max(expected, Math.Abs(value));
        }

        float largest = VectorOps.Largest(values);
        Assert.Equal(finite, float.IsFinite(largest));
        if (finite) Assert.Equal(expected, largest);
    });

    private static string State(Optimizer optimizer, float[] parameters)
    {
        List<string> parts = [string.Join(' ', TrainingData.Bits(parameters)), $"{optimizer.Updates}"];
        for (int slot = 0; slot < optimizer.SlotCount; slot++)
        {
            // Slots that were not made yet are zero.
            float[] values = optimizer.HasSlots ? optimizer.StateOf(slot).ToArray() : new float[parameters.Length];
            parts.Add(string.Join(' ', TrainingData.Bits(values)));
        }

        // The next update shows what else is remembered.
        if (optimizer is Accumulating own) parts.Add($"{own.Sum:R}");
        return string.Join('\n', parts);
    }

    /// <summary>As a user may write one: a slot, and a number beside it.</summary>
    private sealed class Accumulating(double rate) : Optimizer(slots: 1)
    {
        private double _sum;

        public override string Name => "of one's own";

        public double Sum => _sum;

        protected override double DefaultLearningRate => rate;

        protected override void ExchangeState(TrainingState state) => state.Exchange("sum", ref _sum);

        protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
        {
            Span<float> sums = Slot(0);
            for (int i = 0; i < parameters.Length; i++)
            {
                _sum += gradient[i];
                sums[i] += gradient[i];
                parameters[i] -= (float)learningRate * sums[i];
            }
        }
    }
}
