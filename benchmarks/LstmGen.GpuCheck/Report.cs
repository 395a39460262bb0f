using System.Globalization;
using System.Text.Json;

namespace LstmGen.GpuCheck;

/// <summary>What was found: printed as it comes, and kept for a file.</summary>
internal sealed class Report
{
    private readonly List<(string Section, Dictionary<string, object> Values)> _lines = [];

    /// <summary>Whether anything that was checked did not hold.</summary>
    public bool Failed { get; private set; }

    /// <summary>Begins a section.</summary>
    public static void Begin(string title) => Console.WriteLine($"\n== {title}");

    /// <summary>A line of figures.</summary>
    public void Add(string section, params ReadOnlySpan<(string Name, object Value)> values)
    {
        Dictionary<string, object> line = [];
        List<string> words = [];
        foreach ((string name, object value) in values)
        {
            line[name] = value;
            words.Add($"{name} {Text(value)}");
        }

        _lines.Add((section, line));
        Console.WriteLine("  " + string.Join(", ", words));
    }

    /// <summary>Something that has to hold.</summary>
    public void Check(string section, bool holds, string what, params ReadOnlySpan<(string Name, object Value)> values)
    {
        Failed |= !holds;
        Add(section, [("check", what), ("holds", holds), .. values]);
    }

    /// <summary>Runs a section; what it throws is told, and the others go on.</summary>
    public void Run(string section, Action body)
    {
        try
        {
            body();
        }
        catch (Exception wrong)
        {
            Check(section, false, $"{section} ended with {wrong.GetType().Name}: {wrong.Message}");
            Console.WriteLine(wrong.StackTrace);
        }
    }

    /// <summary>Writes all lines.</summary>
    public void Write(string path)
    {
        using FileStream file = File.Create(path);
        using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        foreach ((string section, Dictionary<string, object> values) in _lines)
        {
            writer.WriteStartObject();
            writer.WriteString("section", section);
            foreach ((string name, object value) in values)
            {
                switch (value)
                {
                    case bool holds: writer.WriteBoolean(name, holds); break;
                    case int number: writer.WriteNumber(name, number); break;
                    case long number: writer.WriteNumber(name, number); break;
                    case double number when double.IsFinite(number): writer.WriteNumber(name, number); break;
                    default: writer.WriteString(name, value.ToString()); break;
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Text(object value) => value switch
    {
        double number => number.ToString("G4", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
