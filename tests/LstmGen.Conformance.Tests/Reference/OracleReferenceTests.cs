using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Reference;

/// <summary>The oracle against PyTorch, both in double precision.</summary>
public sealed class OracleReferenceTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [MemberData(nameof(ReferenceCase.Names), MemberType = typeof(ReferenceCase))]
    public void OracleAgreesWithPyTorch(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        OracleNetwork network = ReferenceShape.Of(reference.Config).Oracle();
        Assert.Equal(reference.Canonical(reference.Parameters).Select(tensor => tensor.Shape), network.Tensors.Select(tensor => tensor.Shape));

        OracleResult result = network.Gradient(
            reference.X.Data, reference.Target.Data, reference.Flat(reference.Parameters), ReferenceShape.OracleLoss(reference.Config));

        Close.Equal(reference.Output.Data, result.Outputs, Tolerance, "outputs");
        Assert.Equal(reference.Loss, result.Loss, Tolerance);
        Close.Equal(reference.Flat(reference.Gradients), result.ParameterGradient, Tolerance, "parameter gradient");
        Close.Equal(reference.InputGradient.Data, result.InputGradient, Tolerance, "input gradient");
    }
}
