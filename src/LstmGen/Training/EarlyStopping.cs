using LstmGen.Checks;
using LstmGen.Inspection;

namespace LstmGen;

/// <summary>Ends training when the monitored loss has stopped improving (Prechelt 1998, with the rules of Keras).</summary>
public sealed class EarlyStopping
{
    private readonly int _patience = 5;
    private readonly double _minDelta;

    /// <summary>Epochs in a row without improvement before training ends, at least 0. The default is 5.</summary>
    public int Patience
    {
        get => _patience;
        init => _patience = Hyperparameter.AtLeast(0, value);
    }

    /// <summary>An epoch improves on the best when its loss is lower by more than this, at least 0. The default is 0.</summary>
    public double MinDelta
    {
        get => _minDelta;
        init => _minDelta = Hyperparameter.NotNegative(value);
    }

    /// <summary>
    /// Whether the model ends up with the parameters of its best epoch, whether or not training ended early. The default is true.
    /// </summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>When it ends training, and with which weights.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"after {ModelSummary.Count(Patience, "epoch")} without an improvement{(MinDelta > 0 ? FormattableString.Invariant($" of {MinDelta}") : "")}, with the {(RestoreBestWeights ? "best" : "last")} weights");
}
