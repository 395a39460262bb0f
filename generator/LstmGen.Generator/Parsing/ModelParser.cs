using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>A class symbol to what was declared on it. Only this folder sees a Roslyn symbol.</summary>
internal static class ModelParser
{
    /// <summary>Stands in for a look-back that was not written, so that the layers can be judged all the same.</summary>
    private const int AssumedLookBack = 1;

    /// <param name="type">A type with LstmModelAttribute.</param>
    /// <param name="attributes">Of the type.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ParseResult Parse(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        List<Finding> findings = [.. DeclarationRules.Blocking(type, cancellation)];
        bool canBeWritten = findings.Count == 0;
        findings.AddRange(DeclarationRules.Others(type, attributes, cancellation));

        AttributeData model = attributes.Model!;
        bool isComplete = AttributeReader.IsReadable(model) && attributes.Layers.All(AttributeReader.IsReadable);
        return new ParseResult(
            canBeWritten ? Spec(type, model, attributes) : null, isComplete, OwnMembers.Of(type, cancellation), findings.ToEquatableArray());
    }

    private static ModelSpec Spec(INamedTypeSymbol type, AttributeData model, ModelAttributes attributes)
    {
        LayerSpec options = AttributeReader.Read(model);
        INamedTypeSymbol[] containers = [.. TypeShape.Containers(type)];
        string @namespace = CSharpName.Unescaped(type.ContainingNamespace);
        IEnumerable<string> path = containers.Append(type).Select(part => part.Name);

        return new ModelSpec
        {
            Namespace = CSharpName.Of(type.ContainingNamespace),
            ContainingTypes = containers.Select(TypeShape.PartialHead).ToEquatableArray(),
            ClassName = CSharpName.OfType(type.Name),
            FullName = string.Join(".", @namespace.Length == 0 ? path : path.Prepend(@namespace)),
            LookBack = options.Int(nameof(ModelSpec.LookBack), AssumedLookBack),
            Features = options.Int(nameof(ModelSpec.Features), 1),
            Height = options.Int(nameof(ModelSpec.Height)),
            Width = options.Int(nameof(ModelSpec.Width)),
            Channels = options.Int(nameof(ModelSpec.Channels)),
            Scaling = options.Name(nameof(ModelSpec.Scaling), "None"),
            WeightPrecision = options.Name(nameof(ModelSpec.WeightPrecision), "Single"),
            Stateful = options.Bool(nameof(ModelSpec.Stateful)),
            StackBudget = options.Int(nameof(ModelSpec.StackBudget), 65_536),
            AllowUnsafe = false,
            Layers = attributes.Layers.Select(AttributeReader.Read).ToEquatableArray(),
        };
    }
}
