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
    protected void UnscaleOutput(Span<float> output) => Scaler?.UnscaleOutput(output, output);
}
