using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>What attention weights are read with: the one member of <c>IAttending</c>, and the weights of a trace.</summary>
internal static class AttendMembers
{
    private const string Signature =
        "void global::LstmGen.IAttending.Attend(global::System.ReadOnlySpan<float> window, int length, global::System.Span<float> output, global::System.Span<float> weights)";

    public static IEnumerable<Ability> Abilities(ModelPlan plan) => Reads(plan) ? [new Ability("IAttending")] : [];

    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        if (!Reads(plan))
        {
            return;
        }

        AttentionPlan[] attentions = [.. plan.Layers.OfType<IWeighing>().Select(layer => layer.Attention)];
        int size = attentions.Sum(attention => attention.Size);
        writer.Line();
        string checks = $"{GeneratedCall.Of("CheckWindow", "window", "length", "output")};\n{GeneratedCall.Of("CheckWeights", "weights", Text.Of(size))};";
        WindowCall.Write(writer, spec, plan, Signature, checks, () =>
        {
            int at = 0;
            foreach (AttentionPlan attention in attentions)
            {
                using (writer.Block($"for (int head = 0; head < {attention.Heads}; head++)"))
                {
                    writer.Line(
                        $"scratch.Slice({attention.Window.Offset.ToString(Text.Invariant)} + head * {attention.WindowStride}, {attention.Steps}).CopyTo(weights[({at} + head * {attention.Steps})..]);");
                }

                at += attention.Size;
            }

            writer.Line($"{GeneratedCall.Of("Answer", "window", "length", "output")};");
        });
    }

    /// <summary>For a declaration with errors.</summary>
    public static IEnumerable<Ability> Abilities(ModelSpec spec, string body) =>
        spec.Layers.Any(layer => LayerCatalog.Create(layer.Kind) is IWeighing) ? [new Ability("IAttending", $"{Signature} => {body}")] : [];

    /// <summary>The body of <c>TraceTile</c>: the weights of row 0.</summary>
    public static void WriteTrace(SourceWriter writer, ModelPlan plan)
    {
        int index = 0;
        foreach (AttentionPlan attention in plan.Layers.OfType<IWeighing>().Select(layer => layer.Attention))
        {
            using (writer.Block($"for (int head = 0; head < {attention.Heads}; head++)"))
            {
                writer.Line(
                    $"trace.Attentions[{index++}].Set(head, MemoryMarshal.CreateReadOnlySpan(ref {attention.Tile.At(0, "head")}, {attention.Steps}));");
            }
        }
    }

    /// <summary>The weights of a decoder are its model's to call for.</summary>
    private static bool Reads(ModelPlan plan) => plan.Decoder is null && plan.Layers.Any(layer => layer is IWeighing);
}
