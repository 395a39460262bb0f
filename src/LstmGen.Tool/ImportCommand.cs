using LstmGen.Import;

namespace LstmGen.Tool;

/// <summary><c>lstmgen import</c>.</summary>
internal static class ImportCommand
{
    public static int Run(FileInfo file, string? className, DirectoryInfo? folder, int? lookBack, string? key, FileInfo[] declared)
    {
        try
        {
            string name = className ?? ClassName.Of(file.Name);
            _ = ClassName.Split(name);
            string target = folder?.FullName ?? Environment.CurrentDirectory;
            ImportRun run = ImportRun.Of(file.FullName, name, new ImportOptions { LookBack = lookBack, Key = key }, [.. declared.Select(source => source.FullName)], resource: null);
            Directory.CreateDirectory(target);
            string shortName = ClassName.Split(name).Name;
            string source = Path.Combine(target, run.Declares ? $"{shortName}.cs" : $"{shortName}.Weights.cs");
            string weights = Path.Combine(target, $"{shortName}.safetensors");
            Write(weights, run.Weights);
            Write(source, System.Text.Encoding.UTF8.GetBytes(run.Source));
            Console.WriteLine($"{file.Name}: {run.Format}");
            foreach (LoadedLayer layer in run.Loaded.Layers)
            {
                Console.WriteLine($"  {layer.Layer} <- {layer.Source}");
            }

            foreach (string note in run.Notes)
            {
                Console.WriteLine($"  note: {note}");
            }

            Console.WriteLine($"self-check: {run.Check}");
            Console.WriteLine($"wrote {source}");
            Console.WriteLine($"wrote {weights}: let it be copied beside the program (<None Update=\"{shortName}.safetensors\" CopyToOutputDirectory=\"PreserveNewest\" />)");
            return 0;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"error: {wrong.Message}");
            return 1;
        }
    }

    /// <summary>Whole, or not at all: beside its place first, then over it.</summary>
    internal static void Write(string path, byte[] bytes)
    {
        string beside = path + ".tmp";
        File.WriteAllBytes(beside, bytes);
        File.Move(beside, path, overwrite: true);
    }
}
