using System.ComponentModel;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// Where a model's passes run: on the processor, or on a GPU (package LstmGen.Cuda: <c>Device.Cuda()</c>). All devices give the same bits; only the time differs.
/// </summary>
public abstract class Device
{
    /// <summary>For devices.</summary>
    protected Device()
    {
    }

    /// <summary>This machine's processor.</summary>
    public static Device Cpu { get; } = new Processor();

    /// <summary>What it is called, such as "CPU" or "NVIDIA H100 80GB HBM3".</summary>
    public abstract string Name { get; }

    /// <summary>What keeps a model from running here, in one line; null where nothing does.</summary>
    /// <param name="model">The model.</param>
    public string? WhyNot(SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return WhyNot(model.Kernels);
    }

    /// <summary>The device that a model runs on when this one is asked for: this one itself, or of one that falls back, another.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reason">Why it is another than was hoped for, in one line; null where it is not.</param>
    public virtual Device ChooseFor(SequenceModel model, out string? reason)
    {
        reason = null;
        return this;
    }

    /// <summary>What keeps the models of one class from running here, in one line; null where nothing does.</summary>
    /// <param name="kernels">Of the class.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    protected virtual string? WhyNot(ModelKernels kernels)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        ModelDescription d = kernels.Description;
        string? part = d.Decoder is not null ? "has a decoder"
            : d.CarriedLength > 0 ? "carries states from window to window (Stateful = true)"
            : !d.Norms.IsEmpty ? "normalises by whole batches"
            : !d.Tables.IsEmpty ? "has a table of embeddings"
            : null;
        if (part is not null) return $"{d.Name} {part}, which runs on the CPU alone.";
        return kernels.Gpu is null ? $"{d.Name} was compiled without kernels for a GPU: declare it with [LstmModel(…, Gpu = true)]." : null;
    }

    /// <summary>Gets ready to run the models of one class. The processor needs nothing and gives null.</summary>
    /// <param name="kernels">Of the class.</param>
    /// <exception cref="InvalidOperationException">The device cannot run them.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public abstract DeviceEngine? Open(ModelKernels kernels);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>An engine for a model.</summary>
    /// <exception cref="InvalidOperationException">The model cannot run here.</exception>
    internal DeviceEngine? OpenFor(SequenceModel model)
    {
        RefuseUnlessFit(model);
        return Open(model.Kernels);
    }

    /// <summary>Refuses a model that cannot run here.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    internal void RefuseUnlessFit(SequenceModel model)
    {
        if (WhyNot(model) is { } reason) throw new InvalidOperationException($"{model.Description.Name} cannot run on {Name}: {reason}");
    }

    private sealed class Processor : Device
    {
        public override string Name => "CPU";

        protected override string? WhyNot(ModelKernels kernels) => null;

        public override DeviceEngine? Open(ModelKernels kernels) => null;
    }
}
