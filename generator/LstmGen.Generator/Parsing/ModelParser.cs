using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>A class symbol to what was declared on it. Only this folder sees a Roslyn symbol.</summary>
internal static class ModelParser
{
    /// <summary>Stands in for a look-back that was not written, so that the layers can be judged all the same.</summary>
    private const int AssumedLookBack = 1;

    /// <summary>For tests: called before each type is read, to see what comes of a failure there.</summary>
    internal static Action<INamedTypeSymbol>? Reading { get; set; }

    /// <summary>Reads one declaration. A failure here is a finding: it concerns no other model.</summary>
    /// <param name="type">A type with LstmModelAttribute.</param>
    /// <param name="attributes">Of the type.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ParseResult Parse(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation) => Isolated.Run(
        () => Read(type, attributes, cancellation),
        failure => new ParseResult(
            Names(type), Isolated.Run(() => !DeclarationRules.Blocking(type, cancellation).Any(), _ => false), IsComplete: false, Own: default,
            new[] { Isolated.Finding(type.Name, failure) }.ToEquatableArray()));

    private static ParseResult Read(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        Reading?.Invoke(type);
        List<Finding> findings = [.. DeclarationRules.Blocking(type, cancellation)];
        bool canBeWritten = findings.Count == 0;
        findings.AddRange(DeclarationRules.Others(type, attributes, cancellation));

        AttributeData model = attributes.Model!;
        bool isComplete = AttributeReader.IsReadable(model) && attributes.Layers.All(AttributeReader.IsReadable);
        return new ParseResult(Spec(type, model, attributes), canBeWritten, isComplete, OwnMembers.Of(type, cancellation), findings.ToEquatableArray());
    }

    /// <summary>The name of a model and where it stands, of which its signatures can be written.</summary>
    private static ModelSpec Names(INamedTypeSymbol type)
    {
        INamedTypeSymbol[] containers = [.. TypeShape.Containers(type)];
        string @namespace = CSharpName.Unescaped(type.ContainingNamespace);
        IEnumerable<string> path = containers.Append(type).Select(part => part.Name);
        return new ModelSpec
        {
            Namespace = CSharpName.Of(type.ContainingNamespace),
            ContainingTypes = containers.Select(TypeShape.PartialHead).ToEquatableArray(),
            ClassName = CSharpName.OfType(type.Name),
            FullName = string.Join(".", @namespace.Length == 0 ? path : path.Prepend(@namespace)),
            MetadataName = (@namespace.Length == 0 ? "" : @namespace + ".") + string.Join("+", containers.Append(type).Select(part => part.MetadataName)),
            LookBack = AssumedLookBack,
            Features = 1,
            Scaling = "None",
            StackBudget = 0,
            AllowUnsafe = false,
            Layers = default,
        };
    }

    private static IEnumerable<string> UnknownOptions(AttributeData model, LayerSpec options) =>
        options.Has(nameof(ModelSpec.LookBack)) ? AttributeReader.Unreadable(model) : AttributeReader.Unreadable(model).Append(nameof(ModelSpec.LookBack)).Distinct();

    private static ModelSpec Spec(INamedTypeSymbol type, AttributeData model, ModelAttributes attributes)
    {
        LayerSpec written = AttributeReader.Read(model);
        ModelOptions options = OptionReader<ModelOptions>.Read(written);
        return Names(type) with
        {
            Unknown = UnknownOptions(model, written).ToEquatableArray(),
            LookBack = written.Has(nameof(ModelSpec.LookBack), out object? steps) && steps is int ? options.LookBack : AssumedLookBack,
            Features = options.Features,
            Height = options.Height,
            Width = options.Width,
            Channels = options.Channels,
            Scaling = options.Scaling,
            WeightPrecision = options.WeightPrecision,
            Stateful = options.Stateful,
            Gpu = options.Gpu,
            StackBudget = options.StackBudget,
            Layers = attributes.Layers.Select(AttributeReader.Read).ToEquatableArray(),
        };
    }
}
