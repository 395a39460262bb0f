using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>The passes of one class of models on a device: whole batches there and back. Losses and optimizers stay with the caller. One call at a time.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class DeviceEngine : IDisposable
{
    /// <summary>Brings parameters to the device.</summary>
    /// <param name="parameters">In canonical order.</param>
    public abstract void SetParameters(ReadOnlySpan<float> parameters);

    /// <summary>Forward as in prediction.</summary>
    /// <param name="inputs">Rows of windows as the network sees them.</param>
    /// <param name="lengths">The valid steps of each row; empty where all are valid.</param>
    /// <param name="outputs">Receives what the network puts out for each row.</param>
    public abstract void Predict(ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, Span<float> outputs);

    /// <summary>Forward as in training: masks are drawn, and a tape is kept until <see cref="Backward"/>.</summary>
    /// <param name="inputs">Rows of windows as the network sees them.</param>
    /// <param name="lengths">The valid steps of each row; empty where all are valid.</param>
    /// <param name="key">What masks are drawn with.</param>
    /// <param name="step">The update.</param>
    /// <param name="outputs">Receives what the network puts out for each row.</param>
    public abstract void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<int> lengths, ulong key, uint step, Span<float> outputs);

    /// <summary>From the gradients with respect to the outputs of the last <see cref="Forward"/> to the gradient of the parameters.</summary>
    /// <param name="outputGradients">Of each row.</param>
    /// <param name="chunks">Runs of consecutive tiles that are summed up apart.</param>
    /// <param name="gradient">Receives it, in canonical order.</param>
    public abstract void Backward(ReadOnlySpan<float> outputGradients, int chunks, Span<float> gradient);

    /// <summary>Lets go of what it holds on the device.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what it holds on the device.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected abstract void Dispose(bool disposing);
}
