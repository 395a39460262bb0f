using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Decoder]: refused, because it is a loop over what it writes.</summary>
internal sealed class OnnxDecoder : OnnxLayer
{
    public override string WhyNot(DeclaredLayer layer) =>
        "it writes one token after the other, each read by the next step, which takes two graphs and a search; run it with Translate, save it with Save, or take its weights along with ExportTorch or ExportKeras";

    public override Flow Add(OnnxPlace at) => throw new NotSupportedException(WhyNot(at.Layer));
}
