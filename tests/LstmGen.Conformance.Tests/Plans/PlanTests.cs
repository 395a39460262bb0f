using LstmGen.Conformance.Models;
using LstmGen.Generator.Composition;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Conformance.Plans;

/// <summary>What a plan says is what the generated code does: its operations, run by a backend that knows no layer, give the answers of the compiled model.</summary>
public sealed class PlanTests
{
    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Operations_give_the_answers_of_the_generated_code(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        ModelPlan plan = PlanOf(tested.Shape);
        double[] parameters = Close.Widen(tested.Parameters);
        float[] window = [.. tested.Window(0)], actual = new float[tested.Oracle.Output.Size];
        for (int i = 0; tested.Oracle.Padding is { } padding && i < window.Length; i++)
        {
            window[i] = window[i] == (float)padding ? 1 : window[i];
        }

        tested.Model.Predict(window, actual);
        Close.Equal(PlanBackend.Run(plan, Close.Widen(window), parameters), actual, 2e-5, $"the plan of {tested.Label}: ", floor: 1e-2);
    }

    /// <summary>In training some operations look at a whole batch.</summary>
    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Operations_give_the_outputs_of_training(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        if (!tested.Shape.NormsBatches || tested.Oracle.Padding is not null) return;
        (float[] outputs, _, _, _) = new KernelRunner(tested.Model.Kernels, tested.Parameters).Gradient(tested.Windows, tested.Targets, new OracleLossAdapter(Oracle.OracleLoss.MeanSquaredError));
        double[] expected = PlanBackend.Train(PlanOf(tested.Shape), Close.Widen(tested.Windows).Chunk(tested.Oracle.Input.Size), Close.Widen(tested.Parameters));
        Close.Equal(expected, outputs, 2e-5, $"the plan of {tested.Label} in training: ", floor: 1e-2);
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Plans_are_legal(int index)
    {
        ModelPlan plan = PlanOf(RandomModels.Case(index).Shape);
        Assert.Empty(PlanCheck.Problems(plan));
        Assert.Equal(plan.Parameters.Select(tensor => tensor.Name).Order(), plan.Forward.SelectMany(operation => operation.Parameters).Select(tensor => tensor.Name).Distinct().Order());
        Assert.Equal(plan.Forward.Count, plan.Backward.Count);
    }

    /// <summary>Models that no draw gives: heads with tensors of their own, decoders, states that are carried.</summary>
    [Theory]
    [InlineData("[LstmModel(LookBack = 6, Features = 2)] [Lstm(4, Bidirectional = true)] [Crf(3)]")]
    [InlineData("[LstmModel(LookBack = 6, Features = 2)] [Lstm(4, ReturnSequences = true)] [Ctc(3, MaximumLabels = 2)]")]
    [InlineData("[LstmModel(LookBack = 6, Features = 2, Stateful = true)] [Dense(3)] [Lstm(4, Dropout = 0.2)] [Lstm(3)] [Gaussian]")]
    [InlineData("[LstmModel(LookBack = 5)] [Encoder] [Embedding(9, 4)] [Lstm(4, ReturnSequences = true)] [Decoder(Steps = 6)] [Embedding(7, 3)] [Lstm(4)] [Attention] [Softmax(7)]")]
    [InlineData("[LstmModel(LookBack = 5)] [Encoder] [Embedding(9, 4)] [Lstm(4, Bidirectional = true)] [Decoder(Steps = 6)] [Embedding(7, 3)] [Lstm(8)] [LayerNorm] [Residual] [Softmax(7)]")]
    public void Plans_of_heads_and_decoders_are_legal(string layers)
    {
        ModelPlan plan = PlanOf($"{layers} public sealed partial class Planned;");
        Assert.Empty(PlanCheck.Problems(plan));
        Assert.Equal(plan.Forward.Count, plan.Backward.Count);
    }

    [Fact]
    public void What_is_not_legal_is_found()
    {
        ModelPlan plan = PlanOf(new ModelShape { LookBack = 4, Features = 2, Layers = [new LstmShape(5), new DenseShape(3)] });
        Operation[] forward = [.. plan.Forward];
        Region region = plan.Regions[0];
        Assert.Contains("reads", Assert.Single(PlanCheck.Problems(With(plan, plan.Regions, [forward[1]])), problem => problem.StartsWith("Affine", StringComparison.Ordinal)));
        Assert.Contains(PlanCheck.Problems(With(plan, [.. plan.Regions, region with { Name = "Another" }], forward)), problem => problem.Contains("before", StringComparison.Ordinal));
        Assert.Contains(PlanCheck.Problems(With(plan, [region with { Offset = 1_000_000 }], forward)), problem => problem.Contains("past the", StringComparison.Ordinal));
        Assert.Contains(PlanCheck.Problems(With(plan, [.. plan.Regions, region], forward)), problem => problem.Contains("declared 2 times", StringComparison.Ordinal));
        Assert.Contains(PlanCheck.Problems(With(plan, plan.Regions, [forward[0]])), problem => problem.StartsWith("the output", StringComparison.Ordinal));
    }

    private static ModelPlan With(ModelPlan plan, IReadOnlyList<Region> regions, IReadOnlyList<Operation> forward) => new()
    {
        Layers = plan.Layers,
        Kernels = plan.Kernels,
        Regions = regions,
        Forward = forward,
        Backward = [],
        Parameters = plan.Parameters,
        Tables = plan.Tables,
        Input = plan.Input,
        Output = plan.Output,
        PackedLength = plan.PackedLength,
        GradientLength = plan.GradientLength,
        WorkLength = plan.WorkLength,
        TapeLength = plan.TapeLength,
        WindowLength = plan.WindowLength,
        StepLength = plan.StepLength,
        StateLength = plan.StateLength,
        LoadedInput = plan.LoadedInput,
        Carries = plan.Carries,
        CarriedAt = plan.CarriedAt,
    };

    private static ModelPlan PlanOf(ModelShape shape) => PlanOf(shape.Declaration("Planned"));

    private static ModelPlan PlanOf(string declaration)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("Declared", [CSharpSyntaxTree.ParseText($"using LstmGen;\n{declaration}")], ModelCompiler.References);
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Planned")!;
        PlanResult result = Planner.Plan(ModelParser.Parse(type, ModelAttributes.Of(type), TestContext.Current.CancellationToken).Spec);
        Assert.True(result.Plan is not null, string.Join("; ", result.Findings.Select(finding => $"{finding.Id}: {string.Join(", ", finding.Values)}")));
        return result.Plan!;
    }
}
