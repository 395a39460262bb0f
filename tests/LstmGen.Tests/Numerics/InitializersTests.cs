using CsCheck;
using LstmGen.Initialization;
using LstmGen.Runtime;

namespace LstmGen.Tests.Numerics;

public sealed class InitializersTests
{
    [Theory]
    [InlineData(Initializer.GlorotUniform, 0.1732050807568877)] // √(6/(40 + 160))
    [InlineData(Initializer.HeUniform, 0.3872983346207417)] // √(6/40)
    [InlineData(Initializer.LecunUniform, 0.27386127875258304)] // √(3/40)
    [InlineData(Initializer.RandomUniform, 0.05)]
    [InlineData(Initializer.TorchUniform, 0.15811388300841897)] // 1/√40
    public void Uniform_fills_its_range(Initializer initializer, double limit)
    {
        float[] values = Draw(initializer, [40, 160]);
        Assert.All(values, value => Assert.InRange(value, (float)-limit, (float)limit));
        Assert.InRange(values.Max(), 0.99 * limit, limit);
        Assert.InRange(values.Min(), -limit, -0.99 * limit);
        Assert.InRange(values.Average(), -0.04 * limit, 0.04 * limit);
        Assert.InRange(values.Average(value => (double)value * value), 0.95 * limit * limit / 3, 1.05 * limit * limit / 3);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 0.1)] // √(2/(40 + 160))
    [InlineData(Initializer.HeNormal, 0.22360679774997896)] // √(2/40)
    public void Cut_normals_keep_their_deviation(Initializer initializer, double deviation)
    {
        float[] values = Draw(initializer, [40, 160]);
        double cut = 2 * deviation / 0.87962566103423978;
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0.0, cut * 1.000001));
        Assert.True(values.Max(value => Math.Abs(value)) > 0.97 * cut);
        Assert.InRange(values.Average(value => (double)value * value), 0.95 * deviation * deviation, 1.05 * deviation * deviation);
    }

    [Fact]
    public void Normals_are_not_cut()
    {
        float[] values = Draw(Initializer.RandomNormal, [40, 160]);
        Assert.InRange(values.Average(value => (double)value * value), 0.94 * 0.0025, 1.06 * 0.0025);
        Assert.InRange(values.Count(value => Math.Abs(value) > 0.1f), 200, 385); // 4.55 % of 6,400
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Draw(Initializer.Zeros, [7]), value => Assert.Equal(0f, value));
        Assert.All(Draw(Initializer.Ones, [7]), value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Orthogonal_matrices_are_orthogonal() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Long).Sample((rows, columns, seed) =>
    {
        float[] m = Draw(Initializer.Orthogonal, [rows, columns], seed);
        int narrow = Math.Min(rows, columns);
        for (int a = 0; a < narrow; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int i = 0; i < Math.Max(rows, columns); i++)
                {
                    dot += rows < columns
                        ? (double)m[a * columns + i] * m[b * columns + i]
                        : (double)m[i * columns + a] * m[i * columns + b];
                }

                Assert.Equal(a == b ? 1.0 : 0.0, dot, 2e-7);
            }
        }
    }, iter: 200);

    /// <summary>Q·R = A with R's diagonal positive is what Gram and Schmidt build, column by column.</summary>
    [Fact]
    public void Orthogonal_is_the_q_of_the_normal_matrix_with_a_positive_diagonal()
    {
        const int Rows = 3;
        const int Columns = 12;
        float[] m = Draw(Initializer.Orthogonal, [Rows, Columns], seed: 9);
        LstmGen.Numerics.RandomSource random = new(9);
        double[,] a = new double[Columns, Rows];
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                a[i, j] = random.NextNormal();
            }
        }

        for (int j = 0; j < Rows; j++)
        {
            for (int before = 0; before < j; before++)
            {
                double dot = Enumerable.Range(0, Columns).Sum(i => a[i, before] * a[i, j]);
                for (int i = 0; i < Columns; i++)
                {
                    a[i, j] -= dot * a[i, before];
                }
            }

            double norm = Math.Sqrt(Enumerable.Range(0, Columns).Sum(i => a[i, j] * a[i, j]));
            for (int i = 0; i < Columns; i++)
            {
                a[i, j] /= norm;
                Assert.Equal(a[i, j], m[j * Columns + i], 1e-6);
            }
        }
    }

    [Fact]
    public void The_forget_part_of_the_bias_starts_at_one()
    {
        float[] values = Fill([new("lstm.bias", 0, [12], Initializer.Zeros, 1, 12, 3, UnitForgetBias: true)], 1);
        Assert.Equal([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], values);
    }

    [Fact]
    public void A_further_layer_disturbs_none_before_it()
    {
        ParameterDescription first = new("a.kernel", 0, [5, 8], Initializer.GlorotNormal, 5, 8, 2);
        ParameterDescription second = new("b.kernel", 40, [2, 3], Initializer.HeUniform, 2, 3, 3);
        Assert.Equal(Fill([first], 3), Fill([first, second], 3)[..40]);
        Assert.NotEqual(Fill([first], 3), Fill([first], 4));
    }

    [Fact]
    public void Refuses_tensors_that_do_not_fit()
    {
        ParameterDescription tensor = new("a.kernel", 0, [5, 8], Initializer.Zeros, 5, 8, 2);
        ArgumentException exception = Assert.Throws<ArgumentException>("parameters", () => Initializers.Fill([tensor], 1, new float[39]));
        Assert.Contains("39", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fill([tensor with { Initializer = (Initializer)99 }], 1));
        Assert.Throws<ArgumentException>(() => Fill([tensor with { Initializer = Initializer.GlorotUniform, FanIn = 0 }], 1));
    }

    /// <summary>Every bit, the same on every machine, at every vector width and without intrinsics.</summary>
    [Fact]
    public void The_bits_are_the_same_everywhere()
    {
        Initializer[] all = Enum.GetValues<Initializer>();
        ParameterDescription[] tensors = [.. all.Select((initializer, i) =>
            new ParameterDescription($"t{i}", i * 17 * 68, [17, 68], initializer, 17, 68, 17))];
        Assert.Equal("72154738FE72D896", Floats.Fingerprint(Fill(tensors, 42)));
    }

    private static float[] Draw(Initializer initializer, int[] shape, long seed = 5) =>
        Fill([new("tensor", 0, [.. shape], initializer, shape[0], shape[^1], shape[0])], seed);

    private static float[] Fill(ParameterDescription[] tensors, long seed)
    {
        float[] values = new float[tensors.Sum(tensor => tensor.Count)];
        Initializers.Fill(tensors, seed, values);
        return values;
    }
}
