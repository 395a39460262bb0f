using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The way back of a tile through all layers, as a member of the class that connects their kernels.</summary>
internal static class BackwardPass
{
    public static void Write(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(BatchParts.Has(plan) ? "public override void BackwardPart(in Tile tile, int part)" : "public override void BackwardTile(in Tile tile)"))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(tile.Packed);
                ref float work = ref MemoryMarshal.GetReference(tile.Workspace);
                ref float tape = ref Unsafe.Add(ref work, Tape);
                ref float input = ref MemoryMarshal.GetReference(tile.Inputs);
                ref float outputGradient = ref MemoryMarshal.GetReference(tile.OutputGradients);
                ref float gradient = ref MemoryMarshal.GetReference(tile.PackedGradient);
                RowLengths valid = tile.Lengths;
                """);
            DecoderMembers.WriteInputs(writer, plan);
            if (BatchParts.Has(plan))
            {
                BatchParts.WriteLocals(writer, plan);
                BatchParts.WriteBackward(
                    writer, plan, layer => layer.WriteBackward(writer), layer => WriteInputGradient(writer, plan, layer), () => WriteModelInputGradient(writer, plan));
                return;
            }

            plan.Layers.ToList().ForEach(layer => KernelsClass.WriteValidAfter(writer, layer, "RowLengths"));
            for (int i = plan.Layers.Count - 1; i >= 0; i--)
            {
                Layer layer = plan.Layers[i];
                writer.Line();
                writer.Line($"// {layer.Name}");
                layer.WriteBackward(writer);
                if (i > 0)
                {
                    WriteInputGradient(writer, plan, layer);
                }
            }

            writer.Line();
            WriteModelInputGradient(writer, plan);
        }
    }

    private static void WriteModelInputGradient(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("// Only for those who ask: the gradient with respect to the input.");
        using (writer.Block("if (!tile.InputGradients.IsEmpty)"))
        {
            WriteInputGradient(writer, plan, plan.Layers[0]);
            writer.Line("ref float inputGradient = ref MemoryMarshal.GetReference(tile.InputGradients);");
            RowCopies.CopyValidSteps(writer, plan.Input, View.OfCaller("inputGradient", plan.Input), plan.Layers[0].TileInputGradient, "valid");
        }
    }

    private static void WriteInputGradient(SourceWriter writer, ModelPlan plan, Layer layer)
    {
        layer.WriteInputGradient(writer);
        foreach (ISkipping later in plan.Layers.OfType<ISkipping>().Where(later => later.SkipsFrom == layer))
        {
            later.WriteSkipGradient(writer, layer.TileInputGradient);
        }
    }
}
