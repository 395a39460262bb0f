using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Reference;

/// <summary>The oracle against PyTorch, both in double precision.</summary>
[Trait("Width", "any")]
public sealed class OracleReferenceTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [MemberData(nameof(ReferenceCase.Names), MemberType = typeof(ReferenceCase))]
    [MemberData(nameof(LayerReferenceCases.Names), MemberType = typeof(LayerReferenceCases))]
    public void Oracle_agrees_with_PyTorch(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        OracleNetwork network = ReferenceShape.Of(reference).Oracle();
        Assert.Equal(reference.Canonical(reference.Parameters).Select(tensor => tensor.Shape), network.Tensors.Select(tensor => tensor.Shape));

        OracleResult result = Gradient(reference, network, reference.Flat(reference.Parameters));

        Close.Equal(reference.Output.Data, result.Outputs, Tolerance, "outputs");
        Assert.Equal(reference.Loss, result.Loss, Tolerance);
        Close.Equal(reference.Flat(reference.Gradients), result.ParameterGradient, Tolerance, "parameter gradient");
        if (reference.InputGradient is { } inputGradient)
        {
            Close.Equal(inputGradient.Data, result.InputGradient, Tolerance, "input gradient");
        }
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("seed-model")]
    [InlineData("many-features")]
    [InlineData("stacked-2")]
    [InlineData("stacked-3")]
    [InlineData("bidirectional")]
    [InlineData("bidirectional-stacked")]
    [InlineData("every-step")]
    [InlineData("classify")]
    [InlineData("tag")]
    [MemberData(nameof(LayerReferenceCases.Names), MemberType = typeof(LayerReferenceCases))]
    public void Training_with_adam_agrees_with_PyTorch(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        Assert.True(reference.Config is { Optimizer: "adam", ClipNorm: null }, $"{name} trains in another way.");
        OracleNetwork network = ReferenceShape.Of(reference).Oracle();
        double[] parameters = reference.Flat(reference.Parameters);
        OracleAdam adam = new(parameters, learningRate: 0.01);
        foreach (double loss in reference.Losses)
        {
            OracleResult result = Gradient(reference, network, parameters);
            Assert.Equal(loss, result.Loss, Tolerance);
            adam.Update(result.ParameterGradient);
        }

        Close.Equal(reference.Flat(reference.ParametersAfter), parameters, Tolerance, "parameters after training");
    }

    private static OracleResult Gradient(ReferenceCase reference, OracleNetwork network, double[] parameters) => network.Gradient(
        reference.X.Data, reference.Target.Data, parameters, ReferenceShape.OracleLoss(reference.Config), reference.Lengths);
}
