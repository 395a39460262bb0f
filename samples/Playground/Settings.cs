using System.Text.Json;
using System.Text.Json.Serialization;

namespace Playground;

/// <summary>All that the page sets, and its address holds. Every number has bounds; <see cref="Problems"/> says which are broken.</summary>
internal sealed record Settings
{
    public const int MostLayers = 3;
    public const int MostUnits = 128;
    public const int MostLookBack = 200;
    public const int MostHorizon = 50;
    public const int MostBatch = 512;
    public const int MostEpochs = 2_000;
    public const int LeastValues = 100;
    public const int MostValues = 20_000;
    public const int LeastText = 100;
    public const int MostText = 20_000;
    public const double MostNoise = 2;
    public const double MostDropout = 0.8;
    public const double LeastRate = 1e-5;
    public const double MostRate = 1;

    /// <summary>One of <see cref="Exercises.Exercise.Names"/>.</summary>
    public string Data { get; init; } = "sine";

    /// <summary>The standard deviation of the noise, as a share of the sine's height.</summary>
    public double Noise { get; init; } = 0.2;

    /// <summary>The values of a CSV's column, for <c>csv</c>.</summary>
    public float[]? Series { get; init; }

    /// <summary>What was typed in, for <c>text</c>.</summary>
    public string? Text { get; init; }

    public LayerSettings[] Layers { get; init; } = [new()];

    public double Dropout { get; init; }

    public bool Attention { get; init; }

    public int LookBack { get; init; } = 20;

    public int Horizon { get; init; } = 1;

    public string Optimizer { get; init; } = "adam";

    public double Rate { get; init; } = 0.001;

    public int Batch { get; init; } = 32;

    public int Epochs { get; init; } = 100;

    public int Seed { get; init; } = 42;

    /// <summary>Whether the training waits before its first update.</summary>
    public bool Paused { get; init; }

    /// <summary>Everything that is out of bounds, by the name of its control.</summary>
    public IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Exercises.Exercise.Names.Contains(Data)) problems["data"] = $"Expected one of {string.Join(", ", Exercises.Exercise.Names)}, but got '{Data}'.";
        if (!Shape.Optimizers.Contains(Optimizer)) problems["optimizer"] = $"Expected one of {string.Join(", ", Shape.Optimizers)}, but got '{Optimizer}'.";
        Within(problems, "noise", Noise, 0, MostNoise);
        Within(problems, "dropout", Dropout, 0, MostDropout);
        Within(problems, "lookBack", LookBack, 2, MostLookBack);
        Within(problems, "horizon", Horizon, 1, MostHorizon);
        Within(problems, "rate", Rate, LeastRate, MostRate);
        Within(problems, "batch", Batch, 1, MostBatch);
        Within(problems, "epochs", Epochs, 1, MostEpochs);
        Within(problems, "seed", Seed, 0, int.MaxValue);
        Within(problems, "layers", Layers.Length, 1, MostLayers);
        foreach (LayerSettings? layer in Layers)
        {
            if (layer is null)
            {
                problems["layers"] = "Expected a layer, but got null.";
                continue;
            }

            Within(problems, "units", layer.Units, 1, MostUnits);
            if (layer.Kind is not ("lstm" or "gru")) problems["layers"] = $"Expected lstm or gru, but got '{layer.Kind}'.";
        }

        if (Data == "csv") CheckSeries(problems);
        if (Data == "text") Within(problems, "text", Text?.Length ?? 0, LeastText, MostText, " characters");
        return problems;
    }

    private void CheckSeries(Dictionary<string, string> problems)
    {
        Within(problems, "csv", Series?.Length ?? 0, LeastValues, MostValues, " values");
        if (Series is null) return;
        int bad = Array.FindIndex(Series, value => !float.IsFinite(value));
        if (bad >= 0) problems["csv"] = $"Expected finite values, but value {bad} is {Series[bad]}.";
    }

    private static void Within(Dictionary<string, string> problems, string name, double value, double least, double most, string unit = "")
    {
        if (!(value >= least && value <= most)) problems[name] = FormattableString.Invariant($"Expected {least:#,0.#####} to {most:#,0.#####}{unit}, but got {value:#,0.#####}.");
    }
}

/// <summary>A recurrent layer.</summary>
internal sealed record LayerSettings
{
    /// <summary><c>lstm</c> or <c>gru</c>.</summary>
    public string Kind { get; init; } = "lstm";

    public int Units { get; init; } = 50;

    public bool Bidirectional { get; init; }
}

/// <summary>What the page is answered.</summary>
/// <param name="Id">Of the run.</param>
/// <param name="Code">The C# of its shape and training.</param>
/// <param name="Parameters">How many it has.</param>
/// <param name="CompileMilliseconds">How long the shape took to compile; near 0 for one that was seen.</param>
internal sealed record RunAnswer(string Id, string Code, int Parameters, double CompileMilliseconds);

/// <summary>What is wrong, by the name of the control.</summary>
internal sealed record ProblemAnswer(IReadOnlyDictionary<string, string> Problems);

/// <summary>What <see cref="LstmGen.Forecasting.SeriesAdvice"/> says.</summary>
internal sealed record AdviceAnswer(int LookBack, int Units, int Batch, double Dropout, string Text);

/// <summary>A column of a CSV.</summary>
internal sealed record ColumnAnswer(string Name, float[] Values);

/// <summary>A CSV: its columns of numbers, and why the others are none.</summary>
internal sealed record CsvAnswer(IReadOnlyList<ColumnAnswer> Columns, IReadOnlyList<string> LeftOut);

/// <summary>How the page and the program write to each other. A member that nobody knows is refused, and so is null where a value is expected.</summary>
internal static class PlaygroundJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
