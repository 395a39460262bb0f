using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>
/// The passes of one class of models on a device. Losses and optimizers stay with the caller, who writes rows where the device takes them from without another copy. One call at a time.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class DeviceEngine : IDisposable
{
    /// <summary>The batch of training: room for the rows of the last <see cref="Reserve"/>. Several threads may write to it, each to rows of its own.</summary>
    public abstract DeviceBatch Batch { get; }

    /// <summary>Brings parameters to the device.</summary>
    /// <param name="parameters">In canonical order.</param>
    public abstract void SetParameters(ReadOnlySpan<float> parameters);

    /// <summary>Forward as in prediction, in slices: while the device computes one, the next is read.</summary>
    /// <typeparam name="TRows">Where rows come from.</typeparam>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="source">Where they come from. What it throws ends the call, and nothing is written.</param>
    /// <param name="outputs">Receives what the source has made of the outputs, all at once.</param>
    public abstract void Predict<TRows>(int rows, TRows source, Span<float> outputs)
        where TRows : IDeviceRows, allows ref struct;

    /// <summary>Makes room for a batch of training.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <exception cref="InvalidOperationException">The device has not so much memory.</exception>
    public abstract void Reserve(int rows);

    /// <summary>Forward as in training: masks are drawn, and a tape is kept until <see cref="Backward"/>. The outputs are then in <see cref="Batch"/>.</summary>
    /// <param name="key">What masks are drawn with.</param>
    /// <param name="step">The update.</param>
    public abstract void Forward(ulong key, uint step);

    /// <summary>From the gradients with respect to the outputs, which are in <see cref="Batch"/>, to the gradient of the parameters.</summary>
    /// <param name="chunks">Runs of consecutive tiles that are summed up apart.</param>
    /// <param name="gradient">Receives it, in canonical order.</param>
    public abstract void Backward(int chunks, Span<float> gradient);

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
