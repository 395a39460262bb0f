namespace LstmGen;

// What a run leaves when it diverged: the weights of before it, or of its best epoch.
internal sealed partial class FitRun
{
    /// <summary>A run whose loss ends so many times as high as before it, and as predicting the mean of the targets would cost, has diverged.</summary>
    private const double Explosion = 1_000.0;

    private double _firstLoss = double.NaN;
    private double _lastLoss = double.NaN;

    /// <summary>Whether the loss has grown beyond all use, although it is still a number.</summary>
    /// <param name="ofBest">Whether the best epoch's loss counts, because its weights come back.</param>
    private bool Exploded(bool ofBest)
    {
        double loss = ofBest ? _bestLoss : _lastLoss;
        if (!(loss > Explosion * Math.Max(Math.Abs(_firstLoss), _mean?.Loss ?? 1.0))) return false;

        // The first batch may have been no example of the rest.
        float[] now = _model.MutableParameters.ToArray();
        double before = LossOf(_snapshots.StartParameters);
        _model.SetParameters(now);
        return loss > Explosion * Math.Abs(before);
    }

    /// <summary>The model of the best epoch comes back, unless the one of before the run is as good: its loss was taken before the updates that made the wreck.</summary>
    /// <returns>Whether it is that of the best epoch.</returns>
    private bool ReturnToBetter()
    {
        bool best = _bestEpoch > 0 && LossOf(_snapshots.BestParameters) < LossOf(_snapshots.StartParameters);
        _updates = best ? _snapshots.ReturnToBest() : _snapshots.ReturnToStart();
        return best;
    }

    /// <summary>The monitored loss of other parameters, which stay in the model; infinite where it is no number.</summary>
    private double LossOf(ReadOnlySpan<float> parameters)
    {
        _model.SetParameters(parameters);
        bool training = _validationRows is null || _options.Monitor == MonitoredLoss.Training;
        if (training) _rows.Select(null, 0);
        double loss = training ? Validate(_rows, _training) : Validate(_validationRows!, _validation!);
        return double.IsFinite(loss) ? loss : double.PositiveInfinity;
    }
}
