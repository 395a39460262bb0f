using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Training;

/// <summary>Dropout in training: the mask is read off the zeros of the input gradient, and the oracle computes the rest with it.</summary>
public sealed class DropoutTests
{
    private const double Rate = 0.3;
    private const int Rows = 11;
    private const int Values = 9 * 3;

    [Fact]
    public void Gradients_are_those_of_the_masked_network()
    {
        MaskedModel model = new(8);
        Random random = new(4);
        float[] windows = Draw(random, Rows * Values);
        float[] targets = Draw(random, Rows * 2);
        float[] gradient = new float[model.Parameters.Count];
        float[] inputGradient = new float[windows.Length];
        float loss = model.ComputeGradient(windows, targets, gradient, Loss.MeanSquaredError, inputGradient);

        double[] mask = [.. inputGradient.Select(value => value == 0 ? 0 : 1 / (1 - Rate))];
        Assert.InRange(mask.Count(value => value == 0) / (double)mask.Length, Rate - 0.1, Rate + 0.1);

        OracleNetwork network = new(new OracleShape(9, 3), [new OracleLstm(10), new OracleDense(2)]);
        double[] masked = [.. windows.Zip(mask, (value, factor) => value * factor)];
        OracleResult expected = network.Gradient(
            masked, Close.Widen(targets), Close.Widen(model.Parameters.Values), OracleLoss.MeanSquaredError);

        Assert.Equal(expected.Loss, loss, 1e-5 * expected.Loss);
        Close.Equal(expected.ParameterGradient, gradient, 1e-4, "gradient");
        Close.Equal([.. expected.InputGradient.Zip(mask, (value, factor) => value * factor)], inputGradient, 1e-4, "input gradient");
    }

    [Fact]
    public void Every_update_draws_another_mask()
    {
        MaskedModel model = new(8);
        float[] windows = Draw(new Random(4), Rows * Values);
        float[] targets = Draw(new Random(5), Rows * 2);
        string[] masks = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            string mask = Mask(model, windows, targets);
            Assert.Equal(mask, Mask(model, windows, targets));
            model.FitBatch(windows, targets, new Sgd());
            return mask;
        })];

        Assert.Equal(3, masks.Distinct().Count());
        Assert.Equal(Rows, masks[0].Chunk(Values).Select(row => new string(row)).Distinct().Count());
    }

    private static string Mask(MaskedModel model, float[] windows, float[] targets)
    {
        float[] inputGradient = new float[windows.Length];
        model.ComputeGradient(windows, targets, new float[model.Parameters.Count], Loss.MeanSquaredError, inputGradient);
        return string.Concat(inputGradient.Select(value => value == 0 ? '0' : '1'));
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
}
