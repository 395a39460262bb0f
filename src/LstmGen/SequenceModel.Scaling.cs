using LstmGen.Checks;
using LstmGen.Forecasting;
using LstmGen.Runtime;

namespace LstmGen;

// The scaler: where it comes from, and what happens without one.
public abstract partial class SequenceModel
{
    [ThreadStatic]
    private static SequenceModel? _warmedUp;

    /// <summary>
    /// Scales what goes in and inverts what comes out. Null for a model without scaling, and for one that scales until it has been trained or loaded, or
    /// <see cref="FitScaler"/> or <see cref="SetScaler"/> was called: until then it cannot predict.
    /// </summary>
    public Scaler? Scaler
    {
        get => WithInitialWeights().Scaler;
        internal set
        {
            using Lock.Scope gate = HoldWriters();
            Change(WithInitialWeights(), (_, weights) => weights.Scaler = value);
        }
    }

    /// <summary>What inputs and outputs mean in time: set by training on windows of a series, saved with the model.</summary>
    public ForecastLayout? Layout
    {
        get => WithInitialWeights().Layout;
        internal set
        {
            using Lock.Scope gate = HoldWriters();
            Change(_weights, (_, weights) => weights.Layout = value);
        }
    }

    /// <summary>
    /// Gives the model a scaler: one that was fitted for another model, or <see cref="Scaler.Identity"/> where the values are scaled already. The weights stay
    /// as they are, although they were made for the scaler before.
    /// </summary>
    /// <param name="scaler">For this model's features, with a number of target columns that divides its outputs.</param>
    /// <exception cref="ArgumentException">The scaler has other numbers of columns.</exception>
    /// <exception cref="InvalidOperationException">The model does not scale, or it is being trained.</exception>
    public void SetScaler(Scaler scaler)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        CheckScales();
        ModelDescription d = Description;
        int outputs = d.ScaledOutputs;
        if (scaler.InputColumns != d.Features || outputs % scaler.OutputColumns != 0)
        {
            throw new ArgumentException(
                $"Expected a scaler for {Words.Count(d.Features, "feature")} and a number of target columns that divides {outputs}, but got one for {Words.Count(scaler.InputColumns, "feature")} " +
                $"and {Words.Count(scaler.OutputColumns, "target column")}.",
                nameof(scaler));
        }

