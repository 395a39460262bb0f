using LstmGen.Checks;
using LstmGen.Inspection;

namespace LstmGen.Forecasting;

/// <summary>Which intervals a backtest judges of a model that predicts distributions, and how they are sampled.</summary>
public sealed record IntervalOptions
{
    private readonly IReadOnlyList<double> _levels = [];
    private readonly int _paths = 200;

    /// <summary>
    /// The shares of values that central intervals shall hold, each above 0 and below 1. The default, none, stands for the intervals between the model's own
    /// quantiles (0.8 of 0.1 and 0.9), or for 0.5, 0.8 and 0.95.
    /// </summary>
    public IReadOnlyList<double> Levels
    {
        get => _levels;
        init
        {
            double[] levels = [.. value];
            _levels = Array.TrueForAll(levels, level => level > 0 && level < 1)
                ? Array.AsReadOnly(levels)
                : throw new ArgumentOutOfRangeException(nameof(Levels), string.Join(", ", levels), "Expected levels above 0 and below 1.");
        }
    }

    /// <summary>Paths to sample from each origin, at least 1; they are needed beyond the model's horizon only. The default is 200.</summary>
    public int Paths
    {
        get => _paths;
        init => _paths = Hyperparameter.AtLeast(1, value);
    }

    /// <summary>The seed of the samples, to which each origin adds its row: any number, negative ones too. The default is the model's.</summary>
    public long? Seed { get; init; }

    /// <summary>The levels and how they are sampled.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"levels {(Levels.Count == 0 ? "of the model" : ModelSummary.List(Levels.Select(level => FormattableString.Invariant($"{level}"))))}, {ModelSummary.Count(Paths, "path")}{(Seed is { } seed ? FormattableString.Invariant($", seed {seed}") : "")}");
}
