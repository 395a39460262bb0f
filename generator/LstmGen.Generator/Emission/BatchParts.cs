using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;

namespace LstmGen.Generator.Emission;

/// <summary>
/// A model whose training stops at layers that normalise by a whole batch: its passes are cut into parts, each from one such layer to the next. A part ends with the moments that the next one needs, and all
/// parts together are the pass of prediction.
/// </summary>
internal static class BatchParts
{
    public static bool Has(ModelPlan plan) => plan.Norms.Count > 0;

    /// <summary>What the forward pass takes more than others.</summary>
    public static string Parameter(ModelPlan plan) => Has(plan) ? ", int part = -1" : "";

    /// <summary>How the runtime asks for parts.</summary>
    public static void WriteEntries(SourceWriter writer, ModelPlan plan)
    {
        if (!Has(plan))
        {
            return;
        }

        writer.Line("""

            /// <inheritdoc/>
            public override void ForwardPart(in Tile tile, int part) => Forward<KeepTape>(tile, training: true, part);

            /// <inheritdoc/>
            public override void BackwardTile(in Tile tile) =>
                throw new NotSupportedException("A tile has no gradient of its own where layers normalise by a whole batch: call BackwardPart, part by part.");
            """);
    }

    /// <summary>The locals of both ways.</summary>
    public static void WriteLocals(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("""
            ref double statistics = ref MemoryMarshal.GetReference(tile.Statistics);
            ref double moments = ref MemoryMarshal.GetReference(tile.Moments);
            """);
        plan.Layers.ToList().ForEach(layer => KernelsClass.WriteValidAfter(writer, layer, "RowLengths"));
    }

    /// <summary>Forward: all parts, or one.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="plan">Of the model.</param>
    /// <param name="begin">Writes what comes before the first layer.</param>
    /// <param name="layer">Writes one layer.</param>
    /// <param name="end">Writes what comes behind the last.</param>
    public static void WriteForward(SourceWriter writer, ModelPlan plan, Action begin, Action<Layer> layer, Action end)
    {
        WriteLocals(writer, plan);
        IReadOnlyList<Layer>[] parts = [.. Parts(plan)];
        for (int part = 0; part < parts.Length; part++)
        {
            writer.Line();
            using (writer.Block($"if (part is < 0 or {part})"))
            {
                if (part == 0)
                {
                    begin();
                }

                parts[part].ToList().ForEach(layer);
                if (part == parts.Length - 1)
                {
                    end();
                    continue;
                }

                writer.Line();
                writer.Line($"// What the batch has of the input of {parts[part + 1][0].Name}.");
                using (writer.Block($"if (part == {part} && !tile.Moments.IsEmpty)"))
                {
                    ((IBatchwise)parts[part + 1][0]).WriteMoments(writer);
                }
            }
        }
    }

    /// <summary>Backward: one part. The layer that it starts with adds up its gradient, and hands it back in the part before.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="plan">Of the model.</param>
    /// <param name="layer">Writes the gradient of one layer's parameters.</param>
    /// <param name="inputGradient">Writes the gradient with respect to one layer's input.</param>
    /// <param name="end">Writes what comes behind the first layer.</param>
    public static void WriteBackward(SourceWriter writer, ModelPlan plan, Action<Layer> layer, Action<Layer> inputGradient, Action end)
    {
        IReadOnlyList<Layer>[] parts = [.. Parts(plan)];
        for (int part = parts.Length - 1; part >= 0; part--)
        {
            writer.Line();
            using (writer.Block($"if (part == {part})"))
            {
                if (part < parts.Length - 1 && parts[part + 1][0] is var above && above != plan.Layers[0])
                {
                    writer.Line($"// {above.Name}");
                    inputGradient(above);
                }

                foreach (Layer one in parts[part].Reverse())
                {
                    writer.Line();
                    writer.Line($"// {one.Name}");
                    bool isNorm = part > 0 && one == parts[part][0];
                    using (isNorm ? writer.Block("if (!tile.Moments.IsEmpty)") : default(IDisposable))
                    {
                        layer(one);
                    }

                    if (!isNorm && one != plan.Layers[0])
                    {
                        inputGradient(one);
                    }
                }

                if (part == 0)
                {
                    writer.Line();
                    end();
                }
            }
        }
    }

    /// <summary>The layers of each part; the first one may have none.</summary>
    private static IEnumerable<IReadOnlyList<Layer>> Parts(ModelPlan plan)
    {
        var part = new List<Layer>();
        foreach (Layer layer in plan.Layers)
        {
            if (layer is IBatchwise { Norm: not null })
            {
                yield return part;
                part = [];
            }

            part.Add(layer);
        }

        yield return part;
    }
}
