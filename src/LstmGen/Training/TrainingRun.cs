namespace LstmGen;

/// <summary>A run of <see cref="SequenceModel.Fit"/> as an <see cref="ITrainingObserver"/> sees it.</summary>
public sealed class TrainingRun
{
    private readonly TrainingEngine _engine;

    internal TrainingRun(SequenceModel model, TrainingEngine engine) => (Model, _engine) = (model, engine);

    /// <summary>The model that is trained.</summary>
    public SequenceModel Model { get; }

    /// <summary>The windows that are trained on, raw; what is held out is not among them.</summary>
    public required WindowDataset Training { get; init; }

    /// <summary>The windows that are held out, raw; null where none are.</summary>
    public required WindowDataset? Validation { get; init; }

    /// <summary>How the model is trained.</summary>
    public required FitOptions Options { get; init; }

    /// <summary>What is minimised.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The optimizer of the run.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>Updates of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Copies the gradient of the last update, in the order of <see cref="SequenceModel.Parameters"/>, as the optimizer got it: after clipping.</summary>
    /// <param name="gradient">Receives as many values as the model has parameters; zeros before the first update.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public void CopyGradient(Span<float> gradient)
    {
        TrainingEngine.CheckLength(Model.Description.ParameterCount, gradient.Length, nameof(gradient));
        if (Updates == 0)
        {
            gradient.Clear();
        }
        else
        {
            _engine.Gradient.CopyTo(gradient);
        }
    }

    /// <summary>Updates that this run has made.</summary>
    public long Updates { get; internal set; }

    /// <summary>Whose run it is, and on how many windows.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"training of {Model.Description.Name}: {Training.Count} windows{(Validation is null ? "" : $", {Validation.Count} held out")}, {Batches} updates an epoch");
}
