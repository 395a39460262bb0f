using System.Text;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Composition;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
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
    private readonly Func<DeclarationMemory> _memory;

    /// <summary>Called by the compiler.</summary>
    public LstmModelGenerator()
        : this(static () => new DeclarationMemory())
    {
    }

    /// <summary>For tests and measurements, which look at what is remembered.</summary>
    internal LstmModelGenerator(Func<DeclarationMemory> memory) => _memory = memory;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // ForAttributeWithMetadataName would bind the attributes of every model again after each edit of any file.
        DeclarationMemory memory = _memory();
        IncrementalValuesProvider<ModelDeclaration> declarations = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 },
                (found, token) => memory.Read((TypeDeclarationSyntax)found.Node, found.SemanticModel, token))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => WithoutOwnThatFit(declaration!))
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

        // Nearly always empty: nobody declares types in these namespaces.
        IncrementalValueProvider<EquatableArray<HidingType>> hiding = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => HidingTypes.MayBe(node), static (found, token) => HidingTypes.Read(found.Node, found.SemanticModel, token))
            .Where(static type => type is not null)
            .Collect()
            .Select(static (types, _) => types.Select(type => type!).Distinct().ToEquatableArray())
            .WithTrackingName(TrackingNames.Hiding);

        IncrementalValuesProvider<GeneratedFile> files = declarations
            .Where(static declaration => declaration.CanBeWritten)
            .Combine(project)
            .Combine(collidingNames)
            .Combine(hiding)
            .Select(static (parts, _) => Write(parts.Left.Left.Left, parts.Left.Left.Right, parts.Left.Right, parts.Right))
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

    private static GeneratedFile Write(ModelDeclaration declaration, ProjectOptions project, EquatableArray<string> collidingNames, EquatableArray<HidingType> hiding)
    {
        ModelSpec spec = declaration.Spec with { AllowUnsafe = project.AllowUnsafe };
        string name = HintNames.Of(spec, collidingNames);
        bool annotated = LanguageRules.HasAnnotations(project.Language);
        return Isolated.Run(
            () => new GeneratedFile(name, Readable(Text())),
            failure => new GeneratedFile(
                name, Isolated.Run(Signatures, _ => ""), new GenerationFailure(spec.MetadataName, Isolated.Finding(spec.ClassName, failure))));

        string Text()
        {
            ModelPlan? plan = declaration.IsSound ? Planner.Plan(spec).Plan : null;
            var emitted = new EmittedClass(spec, plan);
            if (emitted.HasNameOfClass || declaration.Own.Count > 0)
            {
                // Nothing, where nothing can be added to the class.
                return emitted.Beside(declaration.Own) is { } beside ? ModelFile.WriteSignatures(spec, annotated, beside) : "";
            }

            return plan is null ? Signatures() : ModelFile.Write(spec, plan);
        }

        // Where a type of the user's hides what the code reads, the signatures, if it hides nothing from them.
        string Readable(string text) => hiding.Count == 0 || !MentionedTypes.Of(text, hiding).Any() ? text
            : Signatures() is var signatures && !MentionedTypes.Of(signatures, hiding).Any() ? signatures : "";

        string Signatures() => ModelFile.WriteSignatures(spec, annotated);
    }

    /// <summary>Only those of the user's members that are in the way, so that an edit of the others regenerates nothing.</summary>
    private static ModelDeclaration WithoutOwnThatFit(ModelDeclaration declaration) => declaration.Own.Count == 0 ? declaration : declaration with
    {
        // A failure shows again where the code is written, and is reported there.
        Own = Isolated.Run(
            () => new EmittedClass(declaration.Spec, declaration.IsSound ? Planner.Plan(declaration.Spec).Plan : null)
                .TakenBy(declaration.Own).Select(index => declaration.Own[index]).ToEquatableArray(),
            _ => default),
    };

    /// <summary>Of the steps that a cached run must not repeat.</summary>
    internal static class TrackingNames
    {
        public const string Declaration = nameof(Declaration);
        public const string Project = nameof(Project);
        public const string Hiding = nameof(Hiding);
        public const string CollidingNames = nameof(CollidingNames);
        public const string File = nameof(File);
    }
}
