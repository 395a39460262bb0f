using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Decoder]: what turns a graph from reading to writing, which <see cref="OnnxDecoderLoop"/> does.</summary>
internal sealed class OnnxDecoder : OnnxLayer<DecoderAttribute>
{
    protected override string WhyNotStreamed(DecoderAttribute layer, DeclaredLayer declared) => "it writes a whole sequence for a window; export whole windows";

    protected override Flow Add(DecoderAttribute layer, OnnxPlace at) => throw new InvalidOperationException("Expected a loop to take this layer and those below it.");
}
