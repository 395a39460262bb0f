using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>What a model says of itself at run time: the initialiser of its <c>ModelDescription</c>.</summary>
internal static class DescriptionText
{
    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override ModelDescription Description { get; } = new()", "};"))
        {
            writer.Line($$"""
                Name = "{{spec.FullName}}",
                LookBack = {{spec.LookBack}},
                Features = {{plan.Input.Width}},
                OutputSteps = {{plan.Output.Steps}},
                Outputs = {{plan.Output.Width}},{{(plan.Head is { TargetSize: > 0 and var size } ? $"\nOwnTargetSize = {size}," : "")}}{{(plan.Head is { ScalesOutputs: false } ? "\nScalesOutputs = false," : "")}}{{(plan.Head is { Distribution: { Length: > 0 } distribution } ? $"\nDistribution = {distribution}," : "")}}{{OutputBounds(plan)}}
                Scaling = Scaling.{{spec.Scaling}},
                PackedLength = {{plan.PackedLength}},
                PackedGradientLength = {{plan.GradientLength}},
                PredictionWorkspaceLength = {{plan.WorkLength}},
                TrainingWorkspaceLength = {{plan.WorkLength + plan.TapeLength}},
                MultiplyAddsPerWindow = {{plan.MultiplyAdds}},
                WindowScratchLength = {{WindowCall.ScratchLength(spec, plan)}},
                WindowOnStack = {{(WindowCall.OnStack(spec, plan) ? "true" : "false")}},
                """);
            WriteLayers(writer, plan);
            writer.Line("Parameters =");
            writer.Line("[");
            foreach (ParameterPlan p in plan.Parameters)
            {
                string forget = (p.UnitForgetBias ? ", UnitForgetBias: true" : "") + (p.IsFrozen ? ", IsFrozen: true" : "");
                writer.Line($"    new(\"{p.Name}\", {p.Offset}, {p.ShapeText}, Initializer.{p.Initializer}, FanIn: {p.FanIn}, FanOut: {p.FanOut}, Units: {p.Units}{forget}),");
            }

            writer.Line("],");
            TokenMembers.WriteDescription(writer, plan);
            DecoderMembers.WriteDescription(writer, plan);
            if (plan.Layers.OfType<IMasking>().FirstOrDefault() is { } masking)
            {
                writer.Line($"PaddingValue = {Text.Literal(masking.PaddingValue)},");
            }

            if (plan.Layers.Any(layer => layer is IDropping { DrawsMasks: true }))
            {
                writer.Line("DrawsMasks = true,");
            }

            WriteNorms(writer, plan);
            if (plan.Carries)
            {
                writer.Line($"CarriedLength = {plan.StateLength},");
            }

            writer.Line("Traces =");
            writer.Line("[");
            foreach (Layer layer in plan.Layers)
            {
                foreach ((string trace, int units, int width, string? gates) in layer is ITraced traced ? traced.Traces : [])
                {
                    writer.Line($"    new(\"{trace}\", {layer.Input.Steps}, {units}{(width == units ? "" : $", Width: {width}")}{(gates is null ? "" : $", Gates: \"{gates}\"")}),");
                }
            }

            writer.Line("],");
            if (plan.Layers.Any(layer => layer is IWeighing))
            {
                writer.Line("Attentions =");
                writer.Line("[");
                foreach (Layer layer in plan.Layers)
                {
                    if (layer is IWeighing { Attention: var attention })
                    {
                        writer.Line($"    new(\"{layer.Name}\", {attention.Heads}, {attention.Steps}),");
                    }
                }

                writer.Line("],");
            }
        }
    }

    private static void WriteNorms(SourceWriter writer, ModelPlan plan)
    {
        if (plan.Norms.Count == 0)
        {
            return;
        }

        static string Place(ParameterPlan? tensor) => tensor is null ? "-1" : Text.Of(tensor.Offset);
        writer.Line("Norms =");
        writer.Line("[");
        foreach (NormPlan norm in plan.Norms)
        {
            writer.Line(
                $"    new({Text.Quoted(norm.Name)}, Width: {norm.Width}, Channels: {norm.Channels}, At: {norm.At}, Gamma: {Place(norm.Gamma)}, Beta: {Place(norm.Beta)}, "
                + $"Mean: {Place(norm.Mean)}, Variance: {Place(norm.Variance)}, Epsilon: {Number(norm.Epsilon)}, Momentum: {Number(norm.Momentum)}, "
                + $"UnbiasedVariance: {(norm.UnbiasedVariance ? "true" : "false")}),");
        }

        writer.Line("],");
    }

    private static void WriteLayers(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("Layers =");
        writer.Line("[");
        foreach (Layer layer in plan.Layers)
        {
            long parameters = plan.ParametersOf(layer).Sum(p => (long)p.Count);
            writer.Line($"    new({Text.Quoted(layer.Name)}, {Text.Quoted(layer.Title)}, {Text.Quoted(layer.Output.ToString())}, Parameters: {parameters}),");
        }

        writer.Line("],");
    }

    /// <summary>Where the activation of the last layer has bounds: noise behind it is for training alone.</summary>
    private static string OutputBounds(ModelPlan plan)
    {
        if (plan.Head is not null || plan.Layers.LastOrDefault(layer => layer is not INoise) is not IActivated last)
        {
            return "";
        }

        var range = ActivationRange.Of(last);
        return (double.IsInfinity(range.Least) ? "" : $"\nLeastOutput = {Number(range.Least)},") + (double.IsInfinity(range.Most) ? "" : $"\nMostOutput = {Number(range.Most)},");
    }

    private static string Number(double bound) => bound.ToString("R", Text.Invariant);
}
