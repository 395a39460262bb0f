using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The class that connects the layers' kernels: tiles forward and backward, one window, one step.</summary>
internal static class KernelsClass
{
    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        string name = ModelFile.KernelsName(spec);
        writer.Line($"/// <summary>The network of {spec.FullName}, layer by layer.</summary>");
        using (writer.Block($"file sealed class {name} : global::LstmGen.Runtime.ModelKernels"))
        {
            writer.Line($"public static readonly {name} Instance = new();");
            writer.Line();
            writer.Line("// Where in the workspace of a tile the tape starts, which only training has.");
            writer.Line($"private const int Tape = {plan.WorkLength};");
            if (plan.Carries)
            {
                writer.Line();
                writer.Line("// Floats that one row carries from window to window.");
                writer.Line($"private const int CarriedRow = {plan.StateLength};");
            }

            writer.Line();
            DescriptionText.Write(writer, spec, plan);
            writer.Line();
            DeclaredLayersText.Write(writer, plan);
            writer.Line();
            if (spec.Gpu)
            {
                GpuMember.Write(writer, plan);
                writer.Line();
            }

            WritePacking(writer, plan);
            writer.Line();
            WriteTiles(writer, plan);
            if (plan.Output.IsSequence)
            {
                WriteOutputLengths(writer, plan);
            }

            WriteLoss(writer, plan);
            writer.Line();
            BackwardPass.Write(writer, plan);
            writer.Line();
            if (plan.Decoder is { } decoder)
            {
                DecoderMembers.WriteEncode(writer, plan, decoder);
                writer.Line();
                DecoderMembers.WriteStep(writer, plan, decoder);
                return;
            }

            WriteWindow(writer, plan);
            if (plan.CanStep)
            {
                writer.Line();
                WriteStep(writer, plan);
            }
        }
    }

    private static void WritePacking(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override void Pack(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            foreach (Layer layer in plan.Layers)
            {
                layer.WritePack(writer);
            }
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override void Unpack(ReadOnlySpan<float> packedGradient, Span<float> gradient)"))
        {
            foreach (Layer layer in plan.Layers)
            {
                layer.WriteUnpack(writer);
            }
        }
    }

    private static void WriteTiles(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("""
            /// <inheritdoc/>
            public override void PredictTile(in Tile tile) => Forward<NoTape>(tile, training: false);

            /// <inheritdoc/>
            public override void ForwardTile(in Tile tile) => Forward<KeepTape>(tile, training: true);
            """);
        BatchParts.WriteEntries(writer, plan);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override void TraceTile(in Tile tile, ModelTrace trace)"))
        {
            writer.Line("Forward<KeepTape>(tile, training: false);");
            writer.Line("ref float work = ref MemoryMarshal.GetReference(tile.Workspace);");
            writer.Line("ref float tape = ref Unsafe.Add(ref work, Tape);");
            if (plan.Layers.Any(layer => layer.ValidNeedsInput))
            {
                writer.Line("ref float input = ref MemoryMarshal.GetReference(tile.Inputs);");
            }

            writer.Line("RowLengths valid = tile.Lengths;");
            int first = 0;
            foreach (Layer layer in plan.Layers)
            {
                if (layer is ITraced traced)
                {
                    traced.WriteTrace(writer, first);
                    first += traced.Traces.Count();
                }

                WriteValidAfter(writer, layer, "RowLengths");
            }

            AttendMembers.WriteTrace(writer, plan);
        }

        writer.Line();
        writer.Line("/// <summary>One tile through all layers. In training, masks are drawn.</summary>");
        writer.Line($"private static void Forward<TTape>(in Tile tile, bool training{BatchParts.Parameter(plan)})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(tile.Packed);
                ref float work = ref MemoryMarshal.GetReference(tile.Workspace);
                ref float tape = ref TTape.Keep ? ref Unsafe.Add(ref work, Tape) : ref work;
                ref float input = ref MemoryMarshal.GetReference(tile.Inputs);
                ref float output = ref MemoryMarshal.GetReference(tile.Outputs);
                RowLengths valid = tile.Lengths;
                """);
            if (plan.Carries)
            {
                writer.Line($$"""

                    // What each row carries from the window before to the one behind; zero where nobody keeps it.
                    ref float states = ref tile.States.IsEmpty ? ref Unsafe.Add(ref work, {{plan.CarriedAt}}) : ref MemoryMarshal.GetReference(tile.States);
                    if (tile.States.IsEmpty)
                    {
                        RowOps.Clear(ref states, {{Build.Rows * plan.StateLength}});
                    }
                    """);
            }

            DecoderMembers.WriteInputs(writer, plan);
            void Begin() => WriteLoadedInput(writer, plan);
            void Forward(Layer layer)
            {
                writer.Line();
                writer.Line($"// {layer.Name}: {layer.Input} to {layer.Output}.");
                layer.WriteForward(writer);
            }

            void End()
            {
                writer.Line();
                writer.Line("// The output, row by row.");
                RowCopies.CopyValidSteps(writer, plan.Output, View.OfCaller("output", plan.Output), Last(plan).TileOutput, ValidOutput(plan));
            }

            if (BatchParts.Has(plan))
            {
                BatchParts.WriteForward(writer, plan, Begin, Forward, End);
                return;
            }

            Begin();
            foreach (Layer layer in plan.Layers)
            {
                Forward(layer);
                WriteValidAfter(writer, layer, "RowLengths");
            }

            End();
        }
    }

    private static void WriteLoadedInput(SourceWriter writer, ModelPlan plan)
    {
        if (plan.LoadedInput is { } loaded)
        {
            writer.Line();
            writer.Line("// The input, step by step.");
            RowCopies.CopySteps(writer, plan.Input, loaded, View.OfCaller("input", plan.Input));
        }
    }

    private static void WriteOutputLengths(SourceWriter writer, ModelPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override RowLengths OutputLengths(in Tile tile)"))
        {
            writer.Line("RowLengths valid = tile.Lengths;");
            if (plan.Layers.Any(layer => layer.ValidNeedsInput))
            {
                writer.Line("ref float input = ref MemoryMarshal.GetReference(tile.Inputs);");
            }

            foreach (Layer layer in plan.Layers)
            {
                WriteValidAfter(writer, layer, "RowLengths");
            }

            writer.Line($"return {ValidOutput(plan)};");
        }

        if (plan.Decoder is not null)
        {
            // Of one source it writes all steps.
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override int OutputLength(ReadOnlySpan<float> window, int length)"))
        {
            writer.Line("int valid = length;");
            if (plan.Layers.Any(layer => layer.ValidNeedsInput))
            {
                writer.Line("ref float input = ref MemoryMarshal.GetReference(window);");
            }

            plan.Layers.ToList().ForEach(layer => WriteValidAfter(writer, layer, "int"));
            writer.Line($"return {ValidOutput(plan)};");
        }
    }

    private static void WriteLoss(SourceWriter writer, ModelPlan plan)
    {
        if (plan.Head is not { } head)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override Loss DefaultLoss {{ get; }} = {head.DefaultLoss};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool Takes(Loss loss) => {head.TakesLoss};");
        if (head.BadTarget.Length > 0)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string? DescribeBadTarget(Loss loss, ReadOnlySpan<float> target, int steps) => {head.BadTarget};");
        }

        if (head.Finish.Length > 0)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override void Finish(Span<float> output) => {head.Finish};");
        }

        if (!head.HasOwnLoss)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override void LossTile(Loss loss, in Tile tile, ReadOnlySpan<float> targets, Span<float> rowLosses)"))
        {
            writer.Line("ref float packed = ref MemoryMarshal.GetReference(tile.Packed);");
            writer.Line("ref float work = ref MemoryMarshal.GetReference(tile.Workspace);");
            if (plan.Output.IsSequence)
            {
                writer.Line($"RowLengths {Last(plan).Valid} = OutputLengths(tile);");
            }

            head.WriteLoss(writer);
        }
    }

    public static void WriteValidAfter(SourceWriter writer, Layer layer, string type)
    {
        if (layer.ValidAfter(layer.Valid) is { } after)
        {
            writer.Line($"{type} valid{layer.Index + 1} = {after};");
        }
    }

    /// <summary>The local that holds the valid steps of the output.</summary>
    private static string ValidOutput(ModelPlan plan) =>
        Last(plan) is var last && last.ValidAfter(last.Valid) is null ? last.Valid : $"valid{last.Index + 1}";

    private static void WriteWindow(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <summary>One window.</summary>");
        using (writer.Block("public static void Window(ReadOnlySpan<float> weights, ReadOnlySpan<float> window, int valid, Span<float> scratch, Span<float> outputs)"))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(weights);
                ref float work = ref MemoryMarshal.GetReference(scratch);
                ref float input = ref MemoryMarshal.GetReference(window);
                ref float output = ref MemoryMarshal.GetReference(outputs);
                """);
            foreach (Layer layer in plan.Layers)
            {
                layer.WriteWindow(writer);
                WriteValidAfter(writer, layer, "int");
            }

            View from = Last(plan).WindowOutput;
            View to = View.OfCaller("output", plan.Output);
            if (plan.Output.IsSequence)
            {
                using (writer.Block($"for (nint t = 0; t < {ValidOutput(plan)}; t++)"))
                {
                    RowCopies.CopyRow(writer, to.At(0, "t"), from.At(0, "t"), plan.Output.Width);
                }

                writer.Line($"outputs[({ValidOutput(plan)} * {plan.Output.Width})..].Clear();");
            }
            else
            {
                RowCopies.CopyRow(writer, to.Reference, from.Reference, plan.Output.Width);
            }
        }
    }

    private static void WriteStep(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <summary>One step of a stream. Turn is 0 and 1 in turns: which end of the weights is read first.</summary>");
        using (writer.Block("public static void Step(ReadOnlySpan<float> weights, ref float state, nint turn, ReadOnlySpan<float> inputs, Span<float> scratch, Span<float> outputs)"))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(weights);
                ref float work = ref MemoryMarshal.GetReference(scratch);
                ref float input = ref MemoryMarshal.GetReference(inputs);
                ref float output = ref MemoryMarshal.GetReference(outputs);
                """);
            foreach (Layer layer in plan.Layers)
            {
                layer.WriteStep(writer);
            }

            RowCopies.CopyRow(writer, "output", Last(plan).StepOutput.Reference, plan.Output.Width);
        }
    }

    public static Layer Last(ModelPlan plan) => plan.Layers[plan.Layers.Count - 1];
}
