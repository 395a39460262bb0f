namespace LstmGen.Tests.Training;

public sealed class OptimizerTests
{
    private const int Count = 37;
    private const int Steps = 30;

    /// <summary>w, g, state a, state b, t, learning rate: the published formula for one element.</summary>
    private delegate double Formula(double w, double g, ref double a, ref double b, int t, double rate);

    private static readonly Dictionary<string, (Func<Optimizer> Make, double Rate, Formula Formula)> Cases = new()
    {
        ["SGD"] = (() => new Sgd(), 0.01, (double w, double g, ref double _, ref double _, int _, double lr) => w - lr * g),
        ["SGD PyTorch"] = (() => new Sgd { Style = OptimizerStyle.PyTorch }, 0.001,
            (double w, double g, ref double _, ref double _, int _, double lr) => w - lr * g),
        ["momentum Keras"] = (() => new Sgd { Momentum = 0.9 }, 0.01, (double w, double g, ref double m, ref double _, int _, double lr) =>
        {
            m = 0.9 * m - lr * g;
            return w + m;
        }
        ),
        ["Nesterov Keras"] = (() => new Sgd { Momentum = 0.9, Nesterov = true }, 0.01,
            (double w, double g, ref double m, ref double _, int _, double lr) =>
            {
                m = 0.9 * m - lr * g;
                return w + 0.9 * m - lr * g;
            }
        ),
        ["momentum PyTorch"] = (() => new Sgd { Momentum = 0.9, Style = OptimizerStyle.PyTorch }, 0.001,
            (double w, double g, ref double v, ref double _, int _, double lr) =>
            {
                v = 0.9 * v + g;
                return w - lr * v;
            }
        ),
        ["Nesterov PyTorch"] = (() => new Sgd { Momentum = 0.9, Nesterov = true, Style = OptimizerStyle.PyTorch }, 0.001,
            (double w, double g, ref double v, ref double _, int _, double lr) =>
            {
                v = 0.9 * v + g;
                return w - lr * (g + 0.9 * v);
            }
        ),
        ["RMSprop Keras"] = (() => new RmsProp(), 0.001, (double w, double g, ref double v, ref double _, int _, double lr) =>
        {
            v = 0.9 * v + 0.1 * g * g;
            return w - lr * g / Math.Sqrt(v + 1e-7);
        }
        ),
        ["RMSprop PyTorch"] = (() => new RmsProp { Style = OptimizerStyle.PyTorch }, 0.01,
            (double w, double g, ref double v, ref double _, int _, double lr) =>
            {
                v = 0.99 * v + 0.01 * g * g;
                return w - lr * g / (Math.Sqrt(v) + 1e-8);
            }
        ),
        ["Adam Keras"] = (() => new Adam(), 0.001, (double w, double g, ref double m, ref double v, int t, double lr) =>
            AdamKeras(w, g, ref m, ref v, t, lr)),
        ["Adam PyTorch"] = (() => new Adam { Style = OptimizerStyle.PyTorch }, 0.001,
            (double w, double g, ref double m, ref double v, int t, double lr) => AdamPaper(w, g, ref m, ref v, t, lr)),
        ["AdamW Keras"] = (() => new AdamW(), 0.001, (double w, double g, ref double m, ref double v, int t, double lr) =>
            AdamKeras(w - lr * 0.004 * w, g, ref m, ref v, t, lr)),
        ["AdamW PyTorch"] = (() => new AdamW { Style = OptimizerStyle.PyTorch }, 0.001,
            (double w, double g, ref double m, ref double v, int t, double lr) => AdamPaper(w * (1 - lr * 0.01), g, ref m, ref v, t, lr)),
        ["Nadam Keras"] = (() => new Nadam(), 0.001, (double w, double g, ref double m, ref double v, int t, double lr) =>
            NadamFormula(w, g, ref m, ref v, t, lr, 1.0, 1e-7)),
        ["Nadam PyTorch"] = (() => new Nadam { Style = OptimizerStyle.PyTorch }, 0.002,
            (double w, double g, ref double m, ref double v, int t, double lr) => NadamFormula(w, g, ref m, ref v, t, lr, 0.004, 1e-8)),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_is_that_of_the_published_formula(string name)
    {
        (Func<Optimizer> make, double rate, Formula formula) = Cases[name];
        Optimizer optimizer = make();
        Assert.Equal(rate, optimizer.LearningRate);
        float[] parameters = new float[Count], gradient = new float[Count];
        double[] expected = new double[Count], a = new double[Count], b = new double[Count];
        var random = new Random(1);
        for (int i = 0; i < Count; i++)
        {
            expected[i] = parameters[i] = (float)(random.NextDouble() * 2 - 1);
        }

        for (int t = 1; t <= Steps; t++)
        {
            // Small gradients are where the place of ε shows; a rate that changes is where the forms of momentum differ.
            double stepRate = t <= 15 ? rate : rate * 0.3;
            for (int i = 0; i < Count; i++)
            {
                gradient[i] = (float)((random.NextDouble() * 2 - 1) * Math.Pow(10, -(i % 8)));
                expected[i] = formula(expected[i], gradient[i], ref a[i], ref b[i], t, stepRate);
            }

            optimizer.Step(parameters, gradient, stepRate);
            for (int i = 0; i < Count; i++)
            {
                Assert.Equal(expected[i], parameters[i], 1e-7 * t + 1e-5 * rate * t);
            }
        }

        Assert.Equal(Steps, optimizer.Updates);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_element_is_treated_alike_wherever_it_stands(string name)
    {
        Func<Optimizer> make = Cases[name].Make;
        Optimizer many = make(), one = make();
        float[] parameters = new float[67], single = [0.3f];
        parameters.AsSpan().Fill(0.3f);
        for (int t = 0; t < 9; t++)
        {
            float g = 0.1f * (t - 3) + 0.01f;
            float[] gradient = new float[67];
            gradient.AsSpan().Fill(g);
            many.Step(parameters, gradient);
            one.Step(single, [g]);
            Assert.All(parameters, p => Assert.Equal(BitConverter.SingleToInt32Bits(single[0]), BitConverter.SingleToInt32Bits(p)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reset_optimizer_starts_again(string name)
    {
        Optimizer optimizer = Cases[name].Make();
        float[] first = [1f, -2f, 3f], second = [1f, -2f, 3f];
        for (int t = 0; t < 3; t++) optimizer.Step(first, [0.1f, 0.2f, -0.3f]);
        optimizer.Reset();
        for (int t = 0; t < 3; t++) optimizer.Step(second, [0.1f, 0.2f, -0.3f]);
        Assert.Equal(first, second);
    }

    [Fact]
    public void An_optimizer_belongs_to_one_model()
    {
        var optimizer = new Adam();
        optimizer.Step(new float[4], new float[4]);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => optimizer.Step(new float[5], new float[5]));
        Assert.Contains("but got 5", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => optimizer.Step(new float[4], new float[3]));
        optimizer.Reset();
        optimizer.Step(new float[5], new float[5]);
    }

    [Fact]
    public void Constants_out_of_range_are_refused_by_name()
    {
        Assert.Equal("LearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { LearningRate = -1 }).ParamName);
        Assert.Equal("Beta1", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 }).ParamName);
        Assert.Equal("Epsilon", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Epsilon = 0 }).ParamName);
        Assert.Equal("Momentum", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { Momentum = double.NaN }).ParamName);
        Assert.Equal("WeightDecay", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { WeightDecay = double.PositiveInfinity }).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd().Step(new float[1], new float[1], double.NaN));
    }

    private static double AdamKeras(double w, double g, ref double m, ref double v, int t, double lr)
    {
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        return w - lr * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * m / (Math.Sqrt(v) + 1e-7);
    }

    private static double AdamPaper(double w, double g, ref double m, ref double v, int t, double lr)
    {
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        return w - lr * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
    }

    private static double NadamFormula(double w, double g, ref double m, ref double v, int t, double lr, double psi, double epsilon)
    {
        double Mu(int k) => 0.9 * (1 - 0.5 * Math.Pow(0.96, k * psi));
        double product = Enumerable.Range(1, t).Aggregate(1.0, (p, k) => p * Mu(k));
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        double direction = Mu(t + 1) * m / (1 - product * Mu(t + 1)) + (1 - Mu(t)) * g / (1 - product);
        return w - lr * direction / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + epsilon);
    }
}