        BeginRun(nameof(SetScaler));
        Scaler = scaler;
        EndRun();
    }

    /// <summary>
    /// Fits the scaler to windows, as <see cref="Fit"/> does on its first run: for a model that learns by <see cref="FitBatch"/>, or whose weights came without a
    /// scaler. The weights stay as they are, although they were made for the scaler before.
    /// </summary>
    /// <param name="windows">Of this model's look-back, features and outputs, in their raw units: those to train on, without any of the test.</param>
    /// <exception cref="ArgumentException">The windows have another shape than the model, or the spread of a column is beyond the range of a float.</exception>
    /// <exception cref="InvalidOperationException">The model does not scale, or it is being trained.</exception>
    public void FitScaler(WindowDataset windows)
    {
        WindowDataset fitting = CheckShape(windows, nameof(windows));
        CheckScales();
        BeginRun(nameof(FitScaler));
        try
        {
            Scaler = FittedTo(fitting);
        }
        finally
        {
            EndRun();
        }
    }

    /// <summary>Scales a window, or copies it where the model does not scale.</summary>
    /// <exception cref="InvalidOperationException">The model scales and has no scaler yet.</exception>
    internal void ScaleInput(ReadOnlySpan<float> window, Span<float> scaled) => GeneratedCalls.ScaleInput(this, window, scaled);

    /// <summary>Throws if the model scales and has no scaler yet: its answers would be in no units at all.</summary>
    internal void RequireScaler()
    {
        if (Scaler is null && Description.Scaling != Scaling.None && _warmedUp != this)
        {
            throw new InvalidOperationException(
                $"{Description.Name} scales its values ({nameof(Scaling)}.{Description.Scaling}) and has no scaler yet. Train it with Fit, load it with Load, fit a scaler with " +
                "FitScaler(windows), or set one with SetScaler; SetScaler(Scaler.Identity(features, outputs)) takes values as they are.");
        }
    }

    /// <summary>Lets this thread run the model without a scaler, on values that mean nothing.</summary>
    private void RunUnscaled(Action run)
    {
        _warmedUp = this;
        try
        {
            run();
        }
        finally
        {
            _warmedUp = null;
        }
    }

    /// <summary>For learning batch by batch: without a scaler, values are taken as they are from now on.</summary>
    private void SettleScaler()
    {
        if (Scaler is null && Description.Scaling != Scaling.None)
        {
            Scaler = Scaler.Identity(Description.Features, Description.ScaledOutputs);
        }
    }

    private void CheckScales()
    {
        if (Description.Scaling == Scaling.None)
        {
            throw new InvalidOperationException(
                $"{Description.Name} does not scale, so it takes no scaler. Declare [LstmModel(Scaling = Scaling.Standard)], or another scaling.");
        }
    }

    /// <summary>A scaler for windows that <see cref="CheckShape"/> gave back.</summary>
    private Scaler FittedTo(WindowDataset fitting) => Scaler.Fit(Description.Scaling, fitting, ValidTargetSteps(fitting));

    /// <summary>How many steps of each target the model learns from: all, or, where it has an output for every step, those that its window's length leaves.</summary>
    internal Func<int, int> ValidTargetSteps(WindowDataset fitting) =>
        Description.OutputSteps > 1 && fitting.TargetSize / fitting.TargetColumns == Description.OutputSteps
            ? window => Kernels.OutputLength(fitting.InputOf(window), fitting.LengthOf(window))
            : window => fitting.TargetSize / fitting.TargetColumns;

    /// <summary>
    /// For training: remembers what the windows mean, fits the scaler if the model scales and has none yet, and gives the windows as the network
    /// sees them. A model that is trained further keeps its scaler, because its weights were made for it, unless asked to fit it again.
    /// </summary>
    /// <exception cref="ArgumentException">The windows have another shape than the model.</exception>
    internal WindowDataset PrepareTraining(WindowDataset training, Loss? loss = null, bool refitScaler = false)
    {
        WindowDataset fitting = CheckShape(training, nameof(training));
        if (Description.Scaling != Scaling.None && (refitScaler || Scaler is null))
        {
            Scaler = FittedTo(fitting);
        }

        Layout = training.Layout ?? Layout;
        return Prepare(training, loss);
    }

    /// <summary>For validation: the windows as the network sees them, with targets in the units of the loss.</summary>
    /// <exception cref="ArgumentException">The windows have another shape than the model.</exception>
    internal WindowDataset Prepare(WindowDataset windows, Loss? loss = null)
    {
        WindowDataset fitting = CheckShape(windows, nameof(windows));
        return Scaler is { } scaler ? fitting.Scaled(scaler, targets: loss is not { InRawUnits: true }) : fitting;
    }

    /// <summary>Refuses windows of another shape than the model's.</summary>
    /// <returns>The windows, with the scales of their targets shared over the steps where the model has an output for each.</returns>
    internal WindowDataset CheckShape(WindowDataset windows, string parameter)
    {
        ArgumentNullException.ThrowIfNull(windows, parameter);
        ModelDescription d = Description;
        if (windows.LookBack != d.LookBack || windows.Features != d.Features)
        {
            throw new ArgumentException(
                $"{d.Name} sees {d.LookBack} steps × {d.Features} features; the windows have {windows.LookBack} × {windows.Features}.", parameter);
        }

        if (!d.ScalesOutputs)
        {
            if (d.TargetSize == windows.TargetSize) return windows.WithTargetsAsTheyAre();
            throw new ArgumentException(
                $"{d.Name} has targets of {d.TargetSize} values; the windows have targets of {windows.TargetSize}.", parameter);
        }

        if (d.Distribution is not null && windows.TargetSize != d.ForecastSize)
        {
            throw new ArgumentException(
                $"{d.Name} predicts the distribution of {d.ForecastSize} value(s), its Targets; the windows have targets of {windows.TargetSize}.", parameter);
        }

        if (d.OutputSize % windows.TargetSize != 0)
        {
            throw new ArgumentException(
                $"{d.Name} puts out {d.OutputSteps} steps × {d.Outputs} = {d.OutputSize} values; the windows have targets of {windows.TargetSize}.", parameter);
        }

        // A target for every step shares its scales over the steps.
        return d.OutputSteps > 1 && windows.TargetSize == d.ForecastSize ? windows.WithTargetColumns(d.Outputs / d.OutputsPerTarget) : windows;
    }
}
