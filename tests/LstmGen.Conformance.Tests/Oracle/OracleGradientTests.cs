using CsCheck;
using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Oracle;

/// <summary>The oracle's backward pass against central differences of its forward pass.</summary>
[Trait("Width", "any")]
public sealed class OracleGradientTests
{
    private const double Step = 1e-5;

    private static readonly OracleLoss[] s_losses = [OracleLoss.MeanSquaredError, OracleLoss.MeanAbsoluteError, OracleLoss.Huber];

    [Fact]
    public void Agrees_with_central_differences() => Gen.Int.Sample(CheckDrawn, iter: 60);

    /// <summary>Every kind of layer on its own between two Lstms, so that none depends on being drawn.</summary>
    [Theory]
    [MemberData(nameof(OracleGradientCases.Names), MemberType = typeof(OracleGradientCases))]
    public void Each_layer_agrees_with_central_differences(string name)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            Check(OracleGradientCases.Shape(name), OracleLoss.MeanSquaredError, rows: 3, new Random(seed), withLengths: seed > 0, name);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CrossEntropy_agrees_with_central_differences(bool everyStep)
    {
        OracleNetwork network = new(new OracleShape(4, 2), [new OracleLstm(3) { ReturnSequences = everyStep }, new OracleDense(4)]);
        Random random = new(5);
        double[] labels = [.. Enumerable.Range(0, 3 * network.Output.Steps).Select(_ => (double)random.Next(4))];
        Compare(network, Draw(random, 3 * network.Input.Size), labels, null, OracleLoss.CrossEntropy(4), random, "cross-entropy");
        Compare(network, Draw(random, 3 * network.Input.Size), labels, [1, 4, 3], OracleLoss.CrossEntropy(4), random, "cross-entropy with lengths");
    }

    [Theory]
    [InlineData(Activation.HardSigmoid)]
    [InlineData(Activation.LegacyHardSigmoid)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    public void Slopes_with_kinks_agree_away_from_the_kink(Activation activation)
    {
        for (double x = -4.05; x < 4; x += 0.1)
        {
            double difference = (Textbook.Value(activation, x + Step) - Textbook.Value(activation, x - Step)) / (2 * Step);
            Assert.Equal(difference, Textbook.Slope(activation, x), 1e-9);
        }
    }

    private static void CheckDrawn(int seed)
    {
        Random random = new(seed);
        ModelShape shape = new StackDraw(random, StackSizes.Smooth).Draw();
        Check(shape, s_losses[random.Next(s_losses.Length)], random.Next(1, 4), random, random.Next(2) == 0, $"{shape}, seed {seed}");
    }

    private static void Check(ModelShape shape, OracleLoss loss, int rows, Random random, bool withLengths, string label)
    {
        int seed = random.Next();
        OracleNetwork network = shape.Oracle((layer, rate) => place => Mask(seed, layer, rate, place));
        int[]? lengths = withLengths ? [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, shape.LookBack + 1))] : null;
        double[] windows = network.DrawWindows(random, rows, 1);
        Compare(network, windows, Draw(random, rows * network.Output.Size), lengths, loss, random, label);
    }

    private static void Compare(
        OracleNetwork network, double[] windows, double[] targets, int[]? lengths, OracleLoss loss, Random random, string label)
    {
        double[] parameters = Draw(random, network.ParameterCount);
        bool[] isValid = [.. windows.Select((_, i) => lengths is null || i % network.Input.Size / network.Input.Values < lengths[i / network.Input.Size])];
        for (int i = 0; i < windows.Length; i++)
        {
            windows[i] = isValid[i] ? windows[i] : double.NaN;
        }

        OracleResult result = network.Gradient(windows, targets, parameters, loss, lengths);
        double Loss() => network.Gradient(windows, targets, parameters, loss, lengths).Loss;

        bool[] isFrozen = [.. network.Tensors.SelectMany(tensor => Enumerable.Repeat(tensor.IsFrozen, tensor.Count))];
        Close.Equal(Differences(parameters, Loss, i => !isFrozen[i]), result.ParameterGradient, 1e-6, $"parameter gradient, {label}: ", floor: 1e-2);

        // What makes padding another value makes a step of it: no difference is a slope there.
        bool[] isPadding = [.. windows.Select(value => network.Vocabularies.Count == 0 && value == network.Padding)];
        double[] byWindows = Differences(windows, Loss, i => isValid[i] && !isPadding[i] && network.Vocabularies.Count == 0);
        byWindows = [.. byWindows.Select((value, i) => isPadding[i] ? result.InputGradient[i] : value)];
        Close.Equal(byWindows, result.InputGradient, 1e-6, $"input gradient, {label}: ", floor: 1e-2);
    }

    /// <summary>Factors that depend on nothing but their place.</summary>
    private static double[] Mask(int seed, int layer, double rate, OracleMaskPlace place)
    {
        Random random = new(seed + 7919 * layer + 104_729 * (int)place.Kind + 1_299_709 * place.Row + 15_485_863 * place.Part);
        return [.. Enumerable.Range(0, place.Count).Select(_ => random.NextDouble() < rate ? 0 : 1 / (1 - rate))];
    }

    private static double[] Differences(double[] at, Func<double> loss, Func<int, bool> isMoved)
    {
        double[] differences = new double[at.Length];
        foreach (int i in Enumerable.Range(0, at.Length).Where(isMoved))
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
