using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>Gradients of random networks against the oracle: the tile kernels, out of buffers full of NaN, and the whole way.</summary>
public sealed class GradientTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Gradients_agree_with_the_oracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        OracleResult expected = tested.Judge(OracleLoss.MeanSquaredError);
        (float[] outputs, float loss, float[] gradient, float[] inputGradient) = Run(tested, float.NaN);

        Close.Equal(expected.Outputs, outputs, 2e-5, $"outputs in training, {tested.Label}: ", floor: 1e-2);
        Close.Equal([expected.Loss], [(double)loss], Tolerance, $"loss, {tested.Label}: ");
        tested.CheckGradient(expected.ParameterGradient, gradient, Tolerance);
        Close.Equal(expected.InputGradient, inputGradient, Tolerance, $"input gradient, {tested.Label}: ", floor: 1e-6);
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void ComputeGradient_agrees_with_the_oracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        OracleResult expected = tested.Judge(OracleLoss.Huber);
        float[] gradient = new float[tested.Parameters.Length];
        float[] inputGradient = new float[tested.Windows.Length];
        float loss = tested.Model.ComputeGradient(tested.Windows, tested.Targets, gradient, new Huber(), inputGradient);

        Close.Equal([expected.Loss], [(double)loss], Tolerance, $"loss, {tested.Label}: ");
        tested.CheckGradient(expected.ParameterGradient, gradient, Tolerance);
        Close.Equal(expected.InputGradient, inputGradient, Tolerance, $"input gradient, {tested.Label}: ", floor: 1e-6);
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void What_was_in_the_workspace_does_not_matter(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        (float[] outputs, float loss, float[] gradient, float[] inputGradient) = Run(tested, 0);
        (float[] poisonedOutputs, float poisonedLoss, float[] poisonedGradient, float[] poisonedInputGradient) = Run(tested, float.NaN);

        Bits.Equal(outputs, poisonedOutputs, $"outputs, {tested.Label}");
        Bits.Equal([loss], [poisonedLoss], $"loss, {tested.Label}");
        Bits.Equal(gradient, poisonedGradient, $"gradient, {tested.Label}");
        Bits.Equal(inputGradient, poisonedInputGradient, $"input gradient, {tested.Label}");
    }

    private static (float[] Outputs, float Loss, float[] ParameterGradient, float[] InputGradient) Run(ModelCase tested, float poison) =>
        new KernelRunner(tested.Model.Kernels, tested.Parameters) { Poison = poison }
            .Gradient(tested.Windows, tested.Targets, new OracleLossAdapter(OracleLoss.MeanSquaredError));
}
