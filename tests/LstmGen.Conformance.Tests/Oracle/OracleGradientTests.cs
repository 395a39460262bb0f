using CsCheck;

namespace LstmGen.Conformance.Oracle;

/// <summary>The oracle's backward pass against central differences of its forward pass.</summary>
public sealed class OracleGradientTests
{
    private const double Step = 1e-5;

    private static readonly OracleLoss[] s_losses = [OracleLoss.MeanSquaredError, OracleLoss.MeanAbsoluteError, OracleLoss.Huber];

    /// <summary>Activations without kinks: at a kink the central difference is neither slope.</summary>
    private static readonly Gen<Activation> s_smooth =
        Gen.OneOf(Activation.Linear, Activation.Tanh, Activation.Sigmoid, Activation.Elu, Activation.Softplus, Activation.Softsign);

    private static readonly Gen<OracleLayer> s_lstm =
        from units in Gen.Int[1, 4]
        from activation in s_smooth
        from recurrent in Gen.OneOf(Activation.Sigmoid, Activation.Tanh, Activation.Softsign)
        from bias in Gen.Bool
        from both in Gen.Bool
        select (OracleLayer)new OracleLstm(units)
        {
            Activation = activation,
            RecurrentActivation = recurrent,
            UseBias = bias,
            Bidirectional = both,
            ReturnSequences = true,
        };

    private static readonly Gen<OracleLayer> s_dense =
        from units in Gen.Int[1, 4]
        from activation in s_smooth
        from bias in Gen.Bool
        select (OracleLayer)new OracleDense(units) { Activation = activation, UseBias = bias };

    private static readonly Gen<OracleLayer> s_lastStep =
        from units in Gen.Int[1, 4]
        from both in Gen.Bool
        select (OracleLayer)new OracleLstm(units) { Bidirectional = both };

    private static readonly Gen<OracleNetwork> s_network =
        from steps in Gen.Int[1, 5]
        from features in Gen.Int[1, 3]
        from body in Gen.OneOf(s_lstm, s_dense, Gen.Const((OracleLayer)new OracleDropout())).List[0, 2]
        from last in s_lastStep.List[0, 1]
        from head in s_dense.List[0, 1]
        where body.Count + last.Count + head.Count > 0
        select new OracleNetwork(new OracleShape(steps, features), [.. body, .. last, .. head]);

    [Fact]
    public void AgreesWithCentralDifferences()
    {
        Gen.Select(s_network, Gen.Int[1, 3], Gen.Int[0, s_losses.Length - 1], Gen.Int).Sample(
            (network, rows, loss, seed) =>
            {
                Random random = new(seed);
                Check(network, Draw(random, rows * network.Output.Size), s_losses[loss], rows, random);
            },
            iter: 60, print: value => $"{value.Item1.Input} to {value.Item1.Output}, {value.Item2} rows, loss {value.Item3}, seed {value.Item4}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CrossEntropyAgreesWithCentralDifferences(bool everyStep)
    {
        OracleNetwork network = new(new OracleShape(4, 2), [new OracleLstm(3) { ReturnSequences = everyStep }, new OracleDense(4)]);
        Random random = new(5);
        double[] labels = [.. Enumerable.Range(0, 3 * network.Output.Steps).Select(_ => (double)random.Next(4))];
        Check(network, labels, OracleLoss.CrossEntropy(4), rows: 3, random);
    }

    [Theory]
    [InlineData(Activation.HardSigmoid)]
    [InlineData(Activation.LegacyHardSigmoid)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    public void SlopesWithKinksAgreeAwayFromTheKink(Activation activation)
    {
        for (double x = -4.05; x < 4; x += 0.1)
        {
            double difference = (Textbook.Value(activation, x + Step) - Textbook.Value(activation, x - Step)) / (2 * Step);
            Assert.Equal(difference, Textbook.Slope(activation, x), 1e-9);
        }
    }

    private static void Check(OracleNetwork network, double[] targets, OracleLoss loss, int rows, Random random)
    {
        double[] parameters = Draw(random, network.ParameterCount);
        double[] windows = Draw(random, rows * network.Input.Size);
        OracleResult result = network.Gradient(windows, targets, parameters, loss);
        double Loss() => network.Gradient(windows, targets, parameters, loss).Loss;

        Close.Equal(Differences(parameters, Loss), result.ParameterGradient, 1e-6, "parameter gradient", floor: 1e-2);
        Close.Equal(Differences(windows, Loss), result.InputGradient, 1e-6, "input gradient", floor: 1e-2);
    }

    private static double[] Differences(double[] at, Func<double> loss)
    {
        double[] differences = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            double value = at[i];
            at[i] = value + Step;
            double above = loss();
            at[i] = value - Step;
            double below = loss();
            at[i] = value;
            differences[i] = (above - below) / (2 * Step);
        }

        return differences;
    }

    private static double[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
}
