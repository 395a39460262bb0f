using System.Collections;
using System.Reflection;
using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;
using LstmGen.Conformance.Stacks;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Export;

/// <summary>What models say of their layers: the attributes as reflection finds them on the class, the names of their tensors, the oracle's shapes.</summary>
public sealed class DeclaredLayerTests
{
    public static TheoryData<Type> Declared { get; } =
    [
        .. typeof(DeclaredLayerTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SequenceModel)) && !type.IsAbstract && type.GetConstructor([typeof(long)]) is not null),
    ];

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Random_models_say_how_they_were_declared(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        Check(tested.Model);
        CheckShapes(tested.Model, tested.Oracle);
    }

    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    public void Stacks_with_heads_say_how_they_were_declared(int index)
    {
        CompiledModel compiled = TrainedStacks.Model(index);
        SequenceModel model = compiled.Create(1).Model;
        Check(model);
        CheckShapes(model, compiled.Shape.Oracle());
    }

    [Theory]
    [MemberData(nameof(Declared))]
    public void Models_declared_by_hand_say_how_they_were_declared(Type type) => Check((SequenceModel)Activator.CreateInstance(type, 1L)!);

    /// <summary>The attributes are the caller's: who changes one changes nothing for others.</summary>
    [Fact]
    public void Each_call_makes_new_attributes()
    {
        SequenceModel model = new ClassModel(1);
        Assert.NotSame(model.GetDeclaredLayers()[0].Attribute, model.GetDeclaredLayers()[0].Attribute);
    }

    private static void Check(SequenceModel model)
    {
        DeclaredLayer[] layers = [.. model.GetDeclaredLayers()];
        LayerAttribute[] written = [.. model.GetType().GetCustomAttributes<LayerAttribute>(inherit: false).Where(attribute => attribute is not EncoderAttribute)];
        Assert.Equal(written.Select(Text), layers.Select(layer => Text(layer.Attribute)));
        Assert.Equal(model.Description.Layers.Select(layer => layer.Name), layers.Select(layer => layer.Name));
        Assert.Equal((model.Description.LookBack, model.Description.Features), (layers[0].Input.Steps, layers[0].Input.Width));
        Assert.Equal((model.Description.OutputSteps, model.Description.Outputs), (layers[^1].Output.Steps, layers[^1].Output.Width));
        Assert.All(layers.Zip(layers.Skip(1)), pair => Assert.Equal(pair.First.Output, pair.Second.Input));
    }

    private static void CheckShapes(SequenceModel model, OracleNetwork oracle)
    {
        DeclaredLayer[] layers = [.. model.GetDeclaredLayers()];
        DeclaredShape[] shapes = [.. layers.Select(layer => layer.Input), layers[^1].Output];
        Assert.Equal(
            oracle.Shapes.Select(shape => (shape.Steps, shape.Values, shape.Frame?.Height ?? 0, shape.Frame?.Width ?? 0, shape.Frame?.Channels ?? 0)),
            shapes.Select(shape => (shape.Steps, shape.Width, shape.FrameHeight, shape.FrameWidth, shape.Channels)));
        Assert.All(shapes, shape => Assert.True(shape.IsSequence || shape.Steps == 1, $"a vector of {shape.Steps} steps"));
    }

    private static string Text(LayerAttribute attribute) => string.Join(
        ", ",
        attribute.GetType().GetProperties().Where(property => property.CanWrite).Select(property => $"{property.Name} = {Text(property.GetValue(attribute))}").Prepend(attribute.GetType().Name));

    private static string? Text(object? value) => value is IEnumerable items and not string ? $"[{string.Join(' ', items.Cast<object?>())}]" : $"{value}";
}
