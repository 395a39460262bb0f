using LstmGen.Generator.Composition;
using LstmGen.Generator.Gpu;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The kernels for a GPU, as a member that makes them when something asks.</summary>
internal static class GpuMember
{
    public static void Write(SourceWriter writer, ModelPlan plan)
    {
        GpuCode code = GpuBackend.Write(new()
        {
            Forward = plan.Forward,
            Backward = plan.Backward,
            Input = plan.Input,
            LoadedInput = plan.LoadedInput,
            Output = plan.Output,
            Result = plan.Result,
            ParameterCount = plan.ParameterCount,
        });
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override GpuProgram Gpu => new()");
        using (writer.Block(null, "};"))
        {
            writer.Line($"PredictionTileLength = {Text.Of(code.PredictionTileLength)},");
            writer.Line($"TrainingTileLength = {Text.Of(code.TrainingTileLength)},");
            writer.Line($"ScratchLength = {Text.Of(code.ScratchLength)},");
            WriteLaunches(writer, "Predict", code.Predict);
            WriteLaunches(writer, "Forward", code.Forward);
            WriteLaunches(writer, "Backward", code.Backward);
            // As bytes: an assembly has room for 16 million letters of texts alone.
            writer.Line("Ptx = global::System.Text.Encoding.UTF8.GetString(\"\"\"");
            writer.Line(code.Ptx.Replace("\t", "    ").TrimEnd('\n'));
            writer.Line("\"\"\"u8),");
        }
    }

    private static void WriteLaunches(SourceWriter writer, string name, IEnumerable<GpuLaunchPlan> launches)
    {
        writer.Line($"{name} =");
        writer.Line("[");
        foreach (GpuLaunchPlan launch in launches)
        {
            writer.Line($"    new({Text.Quoted(launch.Kernel)}, Threads: {Text.Of(launch.Threads)}, SharedBytes: {Text.Of(launch.SharedBytes)}, GpuGrid.{launch.Grid}, {Text.Of(launch.Count)}),");
        }

        writer.Line("],");
    }
}
