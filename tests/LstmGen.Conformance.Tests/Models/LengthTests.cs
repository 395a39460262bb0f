using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>Windows of random networks that are shorter than the look-back, with NaN behind them, against the oracle, which runs their steps alone.</summary>
public sealed class LengthTests
{
    private const double Tolerance = 2e-5;
    private const double GradientTolerance = 1e-4;

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Predictions_agree_with_the_oracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        float[] windows = Padded(tested);
        double[] parameters = Close.Widen(tested.Parameters);
        int size = tested.Oracle.Output.Size;
        float[] batch = new float[tested.Rows * size];
        float[] single = new float[size];
        tested.Model.PredictBatch(windows, tested.Lengths, batch);
        for (int row = 0; row < tested.Rows; row++)
        {
            ReadOnlySpan<float> window = windows.AsSpan(row * tested.Oracle.Input.Size, tested.Oracle.Input.Size);
            double[] expected = tested.Oracle.Predict(Close.Widen(window), parameters, tested.Lengths[row]);
            string label = $"row {row} of {tested.Lengths[row]} steps, {tested.Label}";
            Close.Equal(expected, batch.AsSpan(row * size, size), Tolerance, $"output of {label}: ", floor: 1e-2);

            tested.Model.Predict(window, tested.Lengths[row], single);
            Bits.Equal(single, batch.AsSpan(row * size, size), $"PredictBatch against Predict, {label}");
        }
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Gradients_agree_with_the_oracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        OracleResult expected = tested.Judge(OracleLoss.MeanSquaredError, tested.Lengths);
        float[] gradient = new float[tested.Parameters.Length];
        float[] inputGradient = new float[tested.Windows.Length];
        float loss = tested.Model.ComputeGradient(
            Padded(tested), tested.Targets, gradient, Loss.MeanSquaredError, inputGradient, lengths: tested.Lengths);

        Close.Equal([expected.Loss], [(double)loss], GradientTolerance, $"loss, {tested.Label}: ");
        tested.CheckGradient(expected.ParameterGradient, gradient, GradientTolerance);
        Close.Equal(expected.InputGradient, inputGradient, GradientTolerance, $"input gradient, {tested.Label}: ", floor: 1e-6);
    }

    /// <summary>The windows with NaN past their lengths.</summary>
    private static float[] Padded(ModelCase tested)
    {
        float[] windows = [.. tested.Windows];
        for (int row = 0; row < tested.Rows; row++)
        {
            windows.AsSpan(row * tested.Oracle.Input.Size, tested.Oracle.Input.Size)[(tested.Lengths[row] * tested.Oracle.Input.Values)..].Fill(float.NaN);
        }

        return windows;
    }
}
