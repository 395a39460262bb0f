using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Docs.Tests;

/// <summary>Compiles a program with the generator, as a new console project would, and runs it.</summary>
internal static class ExampleProgram
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The console and the current folder are the process's.</summary>
    private static readonly Lock s_one = new();

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    public static string Run(string program)
    {
        using var stream = new MemoryStream(Compile(program));
        var context = new AssemblyLoadContext("example", isCollectible: true);
        string scratch = Directory.CreateTempSubdirectory("lstmgen-example-").FullName;
        using var output = new StringWriter { NewLine = "\n" };
        using Lock.Scope alone = s_one.EnterScope();
        string folder = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        try
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = scratch;
            MethodInfo main = context.LoadFromStream(stream).EntryPoint!;
            main.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
            Directory.Delete(scratch, recursive: true);
            context.Unload();
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    private static byte[] Compile(string program)
    {
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<MetadataReference> references = trusted
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(SequenceModel).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            $"Example{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, s_parseOptions), CSharpSyntaxTree.ParseText(program, s_parseOptions)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new LstmModelGenerator().AsSourceGenerator()], parseOptions: s_parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        using var stream = new MemoryStream();
        var emitted = generated.Emit(stream);
        string[] messages = [.. emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
        Assert.True(emitted.Success && messages.Length == 0, string.Join('\n', messages) + "\n" + program);
        return stream.ToArray();
    }
}
