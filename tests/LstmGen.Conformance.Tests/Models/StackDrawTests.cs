using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>The random networks themselves: legal, of the kinds asked for and of all of them, and written as a user would write them.</summary>
public sealed class StackDrawTests
{
    public static TheoryData<string, string> Attributes { get; } = new()
    {
        { "Dense(3)", new DenseShape(3).Attribute },
        { "Dropout(0.25)", new DropoutShape(0.25).Attribute },
        {
            "Lstm(8, Bidirectional = true, Merge = Merge.Average, Peepholes = true, Projection = 4, LearnedInitialState = true, CoupledGates = true)",
            new LstmShape(8)
            {
                Bidirectional = true, Merge = OracleMerge.Average, Peepholes = true, Projection = 4, LearnedInitialState = true, CoupledGates = true,
            }.Attribute
        },
        { "Lstm(8, Dropout = 0.2, RecurrentDropout = 0.1)", new LstmShape(8) { Dropout = 0.2, RecurrentDropout = 0.1 }.Attribute },
        { "Embedding(100, 16, MaskZero = true)", new EmbeddingShape(100, 16) { MaskZero = true }.Attribute },
        { "CharacterConv(90, 16, 12, 30, Kernel = 5)", new CharacterConvShape(90, 16, 12, 30, 5).Attribute },
        {
            "Conv1D(4, 3, Padding = Padding.Same, Stride = 2, Dilation = 3, Activation = Activation.Relu, UseBias = false)",
            new Conv1DShape(4, 3) { Padding = OraclePadding.Same, Stride = 2, Dilation = 3, Activation = Activation.Relu, UseBias = false }.Attribute
        },
        { "MaxPool1D(2)", new Pool1DShape(2, IsAverage: false).Attribute },
        { "AveragePool1D(3, Stride = 1)", new Pool1DShape(3, IsAverage: true) { Stride = 1 }.Attribute },
        { "Activation(Activation.Relu)", new ActivationShape(Activation.Relu).Attribute },
        { "LayerNorm", new LayerNormShape().Attribute },
        { "LayerNorm(Epsilon = 1E-05)", new LayerNormShape { Epsilon = 1e-5 }.Attribute },
        {
            "Attention(AttentionScore.Additive, Units = 5, Heads = 2, Scaled = true)",
            new AttentionShape(OracleScore.Additive) { Units = 5, Heads = 2, Scaled = true }.Attribute
        },
        { "Repeat(4)", new RepeatShape(4).Attribute },
        { "Residual", new ResidualShape().Attribute },
        { "Residual(2)", new ResidualShape(2).Attribute },
        { "Conv2D(4, 3, Padding = Padding.Same, Stride = 2)", new Conv2DShape(4, 3) { Padding = OraclePadding.Same, Stride = 2 }.Attribute },
        { "MaxPool2D", new MaxPool2DShape().Attribute },
        { "Flatten", new FlattenShape().Attribute },
    };

    [Theory]
    [MemberData(nameof(Attributes))]
    public void AttributesAreCSharp(string expected, string actual) => Assert.Equal(expected, actual);

    [Fact]
    public void AStepThatIsAPictureDeclaresItsSides()
    {
        ModelShape shape = new() { LookBack = 4, Frame = new(6, 5, 3), Layers = [new FlattenShape(), new LstmShape(2)] };
        Assert.Equal(
            "[LstmModel(LookBack = 4, Height = 6, Width = 5, Channels = 3)]\n[Flatten]\n[Lstm(2)]\npublic sealed partial class Video;", shape.Declaration("Video"));
    }

    [Fact]
    public void EveryKindIsDrawn()
    {
        Random random = new(RandomShapes.Seed);
        StackSizes sizes = StackSizes.Full with { Rate = 0.5 };
        HashSet<LayerKind> drawn = [];
        for (int i = 0; i < 1000; i++)
        {
            ModelShape shape = new StackDraw(random, LayerKinds.All, sizes).Draw();
            Assert.InRange(shape.Oracle().ParameterCount, 1, 1_000_000);
            drawn.UnionWith(shape.Kinds);
        }

        // Lengths belong to the data, not to the declaration.
        Assert.Equal(LayerKinds.All.Except([LayerKind.Lengths]).Order(), drawn.Order());
    }

    [Fact]
    public void NothingElseThanTheKindsAskedForIsDrawn()
    {
        Random random = new(RandomShapes.Seed);
        LayerKind[] plain = [LayerKind.Lstm, LayerKind.Dense];
        foreach (LayerKind extra in LayerKinds.All)
        {
            HashSet<LayerKind> kinds = [.. plain, extra];
            for (int i = 0; i < 50; i++)
            {
                Assert.Subset(kinds, new StackDraw(random, kinds, StackSizes.Full).Draw().Kinds.ToHashSet());
            }
        }
    }
}
