using System.Globalization;
using LstmGen.Forecasting;
using LstmGen.Runtime;

namespace LstmGen.Persistence;

/// <summary>What a weights file says besides the weights, as strings: the model's shape, its scaler, the layout of its forecasts.</summary>
internal static class ModelMetadata
{
    private const string Format = "lstmgen";
    private const string Version = "1";
    private const string DoublePrecision = "double";

    public static IEnumerable<(string Key, string Value)> Write(ModelDescription model, Scaler? scaler, ForecastLayout? layout)
    {
        yield return ("format", Format);
        yield return ("format_version", Version);
        yield return ("model", model.Name);
        yield return ("look_back", Text(model.LookBack));
        yield return ("features", Text(model.Features));
        yield return ("output_steps", Text(model.OutputSteps));
        yield return ("outputs", Text(model.Outputs));
        yield return ("scaling", Name(model.Scaling));
        if (model.Distribution is { } distribution)
        {
            yield return ("distribution", distribution.Name);
        }

        if (scaler is not null)
        {
            // What floats hold is written as floats: the text of one and the same number differs.
            bool single = scaler.IsSingle;
            if (!single) yield return ("scaler.precision", DoublePrecision);
            yield return ("scaler.input_offsets", Text(scaler.InputOffsets, single));
            yield return ("scaler.input_scales", Text(scaler.InputScales, single));
            yield return ("scaler.output_offsets", Text(scaler.OutputOffsets, single));
            yield return ("scaler.output_scales", Text(scaler.OutputScales, single));
        }

        if (layout is not null)
        {
            yield return ("forecast.target_features", string.Join(' ', layout.TargetFeatures.ToArray().Select(Text)));
            yield return ("forecast.known", Text(layout.Known));
            yield return ("forecast.horizon", Text(layout.Horizon));
            yield return ("forecast.gap", Text(layout.Gap));
        }
    }

    /// <summary>
    /// Refuses a file that says it is of another version or shape. A file that says nothing is judged by its tensors alone, and so is one whose format is another tool's:
    /// Python's writers name there the framework that the tensors came from (<c>pt</c>, <c>tf</c>, <c>np</c>, …).
    /// </summary>
    public static void CheckShape(ModelDescription model, Dictionary<string, string> metadata)
    {
        if (metadata.GetValueOrDefault("format", Format) == Format) Expect(metadata, "format_version", Version);
        Expect(metadata, "look_back", Size(model.LookBack));
        Expect(metadata, "features", Size(model.Features));
        Expect(metadata, "output_steps", Size(model.OutputSteps));
        Expect(metadata, "outputs", Size(model.Outputs));
        Expect(metadata, "scaling", Name(model.Scaling));
        Expect(metadata, "distribution", model.Distribution?.Name ?? "none");
    }

    public static Scaler? ReadScaler(ModelDescription model, Dictionary<string, string> metadata)
    {
        if (!HasAny(metadata, "scaler."))
        {
            return null;
        }

        if (model.Scaling == Scaling.None)
        {
            throw new InvalidDataException($"The file holds a scaler; {model.Name} does not scale.");
        }

        Expect(metadata, "scaler.precision", DoublePrecision);
        bool single = !metadata.ContainsKey("scaler.precision");
        double[] inputOffsets = Numbers(metadata, "scaler.input_offsets", model.Features, single);
        double[] inputScales = Numbers(metadata, "scaler.input_scales", model.Features, single);
        double[] outputOffsets = Numbers(metadata, "scaler.output_offsets", count: null, single);
        int outputs = (model.OutputSteps > 1 ? model.Outputs : model.OutputSize) / model.OutputsPerTarget;
        if (outputs % outputOffsets.Length != 0)
        {
            throw Bad("scaler.output_offsets", $"a number of values that divides {outputs}", Text(outputOffsets.Length));
        }

        double[] outputScales = Numbers(metadata, "scaler.output_scales", outputOffsets.Length, single);
        foreach (double scale in (double[])[.. inputScales, .. outputScales])
        {
            if (!(scale > 0))
            {
                throw Bad("scaler.…_scales", "values above 0", scale.ToString(CultureInfo.InvariantCulture));
            }
        }

        return new Scaler(model.Scaling, inputOffsets, inputScales, outputOffsets, outputScales);
    }

    public static ForecastLayout? ReadLayout(ModelDescription model, Dictionary<string, string> metadata)
    {
        if (!HasAny(metadata, "forecast."))
        {
            return null;
        }

        int known = Integer(metadata, "forecast.known", 0, model.Features - 1);
        int gap = Integer(metadata, "forecast.gap", 0, int.MaxValue);
        int horizon = Integer(metadata, "forecast.horizon", 1, model.ForecastSize);
        string text = Find(metadata, "forecast.target_features");
        string[] parts = text.Split(' ');
        int[] targets = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out targets[i])
                || targets[i] < -1 || targets[i] >= model.Features - known
                || (targets[i] >= 0 && Array.IndexOf(targets, targets[i], 0, i) >= 0))
            {
                throw Bad("forecast.target_features", $"distinct features from 0 to {model.Features - known - 1}, or -1", text);
            }
        }

        if (model.ForecastSize % ((long)horizon * targets.Length) != 0)
        {
            throw Bad("forecast.horizon", $"a number that fits {model.ForecastSize} outputs and {targets.Length} targets", Text(horizon));
        }

        return new ForecastLayout(model.Features, targets, known, horizon, gap);
    }

    private static void Expect(Dictionary<string, string> metadata, string key, string expected)
    {
        if (metadata.TryGetValue(key, out string? found) && found != expected)
        {
            throw Bad(key, $"'{expected}'", $"'{found}'");
        }
    }

    private static bool HasAny(Dictionary<string, string> metadata, string prefix)
    {
        foreach (string key in metadata.Keys)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static double[] Numbers(Dictionary<string, string> metadata, string key, int? count, bool single)
    {
        string[] parts = Find(metadata, key).Split(' ');
        if (parts.Length != (count ?? parts.Length))
        {
            throw Bad(key, $"{count} values", Text(parts.Length));
        }

        return Array.ConvertAll(parts, part =>
            (single ? TryFloat(part, out double value) : double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) && double.IsFinite(value)
                ? value
                : throw Bad(key, "finite numbers", $"'{part}'"));
    }

    private static bool TryFloat(string text, out double value)
    {
        bool parsed = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float single);
        value = single;
        return parsed;
    }

    private static int Integer(Dictionary<string, string> metadata, string key, int minimum, int maximum)
    {
        string text = Find(metadata, key);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum
            ? value
            : throw Bad(key, $"a whole number from {minimum} to {maximum}", $"'{text}'");
    }

    private static string Find(Dictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? text) ? text : throw new InvalidDataException($"The metadata lack '{key}'.");

    private static InvalidDataException Bad(string key, string expected, string found) => new($"Expected {expected} as {key}, found {found}.");

    /// <summary>The member's name, without reflection, which would cost a program that loads a model a millisecond.</summary>
    private static string Name(Scaling scaling) => scaling switch
    {
        Scaling.None => nameof(Scaling.None),
        Scaling.MinMax => nameof(Scaling.MinMax),
        Scaling.Standard => nameof(Scaling.Standard),
        _ => scaling.ToString(),
    };

    /// <summary>A number of at least 0: it has no sign, so that no culture is asked, nor brought up by a program that uses none.</summary>
    private static string Size(int value) => value.ToString(provider: null);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<double> values, bool single) => string.Join(' ', Array.ConvertAll(
        values.ToArray(), value => single ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture)));
}
