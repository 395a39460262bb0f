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
            writer.Line();
            WriteDescription(writer, spec, plan);
            writer.Line();
            WritePacking(writer, plan);
            writer.Line();
            WriteTiles(writer, plan);
            writer.Line();
            WriteBackward(writer, plan);
            writer.Line();
            WriteWindow(writer, plan);
            if (plan.CanStep)
            {
                writer.Line();
                WriteStep(writer, plan);
            }
        }
    }

    private static void WriteDescription(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override ModelDescription Description { get; } = new()", "};"))
        {
            writer.Line($$"""
                Name = "{{spec.FullName}}",
                LookBack = {{spec.LookBack}},
                Features = {{spec.Features}},
                OutputSteps = {{plan.Output.Steps}},
                Outputs = {{plan.Output.Width}},
                Scaling = Scaling.{{spec.Scaling}},
                PackedLength = {{plan.PackedLength}},
                PackedGradientLength = {{plan.GradientLength}},
                PredictionWorkspaceLength = {{plan.WorkLength}},
                TrainingWorkspaceLength = {{plan.WorkLength + plan.TapeLength}},
                MultiplyAddsPerWindow = {{plan.MultiplyAdds}},
                """);
            writer.Line("Parameters =");
            writer.Line("[");
            foreach (ParameterPlan p in plan.Parameters)
            {
                string shape = p.Rows == 0 ? $"[{p.Columns}]" : $"[{p.Rows}, {p.Columns}]";
                string forget = p.UnitForgetBias ? ", UnitForgetBias: true" : "";
                writer.Line($"    new(\"{p.Name}\", {p.Offset}, {shape}, Initializer.{p.Initializer}, FanIn: {p.FanIn}, FanOut: {p.FanOut}, Units: {p.Units}{forget}),");
            }

            writer.Line("],");
            writer.Line("Traces =");
            writer.Line("[");
            foreach ((string trace, int units) in plan.Layers.SelectMany(layer => layer.Traces))
            {
                writer.Line($"    new(\"{trace}\", {units}),");
            }

            writer.Line("],");
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

            /// <inheritdoc/>
            """);
        using (writer.Block("public override void TraceTile(in Tile tile, ModelTrace trace)"))
        {
            writer.Line("Forward<KeepTape>(tile, training: false);");
            writer.Line("ref float work = ref MemoryMarshal.GetReference(tile.Workspace);");
            writer.Line("ref float tape = ref Unsafe.Add(ref work, Tape);");
            int first = 0;
            foreach (Layer layer in plan.Layers)
            {
                layer.WriteTrace(writer, first);
                first += layer.Traces.Count();
            }
        }

        writer.Line();
        writer.Line("/// <summary>One tile through all layers. In training, masks are drawn.</summary>");
        writer.Line("private static void Forward<TTape>(in Tile tile, bool training)");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(tile.Packed);
                ref float work = ref MemoryMarshal.GetReference(tile.Workspace);
                ref float tape = ref TTape.Keep ? ref Unsafe.Add(ref work, Tape) : ref work;
                ref float input = ref MemoryMarshal.GetReference(tile.Inputs);
                ref float output = ref MemoryMarshal.GetReference(tile.Outputs);
                """);
            if (plan.LoadedInput is { } loaded)
            {
                writer.Line();
                writer.Line("// The input, step by step.");
                CopySteps(
                    writer, plan.Input.Steps, plan.Input.Width, loaded, CallerRows("input", plan.Input), Build.Rows);
            }

            foreach (Layer layer in plan.Layers)
            {
                writer.Line();
                writer.Line($"// {layer.Name}: {layer.Input} to {layer.Output}.");
                layer.WriteForward(writer);
            }

            writer.Line();
            writer.Line("// The output, row by row.");
            CopySteps(writer, plan.Output.Steps, plan.Output.Width, CallerRows("output", plan.Output), Last(plan).TileOutput, Build.Rows);
        }
    }

    private static void WriteBackward(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override void BackwardTile(in Tile tile)"))
        {
            writer.Line("""
                ref float packed = ref MemoryMarshal.GetReference(tile.Packed);
                ref float work = ref MemoryMarshal.GetReference(tile.Workspace);
                ref float tape = ref Unsafe.Add(ref work, Tape);
                ref float input = ref MemoryMarshal.GetReference(tile.Inputs);
                ref float outputGradient = ref MemoryMarshal.GetReference(tile.OutputGradients);
                ref float gradient = ref MemoryMarshal.GetReference(tile.PackedGradient);
                """);
            View view = CallerRows("outputGradient", plan.Output);
            for (int i = plan.Layers.Count - 1; i >= 0; i--)
            {
                Layer layer = plan.Layers[i];
                writer.Line();
                writer.Line($"// {layer.Name}");
                layer.WriteBackward(writer, view);
                if (i > 0)
                {
                    layer.WriteInputGradient(writer);
                }

                view = layer.TileInputGradient;
            }

            writer.Line();
            writer.Line("// Only for those who ask: the loss by the input.");
            using (writer.Block("if (!tile.InputGradients.IsEmpty)"))
            {
                plan.Layers[0].WriteInputGradient(writer);
                writer.Line("ref float inputGradient = ref MemoryMarshal.GetReference(tile.InputGradients);");
                CopySteps(writer, plan.Input.Steps, plan.Input.Width, CallerRows("inputGradient", plan.Input), view, Build.Rows);
            }
        }
    }

    private static void WriteWindow(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <summary>One window.</summary>");
        using (writer.Block("public static void Window(ReadOnlySpan<float> weights, ReadOnlySpan<float> window, Span<float> scratch, Span<float> outputs)"))
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
            }

            CopySteps(writer, plan.Output.Steps, plan.Output.Width, CallerRows("output", plan.Output), Last(plan).WindowOutput, 1);
        }
    }

    private static void WriteStep(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <summary>One step of a stream.</summary>");
        using (writer.Block("public static void Step(ReadOnlySpan<float> weights, ref float state, ReadOnlySpan<float> inputs, Span<float> scratch, Span<float> outputs)"))
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

            CopySteps(writer, 1, plan.Output.Width, CallerRows("output", plan.Output), Last(plan).StepOutput, 1);
        }
    }

    private static Layer Last(ModelPlan plan) => plan.Layers[plan.Layers.Count - 1];

    /// <summary>Rows as callers hold them: [row][step][value].</summary>
    private static View CallerRows(string reference, Shape shape) => new(reference, "", shape.Width, shape.Steps * shape.Width);

    private static void CopySteps(SourceWriter writer, int steps, int width, View to, View from, int rows)
    {
        SourceWriter.Scope? loop = steps > 1 ? writer.Block($"for (nint t = 0; t < {steps}; t++)") : null;
        for (int row = 0; row < rows; row++)
        {
            string target = to.At(row, steps > 1 ? "t" : null);
            string source = from.At(row, steps > 1 ? "t" : null);
            writer.Line(width == 1 ? $"{target} = {source};" : $"RowOps.Copy(ref {target}, ref {source}, {width});");
        }

        loop?.Dispose();
    }
}
