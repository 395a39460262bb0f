namespace LstmGen;

public abstract partial class SequenceModel
{
    /// <summary>x</summary>
    protected void ScaleInput(ReadOnlySpan<float> window, Span<float> scaled) => window.CopyTo(scaled);

    /// <summary>x</summary>
    protected void UnscaleOutput(Span<float> output)
    {
    }
}
