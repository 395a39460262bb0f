using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Training;

/// <summary>Networks with dropout, random ones and those of each layer's own, trained against the oracle with the same masks.</summary>
public sealed class RandomDropoutTests
{
    private const int Drawn = 5;

    private static readonly IReadOnlyList<ModelShape> s_shapes = [.. Draw(), .. LayerEntries.All.SelectMany(entry => entry.Cases).Where(shape => shape.DrawsMasks)];

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() => ModelCompiler.Compile(s_shapes));

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, s_shapes.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Gradients_are_those_of_the_masked_network(int index)
    {
        ModelCase tested = new(s_models.Value[index], RandomShapes.Seed + index);
        OracleResult expected = tested.Shape.Oracle(DrawnMasks.Of(tested.Model)).Gradient(
            Close.Widen(tested.Windows), Close.Widen(tested.Targets), Close.Widen(tested.Parameters), OracleLoss.MeanSquaredError);
        float[] gradient = new float[tested.Parameters.Length];
        float[] inputGradient = new float[tested.Windows.Length];
        float loss = tested.Model.ComputeGradient(tested.Windows, tested.Targets, gradient, Loss.MeanSquaredError, inputGradient);

        Close.Equal([expected.Loss], [(double)loss], 1e-4, $"loss, {tested.Label}: ");
        tested.CheckGradient(expected.ParameterGradient, gradient, 1e-4);
        Close.Equal(expected.InputGradient, inputGradient, 1e-4, $"input gradient, {tested.Label}: ", floor: 1e-6);
    }

    private static IReadOnlyList<ModelShape> Draw()
    {
        Random random = new(RandomShapes.Seed);
        return
        [
            .. Enumerable.Range(0, 10_000)
                .Select(_ => new StackDraw(random, StackSizes.Full with { Rate = 0.3 }).Draw())
                .Where(shape => shape.DrawsMasks)
                .Take(Drawn),
        ];
    }
}
