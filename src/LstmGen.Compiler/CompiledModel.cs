using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Compiler;

/// <summary>A class that was compiled in this process, in a context of its own that can be unloaded.</summary>
internal sealed class CompiledModel
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(ReadReferences);

    // What generated code uses of the framework: naming few of its hundred and sixty assemblies saves the compiler half of its start.
    private static readonly HashSet<string> s_framework = new(
    [
        "System.Private.CoreLib", "System.Runtime", "System.Memory", "System.Runtime.Intrinsics", "System.Collections", "System.Collections.Immutable", "System.Linq",
        "System.Runtime.InteropServices", "System.Runtime.CompilerServices.Unsafe", "System.ComponentModel", "System.ComponentModel.Primitives", "System.ObjectModel",
        "System.Threading", "System.Runtime.Extensions", "System.Numerics.Vectors", "netstandard",
    ], StringComparer.Ordinal);

    private static int s_number;

    private readonly AssemblyLoadContext _context;
    private readonly ConstructorInfo _constructor;

    private CompiledModel(AssemblyLoadContext context, ConstructorInfo constructor) => (_context, _constructor) = (context, constructor);

    /// <exception cref="ArgumentException">The declaration is wrong.</exception>
    /// <exception cref="NotSupportedException">There are no assemblies to compile against.</exception>
    [RequiresUnreferencedCode("Compiles.")]
    [RequiresDynamicCode("Compiles.")]
    public static CompiledModel Compile(string declaration)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(declaration, s_parseOptions, "Model.cs");
        var compilation = CSharpCompilation.Create(
            $"LstmGen.Compiled{Interlocked.Increment(ref s_number)}",
            [tree],
            s_references.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));
        CSharpGeneratorDriver.Create([new LstmModelGenerator().AsSourceGenerator()], parseOptions: s_parseOptions, optionsProvider: GeneratorReports.Instance)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported);
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = generated.Emit(image);
        if (!emitted.Success || reported.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) throw Wrong(compilation, [.. reported, .. emitted.Diagnostics], declaration);
        image.Position = 0;
        var context = new ModelContext();
        Type type = context.LoadFromStream(image).GetType("Model", throwOnError: true)!;
        return new(context, type.GetConstructor([typeof(long)])!);
    }

    /// <summary>The numbers of the advice that a declaration would get.</summary>
    public static IReadOnlyList<string> AdviceOn(string declaration)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(declaration, s_parseOptions, "Model.cs");
        var compilation = CSharpCompilation.Create("Advice", [tree], s_references.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.WithAnalyzers([new ModelWarningAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult()
            .Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal)];
    }

    public SequenceModel Create(long seed) => (SequenceModel)_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [seed], null);

    /// <summary>Lets it go once nothing uses it any more.</summary>
    public void Unload() => _context.Unload();

    /// <summary>What the analyzer says of the declaration says more than what the compiler says of the code that is missing.</summary>
    private static ArgumentException Wrong(CSharpCompilation compilation, IReadOnlyList<Diagnostic> found, string declaration)
    {
        ImmutableArray<Diagnostic> said = compilation.WithAnalyzers([new LstmModelAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        Diagnostic[] errors = [.. said.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (errors.Length == 0) errors = [.. found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)];
        string lines = string.Concat(errors.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => $"\n  {Attribute(diagnostic)}{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
        return new ArgumentException($"Expected the declaration of a model, but it is wrong:{lines}\n{declaration}");
    }

    private static string Attribute(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { FilePath: "Model.cs" } tree) return "";
        string line = tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
        return line.Length == 0 ? "" : $"{line}: ";
    }

    private static ImmutableArray<MetadataReference> ReadReferences()
    {
        string[] paths = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] framework = [.. paths.Where(path => s_framework.Contains(Path.GetFileNameWithoutExtension(path)) && File.Exists(path))];
#pragma warning disable IL3000 // Where it is in no file, that is what is said.
        string library = typeof(SequenceModel).Assembly.Location;
#pragma warning restore IL3000
        if (framework.Length == 0 || library.Length == 0)
        {
            throw new NotSupportedException("Expected LstmGen.dll and the framework as files to compile a model against, but this program is a single file. Publish it without PublishSingleFile, or declare the model as a class.");
        }

        return [.. framework.Append(library).Select(path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>Finds the LstmGen that this process runs, wherever it was loaded from.</summary>
    private sealed class ModelContext() : AssemblyLoadContext("LstmGen model", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == typeof(SequenceModel).Assembly.GetName().Name ? typeof(SequenceModel).Assembly : null;
    }
}
