using System.Reflection;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>The random networks themselves: legal, of every layer with every option, and written as a user would write them.</summary>
public sealed class StackDrawTests
{
    /// <summary>Initialisers change no network, and what a step reads is a constructor's business.</summary>
    private static readonly string[] s_apart = ["KernelInitializer", "RecurrentInitializer", "BiasInitializer", "EmbeddingsInitializer", "AlphaInitializer", "UnitForgetBias", "TypeId"];

    [Fact]
    public void Attributes_are_written_without_what_is_as_by_default()
    {
        Assert.Equal("Dense(3)", new DenseShape(3).Attribute);
        Assert.Equal("Dropout(0.25)", new DropoutShape(0.25).Attribute);
        Assert.Equal("LayerNorm", new LayerNormShape().Attribute);
        Assert.Equal("LayerNorm(Epsilon = 1E-05)", new LayerNormShape { Epsilon = 1e-5 }.Attribute);
        Assert.Equal(
            "Lstm(8, Bidirectional = true, Merge = Merge.Average, Peepholes = true, Projection = 4)",
            new LstmShape(8) { Bidirectional = true, Merge = OracleMerge.Average, Peepholes = true, Projection = 4 }.Attribute);
    }

    [Fact]
    public void A_step_that_is_a_picture_declares_its_sides()
    {
        ModelShape shape = new() { LookBack = 4, Frame = new(6, 5, 3), Layers = [new FlattenShape(), new LstmShape(2)] };
        Assert.Equal(
            "[LstmModel(LookBack = 4, Height = 6, Width = 5, Channels = 3)]\n[Flatten]\n[Lstm(2)]\npublic sealed partial class Video;", shape.Declaration("Video"));
    }

    /// <summary>Every attribute of the library that is no head and divides no model is drawn, and each of its options with more than its default.</summary>
    [Fact]
    public void Every_layer_is_drawn_with_every_option()
    {
        Random random = new(RandomShapes.Seed);
        StackSizes sizes = StackSizes.Full with { Rate = 0.5 };
        HashSet<string> drawn = [];
        for (int i = 0; i < 1000; i++)
        {
            ModelShape shape = new StackDraw(random, sizes).Draw();
            Assert.InRange(shape.Oracle().ParameterCount, 1, 1_000_000);
            drawn.UnionWith(shape.Layers.SelectMany(Words));
        }

        string[] wanted =
        [
            .. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !s_undrawn.Contains(type.Name))
                .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Except(s_apart)
                    .Where(name => !type.GetConstructors().Any(taken => taken.GetParameters().Any(parameter => parameter.Name!.Equals(name, StringComparison.OrdinalIgnoreCase))))
                    .Select(name => $"{type.Name[..^"Attribute".Length]}.{name}").Append(type.Name[..^"Attribute".Length])),
        ];
        Assert.Empty(wanted.Except(drawn));
    }

    /// <summary>Heads, of which <see cref="Stacks.HeadDraw"/> puts one on a network, and what divides a model.</summary>
    private static readonly string[] s_undrawn =
    [
        nameof(SoftmaxAttribute), nameof(SigmoidAttribute), nameof(QuantilesAttribute), nameof(GaussianAttribute), nameof(CrfAttribute), nameof(CtcAttribute), nameof(EncoderAttribute),
        nameof(DecoderAttribute),
    ];

    /// <summary>The attribute's name, and the named arguments with it before them.</summary>
    private static IEnumerable<string> Words(LayerShape layer)
    {
        string name = layer.Attribute.Split('(')[0];
        return [name, .. layer.Attribute.Split('(', ',').Where(part => part.Contains('=')).Select(part => $"{name}.{part.Split('=')[0].Trim()}")];
    }
}
