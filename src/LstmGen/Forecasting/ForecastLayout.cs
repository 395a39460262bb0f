using LstmGen.Inspection;

namespace LstmGen.Forecasting;

/// <summary>
/// What the numbers that go into and come out of a model mean in time, so that outputs can become inputs again. A model remembers the
/// layout of the windows it was trained on.
/// </summary>
public sealed class ForecastLayout
{
    private readonly int[] _targetFeatures;

    internal ForecastLayout(int features, int[] targetFeatures, int known, int horizon, int gap)
    {
        Features = features;
        _targetFeatures = targetFeatures;
        Known = known;
        Horizon = horizon;
        Gap = gap;
    }

    /// <summary>Values per input step: the past columns, then the columns known ahead.</summary>
    public int Features { get; }

    /// <summary>For each target column the feature that holds its past; −1 where the model does not see it.</summary>
    public ReadOnlySpan<int> TargetFeatures => _targetFeatures;

    /// <summary>Values per step of one output.</summary>
    public int TargetColumns => _targetFeatures.Length;

    /// <summary>The last features of each step that are known ahead.</summary>
    public int Known { get; }

    /// <summary>The features of each step that are not known ahead.</summary>
    public int Past => Features - Known;

    /// <summary>Steps that one output covers.</summary>
    public int Horizon { get; }

    /// <summary>Steps left out between the last input step and the first step of the output.</summary>
    public int Gap { get; }

    /// <summary>Whether every past column is among the outputs, without a gap: then outputs can be fed back for ever.</summary>
    internal bool IsRecursive
    {
        get
        {
            for (int feature = 0; feature < Past; feature++)
            {
                if (Array.IndexOf(_targetFeatures, feature) < 0)
                {
                    return false;
                }
            }

            return Gap == 0;
        }
    }

    /// <summary>What goes in and what comes out: <c>12 steps of 1 target column, from 3 features (2 known ahead); target 0 is feature 0</c>.</summary>
    public override string ToString()
    {
        string known = Known > 0 ? $" ({ModelSummary.Number(Known)} known ahead)" : "";
        string gap = Gap > 0 ? $" after a gap of {ModelSummary.Count(Gap, "step")}" : "";
        string seen = ModelSummary.List(_targetFeatures.Select((feature, target) => feature < 0 ? $"target {target} is no feature" : $"target {target} is feature {feature}"));
        return $"{ModelSummary.Count(Horizon, "step")} of {ModelSummary.Count(TargetColumns, "target column")}{gap}, from {ModelSummary.Count(Features, "feature")}{known}; {seen}";
    }

    internal bool IsSameAs(ForecastLayout other) =>
        Features == other.Features && Known == other.Known && Horizon == other.Horizon && Gap == other.Gap &&
        TargetFeatures.SequenceEqual(other.TargetFeatures);
}
