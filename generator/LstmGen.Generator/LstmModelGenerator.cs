using System.Text;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator;

/// <summary>
/// Writes the network that the attributes on a class describe: parse, plan, emit. This file only connects the three; whatever is wrong with
/// a declaration is reported by <see cref="Analyzers.LstmModelAnalyzer"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LstmModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Declaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelAttributes.ModelAttributeName, static (node, _) => node is TypeDeclarationSyntax, static (found, token) => Parse(found, token))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declaration);

        IncrementalValueProvider<bool> allowUnsafe = context.CompilationProvider
            .Select(static (compilation, _) => compilation.Options is CSharpCompilationOptions { AllowUnsafe: true })
            .WithTrackingName(TrackingNames.AllowUnsafe);

        IncrementalValueProvider<EquatableArray<string>> collidingNames = declarations
            .Select(static (declaration, _) => declaration.Spec.FullName)
            .Collect()
            .Select(static (names, _) => HintNames.Colliding(names))
            .WithTrackingName(TrackingNames.CollidingNames);

        IncrementalValuesProvider<GeneratedFile> files = declarations
            .Combine(allowUnsafe)
            .Select(static (pair, _) => pair.Left with { Spec = pair.Left.Spec with { AllowUnsafe = pair.Right } })
            .Combine(collidingNames)
            .Select(static (pair, _) => new GeneratedFile(HintNames.Of(pair.Left.Spec.FullName, pair.Right), Write(pair.Left)))
            .WithTrackingName(TrackingNames.File);

        context.RegisterSourceOutput(
            files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }

    private static Declaration? Parse(GeneratorAttributeSyntaxContext found, CancellationToken cancellation)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
        ModelAttributes attributes = ModelAttributes.Of(type);
        if (attributes.Model is null || ModelAttributes.DeclarationOf(attributes.Model, cancellation) != found.TargetNode)
        {
            return null; // The attribute stands on a second declaration too, which is the compiler's error.
        }

        ParseResult result = ModelParser.Parse(type, attributes, cancellation);
        return result.Spec is { } spec ? new Declaration(spec, result.IsComplete && result.Findings.Count == 0) : null;
    }

    private static string Write(Declaration declaration) =>
        declaration.IsSound && Planner.Plan(declaration.Spec).Plan is { } plan
            ? ModelFile.Write(declaration.Spec, plan)
            : ModelFile.WriteSignatures(declaration.Spec);

    /// <param name="Spec">What was declared.</param>
    /// <param name="IsSound">Whether it can be planned.</param>
    private sealed record Declaration(ModelSpec Spec, bool IsSound);

    /// <summary>Of the steps that a cached run must not repeat.</summary>
    internal static class TrackingNames
    {
        public const string Declaration = nameof(Declaration);
        public const string AllowUnsafe = nameof(AllowUnsafe);
        public const string CollidingNames = nameof(CollidingNames);
        public const string File = nameof(File);
    }
}
