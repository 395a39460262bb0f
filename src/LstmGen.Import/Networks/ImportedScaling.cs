using System.Globalization;

namespace LstmGen.Import;

/// <summary>How a file's network scales: (x − offset)/scale of each input column, y·scale + offset of each output column.</summary>
/// <param name="InputOffsets">One a column.</param>
/// <param name="InputScales">One a column.</param>
/// <param name="OutputOffsets">One a column.</param>
/// <param name="OutputScales">One a column.</param>
public sealed record ImportedScaling(IReadOnlyList<double> InputOffsets, IReadOnlyList<double> InputScales, IReadOnlyList<double> OutputOffsets, IReadOnlyList<double> OutputScales)
{
    /// <summary>What a file of LstmGen says of it, or null.</summary>
    internal static ImportedScaling? OfMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        double[]? Read(string name) => metadata.TryGetValue($"scaler.{name}", out string? text)
            ? [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                ? value
                : throw new InvalidDataException($"Expected numbers as '{name}' of the scaler, but got '{part}'."))]
            : null;
        return Read("input_offsets") is { } inputOffsets && Read("input_scales") is { } inputScales && Read("output_offsets") is { } outputOffsets && Read("output_scales") is { } outputScales
            ? new(inputOffsets, inputScales, outputOffsets, outputScales)
            : null;
    }

    /// <summary>As files of LstmGen say it.</summary>
    internal IEnumerable<(string Key, string Value)> ToMetadata(Scaling scaling)
    {
        static string Text(IEnumerable<double> values) => string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        yield return ("scaling", $"{scaling}");
        yield return ("scaler.precision", "double");
        yield return ("scaler.input_offsets", Text(InputOffsets));
        yield return ("scaler.input_scales", Text(InputScales));
        yield return ("scaler.output_offsets", Text(OutputOffsets));
        yield return ("scaler.output_scales", Text(OutputScales));
    }
}
