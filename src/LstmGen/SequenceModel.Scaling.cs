using LstmGen.Runtime;

namespace LstmGen;

public abstract partial class SequenceModel
{
    /// <summary>
    /// Scales what goes in and inverts what comes out. Null until the model has been trained or loaded, and for a model without scaling:
    /// values then go in and come out as they are.
    /// </summary>
    public Scaler? Scaler { get; internal set; }

    /// <summary>What inputs and outputs mean in time: set by training on windows of a series, saved with the model.</summary>
    public ForecastLayout? Layout { get; internal set; }

    /// <summary>For generated code: scales a window, or copies it when there is no scaler.</summary>
    /// <param name="window">Whole steps in raw units.</param>
    /// <param name="scaled">As long.</param>
    protected void ScaleInput(ReadOnlySpan<float> window, Span<float> scaled)
    {
        if (Scaler is { } scaler)
        {
            scaler.ScaleInput(window, scaled);
        }
        else
        {
            window.CopyTo(scaled);
        }
    }

    /// <summary>For generated code: takes an output back to raw units in place; nothing happens when there is no scaler.</summary>
    /// <param name="output">Whole output steps.</param>
    protected void UnscaleOutput(Span<float> output)
    {
        if (Scaler is not { } scaler || !Description.ScalesOutputs)
        {
            return;
        }

        if (Description.Distribution is { } distribution)
        {
            distribution.Unscale(scaler, output);
        }
        else
        {
            scaler.UnscaleOutput(output, output);
        }
    }

    /// <summary>
    /// For training: remembers what the windows mean, fits the scaler if the model scales and has none yet, and gives the windows as the network
    /// sees them. A model that is trained further keeps its scaler, because its weights were made for it.
    /// </summary>
    /// <exception cref="ArgumentException">The windows have another shape than the model.</exception>
    internal WindowDataset PrepareTraining(WindowDataset training)
    {
        WindowDataset fitting = CheckShape(training, nameof(training));
        if (Description.Scaling != Scaling.None && Scaler is null)
        {
            Scaler = Scaler.Fit(Description.Scaling, fitting);
        }

        Layout = training.Layout ?? Layout;
        return Prepare(training);
    }

    /// <summary>For validation: the windows as the network sees them.</summary>
    /// <exception cref="ArgumentException">The windows have another shape than the model.</exception>
    internal WindowDataset Prepare(WindowDataset windows)
    {
        WindowDataset fitting = CheckShape(windows, nameof(windows));
        return Scaler is { } scaler ? fitting.Scaled(scaler) : fitting;
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
