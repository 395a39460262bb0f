using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>What users read attention weights with: <c>Attend</c> in their class, and the weights of a trace.</summary>
internal static class AttendMembers
{
    private const string Parameters =
        "global::System.ReadOnlySpan<float> window, {0}global::System.Span<float> output, global::System.Span<float> weights";

    private static string Short { get; } = $"public void Attend({string.Format(Parameters, "")})";

    private static string Long { get; } = $"public void Attend({string.Format(Parameters, "int length, ")})";

    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        Layer[] layers = [.. plan.Layers.Where(layer => layer.Attends)];
        if (layers.Length == 0 || plan.Decoder is not null)
        {
            return;
        }

        int size = layers.Sum(layer => layer.Attention!.Size);
        string parts = string.Join(", then ", layers.Select(layer =>
            $"{layer.Name}: {Text.Count(layer.Attention!.Heads, "head")} × {Text.Count(layer.Attention.Steps, "step")}"));
        writer.Line();
        WriteDocumentation(writer, plan, parts, size, withLength: false);
        writer.Line($"{Short} => Attend(window, {plan.Input.Steps}, output, weights);");
        writer.Line();
        WriteDocumentation(writer, plan, parts, size, withLength: true);
        WindowCall.Write(writer, spec, plan, Long, $"base.CheckWindow(window, length, output);\nbase.CheckWeights(weights, {size});", () =>
        {
            int at = 0;
            foreach (AttentionPlan attention in layers.Select(layer => layer.Attention!))
            {
                using (writer.Block($"for (int head = 0; head < {attention.Heads}; head++)"))
                {
                    writer.Line(
                        $"scratch.Slice({attention.Window} + head * {attention.WindowStride}, {attention.Steps}).CopyTo(weights[({at} + head * {attention.Steps})..]);");
                }

                at += attention.Size;
            }

            writer.Line("base.Answer(window, length, output);");
        });
    }

    public static void WriteSignatures(SourceWriter writer, ModelSpec spec, string body)
    {
        if (spec.Layers.Any(layer => LayerCatalog.Create(layer.Kind) is { Attends: true }))
        {
            writer.Line();
            writer.Line("/// <summary>The declaration has errors.</summary>");
            writer.Line($"{Short} => {body}");
            writer.Line();
            writer.Line("/// <summary>The declaration has errors.</summary>");
            writer.Line($"{Long} => {body}");
        }
    }

    /// <summary>The body of <c>TraceTile</c>: the weights of row 0.</summary>
    public static void WriteTrace(SourceWriter writer, ModelPlan plan)
    {
        int index = 0;
        foreach (AttentionPlan attention in plan.Layers.Where(layer => layer.Attends).Select(layer => layer.Attention!))
        {
            using (writer.Block($"for (int head = 0; head < {attention.Heads}; head++)"))
            {
                writer.Line(
                    $"trace.Attentions[{index++}].Set(head, MemoryMarshal.CreateReadOnlySpan(ref {attention.Tile.At(0, "head")}, {attention.Steps}));");
            }
        }
    }

    private static void WriteDocumentation(SourceWriter writer, ModelPlan plan, string parts, int size, bool withLength)
    {
        string values = plan.Output.IsSequence ? $"{plan.Output} values" : Text.Count(plan.Output.Width, "value");
        string length = withLength
            ? $"\n/// <param name=\"length\">Valid steps, 1 to {Text.Number(plan.Input.Steps)}.</param>"
            : "";
        string range = withLength
            ? "\n/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The length is out of its range.</exception>"
            : "";
        writer.Line($"""
            /// <summary>The answer of Predict, and the weights that attention gave to the steps. Allocates nothing; any number of threads may call it at once.</summary>
            /// <param name="window">{Text.Count(plan.Input.Steps, "step")} × {Text.Count(plan.Input.Width, "feature")}, oldest step first.</param>{length}
            /// <param name="output">Receives {values}.</param>
            /// <param name="weights">Receives {Text.Count(size, "weight")}, {parts}, oldest step first. A head's add up to 1; those past the valid steps are 0.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>{range}
            """);
    }
}
