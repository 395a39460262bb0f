using System.Globalization;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Targets that lie outside of what a model can put out, because its last layer has an activation with a bound.</summary>
internal sealed class OutOfReach
{
    /// <summary>What rounding in a scaler may leave beyond a bound, in the units that the network sees.</summary>
    private const double Slack = 1e-5;

    private readonly ModelDescription _description;
    private readonly Scaler? _scaler;
    private long _outside, _targets;
    private double _least = double.PositiveInfinity, _most = double.NegativeInfinity;

    private OutOfReach(SequenceModel model)
    {
        _description = model.Description;
        _scaler = model.Scaler is { Kind: not Scaling.None } scaler ? scaler : null;
    }

    /// <summary>Looks at all targets that count; null where every one can be reached.</summary>
    /// <param name="model">With the scaler of the run.</param>
    /// <param name="windows">Raw.</param>
    public static OutOfReach? In(SequenceModel model, WindowDataset windows)
    {
        if (double.IsInfinity(model.Description.LeastOutput) && double.IsInfinity(model.Description.MostOutput)) return null;
        var found = new OutOfReach(model);
        Func<int, int> steps = model.ValidTargetSteps(windows);
        for (int window = 0; window < windows.Count; window++)
        {
            found.Add(windows.TargetOf(window)[..(steps(window) * windows.TargetColumns)]);
        }

        return found._outside > 0 ? found : null;
    }

    /// <summary>How many there are, what the model can put out, and what to do.</summary>
    public override string ToString()
    {
        string scaled = _scaler is null ? "" : " of scaled values";
        string range = (double.IsInfinity(_description.LeastOutput), double.IsInfinity(_description.MostOutput)) switch
        {
            (false, false) => string.Create(CultureInfo.InvariantCulture, $"{_description.LeastOutput:G6} to {_description.MostOutput:G6}"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"{_description.LeastOutput:G6} and above"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{_description.MostOutput:G6} and below"),
        };
        string advice = _scaler is null
            ? $"Remove Activation from the last layer{(_description.Scaling == Scaling.None ? ", or scale the targets into that range" : "")}."
            : "Remove Activation from the last layer.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_outside} of {_targets} targets, {_least:G6} to {_most:G6}{scaled}, lie outside of what the last layer's activation can give ({range}): no training reaches them. {advice}");
    }

    private void Add(ReadOnlySpan<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            double value = target[i];
            if (_scaler is { } scaler)
            {
                int column = i % scaler.OutputColumns;
                value = (value - scaler.OutputOffsets[column]) / scaler.OutputScales[column];
            }

            _targets++;
            if (value >= _description.LeastOutput - Slack && value <= _description.MostOutput + Slack) continue;
            _outside++;
            _least = Math.Min(_least, value);
            _most = Math.Max(_most, value);
        }
    }
}
