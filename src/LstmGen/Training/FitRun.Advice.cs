using System.Globalization;
using LstmGen.Forecasting;
using LstmGen.Runtime;

namespace LstmGen;

// What the report says about the data of the run.
internal sealed partial class FitRun
{
    /// <summary>The share of their start that moving statistics may have left before predictions are said to go by it.</summary>
    private const double MuchOfStart = 0.1;

    private void AddAdvice(bool diverged)
    {
        if (!diverged) AddAdviceOfNorms();
        WindowDataset windows = _model.CheckShape(_training, "windows");
        if (_model.Description.Tokens.Length > 0) return;
        ColumnFacts[] columns = [.. windows.Columns(_model.ValidTargetSteps(windows)).Where(column => column.Feature is null && !(column.IsTarget && IsCoded(windows))).Select(Facts)];
        _warnings.AddRange(DataAdvice.OfColumns(_model, columns, scalerIsNew: _scalerBefore != _model.Scaler));
        string? cause = diverged ? DataAdvice.OfDivergence(_model, columns)
            : _mean is not null && _epochs.Count > 0 ? DataAdvice.OfFailure(_model, columns, _epochs[^1].Loss, _mean.Loss)
            : null;
        if (cause is not null) _warnings.Add(cause);
        if (OutOfReach.In(_model, windows)?.ToString() is { } unreachable) _warnings.Add(unreachable);

        if (_loss is MeanAbsolutePercentageError && NearZero(windows) is var near and > 0)
        {
            _warnings.Add(
                $"{near} of the targets {(near == 1 ? "is" : "are")} 0 or near it, and an error in per cent of {(near == 1 ? "it" : "them")} outweighs all others: " +
                "take the mean absolute error, or leave such windows out.");
        }
    }

    /// <summary>A model is trained by the statistics of batches and predicts by moving ones, which may still be on their way from 0 and 1.</summary>
    private void AddAdviceOfNorms()
    {
        ReadOnlySpan<float> start = _snapshots.StartParameters;
        long updates = (long)_epochs.Count * _batches;
        foreach (NormDescription norm in _model.Description.Norms)
        {
            double left = Math.Pow(norm.Momentum, updates);
            bool fresh = !start.Slice(norm.Mean, norm.Channels).ContainsAnyExcept(0f) && !start.Slice(norm.Variance, norm.Channels).ContainsAnyExcept(1f);
            if (!fresh || _model.Parameters.Frozen.Contains($"{norm.Name}.moving_mean") || updates == 0 || left <= MuchOfStart) continue;
            _warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"After {updates} updates with a Momentum of {norm.Momentum}, {left:P0} of the moving statistics of {norm.Name} are still those of a new model, and predictions go by them: ") +
                "take less of it, such as Momentum = 0.9, more epochs or smaller batches.");
            return;
        }
    }

    /// <summary>Whether the targets are classes or probabilities, which mean nothing as numbers.</summary>
    private bool IsCoded(WindowDataset windows) => !_model.Description.ScalesOutputs || !windows.Source.ScaleTargets;

    private ColumnFacts Facts(WindowColumn column)
    {
        if (_model.Scaler is not { } scaler) return ColumnFacts.Of(column, null);
        return ColumnFacts.Of(
            column,
            column.IsTarget ? new ColumnScale(scaler.OutputOffsets[column.Index % scaler.OutputColumns], scaler.OutputScales[column.Index % scaler.OutputColumns])
            : new ColumnScale(scaler.InputOffsets[column.Index], scaler.InputScales[column.Index]));
    }

    private static int NearZero(WindowDataset windows)
    {
        var sums = new PercentageSums();
        for (int window = 0; window < windows.Count; window++)
        {
            foreach (float target in windows.TargetOf(window))
            {
                sums.Add(target, 0f);
            }
        }

        return sums.NearZero();
    }
}
