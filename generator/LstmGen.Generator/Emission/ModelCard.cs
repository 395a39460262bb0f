using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The model card: what was compiled, as remarks on the user's class.</summary>
internal static class ModelCard
{
    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>{Text.Count(plan.Input.Steps, "step")} × {Text.Count(plan.Input.Width, "feature")} in, {plan.Output} out.</para>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>Layer</term><description>Output; parameters</description></listheader>");
        foreach (Layer layer in plan.Layers)
        {
            IReadOnlyList<ParameterPlan> parameters = plan.ParametersOf(layer);
            string names = parameters.Count == 0 ? "none" : $"{Text.Number(parameters.Sum(p => (long)p.Count))}: {string.Join(", ", parameters.Select(p => $"{p.Name} {p.ShapeText}"))}";
            writer.Line($"/// <item><term>{layer.Describe()}</term><description>{layer.Output}; {names}</description></item>");
        }

        writer.Line("/// </list>");
        string scratch = $"{Text.Number((long)WindowCall.ScratchLength(spec, plan) * sizeof(float))} bytes {(WindowCall.OnStack(spec, plan) ? "on the stack" : "in a workspace")}";
        writer.Line($"""
            /// <para>
            /// {Text.Number(plan.ParameterCount)} parameters; {Text.Number(plan.MultiplyAdds)} multiply-adds a window. One window takes {scratch};
            /// a training tile of {Build.Rows} rows takes a workspace of {Text.Number((plan.WorkLength + (long)plan.TapeLength) * sizeof(float))} bytes, allocated once. Kernels for 512, 256 and 128 bits give the same bits.
            /// </para>
            /// </remarks>
            """);
    }
}
