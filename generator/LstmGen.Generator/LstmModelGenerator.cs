using System.Text;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator;

/// <summary>
/// Writes the network that the attributes on a class describe: parse, plan, emit. This file only connects the three; whatever is wrong with
/// a declaration is reported by <see cref="LstmModelAnalyzer"/>. One model's failure is that model's alone.
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

        IncrementalValueProvider<ProjectOptions> project = context.CompilationProvider
            .Combine(context.ParseOptionsProvider)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (parts, _) => ProjectOptions.Of(parts.Left.Left.Options, parts.Left.Right, parts.Right.GlobalOptions))
            .WithTrackingName(TrackingNames.Project);

        IncrementalValueProvider<EquatableArray<string>> collidingNames = declarations
            .Select(static (declaration, _) => declaration.Spec.FullName)
            .Collect()
            .Select(static (names, _) => HintNames.Colliding(names))
            .WithTrackingName(TrackingNames.CollidingNames);

        IncrementalValuesProvider<GeneratedFile> files = declarations
            .Where(static declaration => declaration.CanBeWritten)
            .Combine(project)
            .Combine(collidingNames)
            .Select(static (parts, _) => Write(parts.Left.Left, parts.Left.Right, parts.Right))
            .WithTrackingName(TrackingNames.File);

        context.RegisterSourceOutput(files.Where(static file => file.Text.Length > 0), static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        // Both are nearly always empty, so that no edit pays for the compilation that they look their places up in.
        context.RegisterSourceOutput(
            files.Where(static file => file.Failure is not null).Combine(context.CompilationProvider),
            static (output, parts) => ModelReport.Failure(parts.Left.Failure!, parts.Right, output.ReportDiagnostic, output.CancellationToken));

        context.RegisterSourceOutput(
            declarations.Combine(project).Where(static parts => parts.Right.ReportsHere).Combine(context.CompilationProvider),
            static (output, parts) => ModelReport.Everything(parts.Left.Left.Spec.MetadataName, parts.Right, output.ReportDiagnostic, output.CancellationToken));
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
        return new Declaration(result.Spec, result.CanBeWritten, result.IsComplete && result.Findings.Count == 0);
    }

    private static GeneratedFile Write(Declaration declaration, ProjectOptions project, EquatableArray<string> collidingNames)
    {
        ModelSpec spec = declaration.Spec with { AllowUnsafe = project.AllowUnsafe };
        string name = HintNames.Of(spec, collidingNames);
        return Isolated.Run(
            () => new GeneratedFile(name, Text()),
            failure => new GeneratedFile(
                name, Isolated.Run(Signatures, _ => ""), new GenerationFailure(spec.MetadataName, Isolated.Finding(spec.ClassName, failure))));

        string Text() => declaration.IsSound && Planner.Plan(spec).Plan is { } plan ? ModelFile.Write(spec, plan) : Signatures();

        string Signatures() => ModelFile.WriteSignatures(spec, LanguageRules.HasAnnotations(project.Language));
    }

    /// <param name="Spec">What was declared.</param>
    /// <param name="CanBeWritten">Whether the class can have another part.</param>
    /// <param name="IsSound">Whether it can be planned.</param>
    private sealed record Declaration(ModelSpec Spec, bool CanBeWritten, bool IsSound);

    /// <summary>Of the steps that a cached run must not repeat.</summary>
    internal static class TrackingNames
    {
        public const string Declaration = nameof(Declaration);
        public const string Project = nameof(Project);
        public const string CollidingNames = nameof(CollidingNames);
        public const string File = nameof(File);
    }
}
