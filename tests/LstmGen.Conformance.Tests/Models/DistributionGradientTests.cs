using LstmGen.Conformance.Oracle;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Heads that predict distributions, against the oracle: loss, gradient and outputs; and the oracle's own gradient against central differences of its
/// loss, which is written as the formula stands.
/// </summary>
public sealed class DistributionGradientTests
{
    private const int Rows = 7;

    public static TheoryData<string> Names => ["quantile", "quantile steps", "gaussian", "gaussian steps"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradient_are_those_of_the_oracle(string name)
    {
        (SequenceModel model, OracleNetwork network, OracleLoss loss) = Make(name);
        (double[] windows, double[] targets, int[] lengths) = Draw(model, 4);
        double[] parameters = Close.Widen(model.Parameters.Values);
        OracleResult expected = network.Gradient(windows, targets, parameters, loss, lengths);
        float[] gradient = new float[parameters.Length], inputGradient = new float[windows.Length];
        float found = model.ComputeGradient(Close.Narrow(windows), Close.Narrow(targets), gradient, inputGradient: inputGradient, lengths: lengths);

        Close.Equal([expected.Loss], [(double)found], 3e-6, $"loss, {name}: ");
        Close.Equal(expected.ParameterGradient, gradient, 3e-5, $"gradient, {name}: ");
        Close.Equal(expected.InputGradient, inputGradient, 3e-5, $"input gradient, {name}: ");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_oracles_gradient_is_that_of_central_differences(string name)
    {
        (SequenceModel model, OracleNetwork network, OracleLoss loss) = Make(name);
        (double[] windows, double[] targets, int[] lengths) = Draw(model, 5);
        double[] at = Close.Widen(model.Parameters.Values), differences = new double[at.Length];
        OracleResult expected = network.Gradient(windows, targets, at, loss, lengths);
        for (int i = 0; i < at.Length; i++)
        {
            double value = at[i];
            at[i] = value + 1e-6;
            double above = network.Gradient(windows, targets, at, loss, lengths).Loss;
            at[i] = value - 1e-6;
            double below = network.Gradient(windows, targets, at, loss, lengths).Loss;
            at[i] = value;
            differences[i] = (above - below) / 2e-6;
        }

        Close.Equal(differences, expected.ParameterGradient, 1e-6, $"{name}: ");
    }

    private static (SequenceModel Model, OracleNetwork Network, OracleLoss Loss) Make(string name)
    {
        SequenceModel model = name switch
        {
            "quantile" => new QuantileModel(3),
            "quantile steps" => new EveryStepQuantileModel(3),
            "gaussian" => new GaussianModel(3),
            _ => new EveryStepGaussianModel(3),
        };
        OracleLoss loss = name switch
        {
            "quantile" => OracleDistributionLoss.Quantiles(0.05f, 0.25f, 0.5f, 0.9f),
            "quantile steps" => OracleDistributionLoss.Quantiles(0.1f, 0.9f),
            "gaussian" => OracleDistributionLoss.Gaussian(0.05f),
            _ => OracleDistributionLoss.Gaussian(1e-3f),
        };
        bool everyStep = name.EndsWith("steps", StringComparison.Ordinal);
        return (model, new(new OracleShape(6, 3), [new OracleLstm(9) { ReturnSequences = everyStep }, new OracleDense(model.Description.Outputs)]), loss);
    }

    private static (double[] WindowDataset, double[] Targets, int[] Lengths) Draw(SequenceModel model, int seed)
    {
        var random = new Random(seed);
        ModelDescription d = model.Description;
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(random.NextSingle() * 4 - 2))];
        return (Numbers(Rows * d.InputSize), Numbers(Rows * d.TargetSize), [.. Enumerable.Range(0, Rows).Select(row => 1 + row % d.LookBack)]);
    }
}
