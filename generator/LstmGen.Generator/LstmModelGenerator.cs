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
            .Select(static (declaration, _) => declaration!.WithoutOwnThatFit())
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
            files.Where(static file => file.Text.Length > 0),
            static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
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
        return result.Spec is { } spec ? new Declaration(spec, result.IsComplete && result.Findings.Count == 0, result.Own) : null;
    }

    /// <summary>Empty where nothing can be added to the class.</summary>
    private static string Write(Declaration declaration)
    {
        ModelSpec spec = declaration.Spec;
        ModelPlan? plan = declaration.IsSound ? Planner.Plan(spec).Plan : null;
        var emitted = new EmittedClass(spec, plan);
        if (emitted.HasNameOfClass || declaration.Own.Count > 0)
        {
            return emitted.SignaturesBeside(declaration.Own) is { } signatures ? ModelFile.WriteSignatures(spec, signatures) : "";
        }

        return plan is null ? ModelFile.WriteSignatures(spec) : ModelFile.Write(spec, plan);
    }

    /// <param name="Spec">What was declared.</param>
    /// <param name="IsSound">Whether it can be planned.</param>
    /// <param name="Own">The user's members of the class.</param>
    private sealed record Declaration(ModelSpec Spec, bool IsSound, EquatableArray<OwnMember> Own)
    {
        /// <summary>Only those of the user's members that are in the way, so that an edit of the others regenerates nothing.</summary>
        public Declaration WithoutOwnThatFit() => Own.Count == 0 ? this : this with
        {
            Own = new EmittedClass(Spec, IsSound ? Planner.Plan(Spec).Plan : null).TakenBy(Own).Select(index => Own[index]).ToEquatableArray(),
        };
    }

    /// <summary>Of the steps that a cached run must not repeat.</summary>
    internal static class TrackingNames
    {
        public const string Declaration = nameof(Declaration);
        public const string AllowUnsafe = nameof(AllowUnsafe);
        public const string CollidingNames = nameof(CollidingNames);
        public const string File = nameof(File);
    }
}
