using LstmGen;
using LstmGen.Numerics;

namespace SeriesForecast;

/// <summary>
/// A series as the model sees it: what it forecasts, and beside it what is known ahead. A change is relative where every value is positive,
/// because what grows, grows by shares.
/// </summary>
internal sealed class SeasonalSeries
{
    private readonly float[] _values;
    private readonly int _lag;
    private readonly bool _relative;

    public SeasonalSeries(float[] values, ForecastPlan plan)
    {
        _values = values;
        _lag = plan.Lag;
        _relative = values.All(value => value > 0);
        int rows = values.Length - _lag;
        ReadOnlyMemory<float> target = _lag == 0 ? values : Enumerable.Range(_lag, rows).Select(Change).ToArray();
        var table = SeriesTable.Of(("target", target), ("sin", Wave(rows, plan.Cycle, DoubleMath.Sin)), ("cos", Wave(rows, plan.Cycle, DoubleMath.Cos)));
        Windows = WindowDataset.Of(table, plan.LookBack, targets: ["target"], known: ["sin", "cos"], horizon: plan.OutputSteps);
    }

    /// <summary>All windows of the series, in raw units.</summary>
    public WindowDataset Windows { get; }

    /// <summary>Values at the start that have no season before them and so no row in <see cref="Windows"/>.</summary>
    public int Offset => _lag;

    /// <summary>The value that a forecast of the target means.</summary>
    /// <param name="row">In the series.</param>
    /// <param name="target">What the model said.</param>
    public float Value(int row, float target) =>
        _lag == 0 ? target : _relative ? _values[row - _lag] * (1f + target) : _values[row - _lag] + target;

    private float Change(int row) => _relative ? _values[row] / _values[row - _lag] - 1f : _values[row] - _values[row - _lag];

    private static ReadOnlyMemory<float> Wave(int rows, int cycle, Func<double, double> wave) =>
        Enumerable.Range(0, rows).Select(row => cycle == 0 ? 0f : (float)wave(2 * Math.PI * (row % cycle) / cycle)).ToArray();
}
