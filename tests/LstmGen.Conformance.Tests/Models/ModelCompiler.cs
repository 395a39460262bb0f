using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Declares models, runs the generator on them, compiles everything optimised, in one compilation, and loads it. Where that fails, the message shows the source
/// with line numbers. What was compiled is kept beside the tests, so that a run at another vector width does not wait for the compiler again.
/// </summary>
internal static class ModelCompiler
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(File.Exists)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>What declarations are compiled against.</summary>
    public static ImmutableArray<MetadataReference> References => s_references.Value;

    /// <summary>Compiles models of these shapes.</summary>
    /// <param name="shapes">Their shapes.</param>
    /// <param name="allowUnsafe">Whether the project that declares them allows unsafe code.</param>
    /// <returns>Their types, in the same order. The assembly is unloaded when nobody holds them any more.</returns>
    public static IReadOnlyList<CompiledModel> Compile(IReadOnlyList<ModelShape> shapes, bool allowUnsafe = false)
    {
        IEnumerable<string> declarations = shapes.Select((shape, index) => ModelProbeSource.Write(shape, $"Model{index}"));
        Assembly assembly = Load(string.Join("\n\n", declarations.Prepend(ModelProbeSource.Header)), allowUnsafe);
        return [.. shapes.Select((shape, index) => new CompiledModel(shape, assembly.GetType($"Declared.Model{index}Probe", throwOnError: true)!))];
    }

    /// <summary>Compiles models that are declared in C#.</summary>
    /// <param name="attributes">Of each.</param>
    /// <returns>What makes one of each from a seed.</returns>
    public static IReadOnlyList<Func<long, SequenceModel>> Compile(IReadOnlyList<string> attributes)
    {
        IEnumerable<string> declarations = attributes.Select((own, index) => $"{own}\npublic sealed partial class Model{index};");
        Assembly assembly = Load(string.Join("\n\n", declarations.Prepend("using LstmGen;\n\nnamespace Declared;")), allowUnsafe: false);
        return [.. attributes.Select(Func<long, SequenceModel> (_, index) => seed => (SequenceModel)Activator.CreateInstance(assembly.GetType($"Declared.Model{index}", throwOnError: true)!, seed)!)];
    }

    private static Assembly Load(string source, bool allowUnsafe)
    {
        byte[] image = CompiledImages.GetOrAdd($"{source}\n// unsafe code allowed: {allowUnsafe}", () => Emit(source, allowUnsafe));
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(image));
    }

    private static byte[] Emit(string source, bool allowUnsafe)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Declared{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source, s_parseOptions, "Declarations.cs")],
            s_references.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: allowUnsafe,
                nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        CSharpGeneratorDriver.Create([new LstmModelGenerator().AsSourceGenerator()], parseOptions: s_parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported);
        FailOn(reported, generated);

        using MemoryStream image = new();
        FailOn(generated.Emit(image).Diagnostics, generated);
        return image.ToArray();
    }

    private static void FailOn(ImmutableArray<Diagnostic> diagnostics, Compilation compilation)
    {
        Diagnostic[] found = [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        if (found.Length == 0)
        {
            return;
        }

        IEnumerable<string> listings = found
            .Select(diagnostic => diagnostic.Location.SourceTree)
            .OfType<SyntaxTree>()
            .Distinct()
            .Prepend(compilation.SyntaxTrees.First())
            .Distinct()
            .Take(3)
            .Select(Listing);
        Assert.Fail($"{string.Join('\n', found.Take(20))}\n\n{string.Join("\n\n", listings)}");
    }

    private static string Listing(SyntaxTree tree)
    {
        IEnumerable<string> lines = tree.GetText().Lines.Select(line => $"{line.LineNumber + 1,5}: {line}");
        return $"--- {tree.FilePath}\n{string.Join('\n', lines)}";
    }
}

/// <summary>A model that was compiled in memory.</summary>
/// <param name="Shape">As declared.</param>
/// <param name="ProbeType">Of its probe.</param>
internal sealed record CompiledModel(ModelShape Shape, Type ProbeType)
{
    public ModelProbe Create(int seed) => (ModelProbe)Activator.CreateInstance(ProbeType, seed)!;
}
