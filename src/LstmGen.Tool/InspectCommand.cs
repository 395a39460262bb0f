using LstmGen.Import;
using Spectre.Console;

namespace LstmGen.Tool;

/// <summary><c>lstmgen inspect</c>.</summary>
internal static class InspectCommand
{
    public static int Run(FileInfo file, int? lookBack)
    {
        try
        {
            FileContents contents = FileInspector.Read(file.FullName, new ImportOptions { LookBack = lookBack });
            Console.WriteLine($"{file.Name}: {contents.Format}");
            foreach ((string name, string value) in contents.Facts)
            {
                Console.WriteLine($"  {name}: {value}");
            }

            if (contents.Tensors.Count > 0)
            {
                var table = new Table { Border = TableBorder.Simple };
                table.AddColumns("tensor", "shape", "type");
                foreach ((string name, string shape, string type) in contents.Tensors)
                {
                    table.AddRow(Markup.Escape(name), Markup.Escape(shape), type);
                }

                AnsiConsole.Write(table);
            }

            if (contents.Network is { } network)
            {
                Console.WriteLine("As a class:");
                Console.WriteLine();
                Console.WriteLine(network.ToCSharp(ClassName.Of(file.Name)));
            }

            if (contents.WhyNoNetwork is { } why) Console.WriteLine(why);
            return 0;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"error: {wrong.Message}");
            return 1;
        }
    }
}
