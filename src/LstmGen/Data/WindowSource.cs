using LstmGen.Forecasting;

namespace LstmGen;

/// <summary>Where windows lie in memory. Slices of the same windows share one.</summary>
internal sealed record WindowSource
{
    public required int LookBack { get; init; }

    public required int Features { get; init; }

    /// <summary>All inputs; window w starts at w × <see cref="InputStep"/>.</summary>
    public required ReadOnlyMemory<float> Inputs { get; init; }

    /// <summary><see cref="Inputs"/> before they were rounded; empty where floats hold them.</summary>
    public ReadOnlyMemory<double> ExactInputs { get; init; }

    /// <summary><see cref="Targets"/> before they were rounded; empty where floats hold them.</summary>
    public ReadOnlyMemory<double> ExactTargets { get; init; }

    /// <summary>Floats from one window's first value to the next window's.</summary>
    public required int InputStep { get; init; }

    /// <summary>All targets; those of window w start at <see cref="TargetOffset"/> + w × <see cref="TargetStep"/>.</summary>
    public required ReadOnlyMemory<float> Targets { get; init; }

    public required int TargetOffset { get; init; }

    public required int TargetStep { get; init; }

    public required int TargetSize { get; init; }

    /// <summary>Values that make up one step of a target: each has a scale of its own.</summary>
    public required int TargetColumns { get; init; }

    /// <summary>False for targets, such as classes, that no scaler may touch.</summary>
    public bool ScaleTargets { get; init; } = true;

    /// <summary>The series the windows slide over; null for windows from ready-made arrays.</summary>
    public WindowSeries? Series { get; init; }

    public int InputSize => LookBack * Features;
}

/// <summary>What windows that slide over a table know of it.</summary>
internal sealed record WindowSeries
{
    public required SeriesTable Table { get; init; }

    /// <summary>Columns of the table, in the order of the features.</summary>
    public required int[] PastColumns { get; init; }

    public required int[] KnownColumns { get; init; }

    public required int[] TargetColumns { get; init; }

    public required ForecastLayout Layout { get; init; }

    public required int Stride { get; init; }

    /// <summary>Rows of one season; 0 when there is none.</summary>
    public required int Period { get; init; }

    /// <summary>Where each of many series lies in the rows of the table; null for one series.</summary>
    public WindowPanel? Panel { get; init; }
}
