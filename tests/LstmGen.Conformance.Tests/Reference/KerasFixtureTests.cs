using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Reference;

/// <summary>The oracle and generated models against Keras' own outputs, which have six decimals.</summary>
public sealed class KerasFixtureTests
{
    private const double Tolerance = 1e-6;

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() =>
        ModelCompiler.Compile([.. KerasFixture.Indices.Select(row => KerasFixture.Load(row.Data).Shape)]));

    [Theory]
    [MemberData(nameof(KerasFixture.Indices), MemberType = typeof(KerasFixture))]
    public void Oracle_agrees_with_keras(int index)
    {
        KerasFixture fixture = KerasFixture.Load(index);
        double[] output = fixture.Shape.Oracle().Predict(fixture.Window, fixture.Parameters);

        AssertClose(fixture.Expected.Data, fixture.Kept(output));
    }

    [Theory]
    [MemberData(nameof(KerasFixture.Indices), MemberType = typeof(KerasFixture))]
    public void Generated_model_agrees_with_keras(int index)
    {
        KerasFixture fixture = KerasFixture.Load(index);
        SequenceModel model = s_models.Value[index].Create(seed: 1).Model;
        model.Parameters.CopyFrom(Close.Narrow(fixture.Parameters));
        float[] output = new float[fixture.Shape.Oracle().Output.Size];
        model.Predict(Close.Narrow(fixture.Window), output);

        AssertClose(fixture.Expected.Data, fixture.Kept(Close.Widen(output)));
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
}
