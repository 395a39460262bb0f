using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>What a model with [Decoder] has in place of one window: the way through the encoder, and one step of the decoder. Its members are those of its base class.</summary>
internal static class DecoderMembers
{
    public static bool Has(ModelSpec spec) => spec.Layers.Any(layer => LayerCatalog.Create(layer.Kind) is IDecoder);

    /// <summary>The base of the user's class.</summary>
    public static string Base(ModelSpec spec) => $"global::LstmGen.{(Has(spec) ? "SequenceToSequenceModel" : "SequenceModel")}";

    public static void WriteDescription(SourceWriter writer, ModelPlan plan)
    {
        if (plan.Decoder?.Plan is { } d)
        {
            writer.Line(
                $"Decoder = new(Steps: {d.Steps}, Vocabulary: {d.Vocabulary}, Start: {d.Start}, Stop: {d.Stop}, MemoryLength: {plan.WindowLength}, "
                + $"StateLength: {plan.StateLength}, StepLength: {plan.StepLength}, Heads: {d.Heads}, SourceSteps: {d.SourceSteps}),");
        }
    }

    /// <summary>The local that the decoder's tile kernels read their tokens from.</summary>
    public static void WriteInputs(SourceWriter writer, ModelPlan plan)
    {
        if (plan.Decoder is not null)
        {
            writer.Line("ref float decoderInput = ref MemoryMarshal.GetReference(tile.DecoderInputs);");
        }
    }

    public static void WriteEncode(SourceWriter writer, ModelPlan plan, IDecoder decoder)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(
            "public override int Encode(ReadOnlySpan<float> weights, ReadOnlySpan<float> window, int valid, Span<float> memory, Span<float> states)"))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(weights);
                ref float input = ref MemoryMarshal.GetReference(window);
                ref float work = ref MemoryMarshal.GetReference(memory);
                ref float state = ref MemoryMarshal.GetReference(states);
                states.Clear();
                """);
            foreach (Layer layer in plan.Layers.TakeWhile(layer => layer != decoder))
            {
                layer.WriteWindow(writer);
                KernelsClass.WriteValidAfter(writer, layer, "int");
            }

            writer.Line();
            writer.Line("// What the decoder starts from, and what its steps look at.");
            foreach (IEncoding layer in plan.Layers.SkipWhile(layer => layer != decoder).OfType<IEncoding>())
            {
                layer.WriteEncode(writer);
            }

            writer.Line($"return {decoder.MemoryValid};");
        }
    }

    public static void WriteStep(SourceWriter writer, ModelPlan plan, IDecoder decoder)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("""
            public override void DecodeStep(
                ReadOnlySpan<float> packedWeights, ReadOnlySpan<float> encoded, int valid, Span<float> states, int token, Span<float> scratch, Span<float> logits,
                Span<float> weights)
            """))
        {
            writer.Line("""
                float id = token;
                ref float packed = ref MemoryMarshal.GetReference(packedWeights);
                ref float memory = ref MemoryMarshal.GetReference(encoded);
                ref float state = ref MemoryMarshal.GetReference(states);
                ref float input = ref id;
                ref float work = ref MemoryMarshal.GetReference(scratch);

                // Which end of an LSTM's weights is read first: any order has the same bits.
                nint turn = token & 1;
                """);
            foreach (Layer layer in plan.Layers.SkipWhile(layer => layer != decoder).Skip(1))
            {
                layer.WriteStep(writer);
            }

            Layer last = plan.Layers[plan.Layers.Count - 1];
            RowCopies.CopyRow(writer, "MemoryMarshal.GetReference(logits)", last.StepOutput.Reference, plan.Output.Width);
        }
    }
}
