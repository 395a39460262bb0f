using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The layers of a model as they were declared: a line each, in a member that runs only when something asks for it.</summary>
internal static class DeclaredLayersText
{
    public static void Write(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override global::System.Collections.Immutable.ImmutableArray<DeclaredLayer> DeclareLayers() =>");
        writer.Line("[");
        foreach (Layer layer in plan.Layers)
        {
            writer.Line($"    new({Attribute(layer)}, {Text.Quoted(layer.Name)}, {Shape(layer.Input)}, {Shape(layer.Output)}),");
        }

        writer.Line("];");
    }

    private static string Attribute(Layer layer)
    {
        string written = string.Join(", ", layer.ChangedOptions.Select(argument => $"{argument.Property} = {Value(argument)}"));
        return $"new global::LstmGen.{layer.Spec.Kind}Attribute{(written.Length == 0 ? "()" : $" {{ {written} }}")}";
    }

    private static string Value(LayerArgument argument) => argument switch
    {
        { Enumeration: { } type, Value: string member } => $"{type}.{member}",
        { Enumeration: { } type, Value: int number } => $"({type}){Text.Of(number)}",
        { Value: bool flag } => flag ? "true" : "false",
        { Value: int number } => Text.Of(number),
        { Value: double number } => Text.Literal(number),
        { Value: string text } => Text.Quoted(text),
        { Value: EquatableArray<double> numbers } => $"[{string.Join(", ", numbers.Select(Text.Literal))}]",
        { Value: EquatableArray<string> texts } => $"[{string.Join(", ", texts.Select(Text.Quoted))}]",
        _ => throw new InvalidOperationException($"Expected a number, a truth value, a text or a list of them for '{argument.Name}', but got {argument.Value}."),
    };

    private static string Shape(Shape shape)
    {
        string frame = shape.Frame is { } image ? $", {Text.Of(image.Height)}, {Text.Of(image.Width)}, {Text.Of(image.Channels)}" : "";
        return $"new({Text.Of(shape.Steps)}, {Text.Of(shape.Width)}, {(shape.IsSequence ? "true" : "false")}{frame})";
    }
}
