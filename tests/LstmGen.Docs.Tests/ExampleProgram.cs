using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace LstmGen.Docs.Tests;

/// <summary>Compiles a program and runs it in an empty folder, in the invariant culture.</summary>
internal static class ExampleProgram
{
    /// <summary>The console and the current folder are the process's.</summary>
    private static readonly Lock s_one = new();

    /// <summary>What programs printed that need no files: a page in another language has the same ones.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<string>> s_printed = new(StringComparer.Ordinal);

    /// <param name="program">The program.</param>
    /// <param name="files">What lies in its folder: paths of files to copy.</param>
    /// <returns>What it prints, its lines ended by \n.</returns>
    public static string Run(string program, params IEnumerable<string> files)
    {
        string[] all = [.. files];
        return all.Length == 0 ? s_printed.GetOrAdd(program, static text => new Lazy<string>(() => Start(text, []))).Value : Start(program, all);
    }

    private static string Start(string program, string[] files)
    {
        using var stream = new MemoryStream(ExampleCompiler.Program(program));
        var context = new AssemblyLoadContext("example", isCollectible: true);
        string scratch = Directory.CreateTempSubdirectory("lstmgen-example-").FullName;
        using var output = new StringWriter { NewLine = "\n" };
        using Lock.Scope alone = s_one.EnterScope();
        string folder = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        (CultureInfo culture, CultureInfo? others) = (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);
        try
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = scratch;
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
            foreach (string file in files)
            {
                File.Copy(file, Path.GetFileName(file));
            }

            MethodInfo main = context.LoadFromStream(stream).EntryPoint!;
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
            CultureInfo.CurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = others;
            Directory.Delete(scratch, recursive: true);
            context.Unload();
        }

        return output.ToString().ReplaceLineEndings("\n");
    }
}
