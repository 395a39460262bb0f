using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>How one kind of layer becomes operators of ONNX. One file each; <see cref="OnnxLayers"/> finds it by the type of the attribute.</summary>
internal abstract class OnnxLayer
{
    /// <summary>Why a file cannot hold the layer, and what works instead; null where it can.</summary>
    public virtual string? WhyNot(DeclaredLayer layer) => null;

    /// <summary>Why the layer cannot go one step at a time; null where it can.</summary>
    public virtual string? WhyNotStreamed(DeclaredLayer layer) => null;

    /// <summary>Whether half of the layer's values come from a direction that starts at the end; null where that is as of the layer before it.</summary>
    public virtual bool? JoinsDirections(DeclaredLayer layer) => false;

    /// <summary>Adds the layer to the graph.</summary>
    /// <returns>What it passes on.</returns>
    public abstract Flow Add(OnnxPlace at);
}

/// <summary>The same for the layers of one attribute.</summary>
/// <typeparam name="T">The attribute.</typeparam>
internal abstract class OnnxLayer<T> : OnnxLayer
    where T : LayerAttribute
{
    public sealed override string? WhyNotStreamed(DeclaredLayer layer) => WhyNotStreamed((T)layer.Attribute, layer);

    public sealed override Flow Add(OnnxPlace at) => Add((T)at.Layer.Attribute, at);

    protected virtual string? WhyNotStreamed(T layer, DeclaredLayer declared) => null;

    protected abstract Flow Add(T layer, OnnxPlace at);
}
