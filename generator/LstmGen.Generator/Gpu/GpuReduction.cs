using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>The gradients of the chunks as one: pairs, pairs of pairs, and so on, as the training engine sums them, in canonical order.</summary>
internal static class GpuReduction
{
    private const int Threads = 256;
    private const int MostChunks = 8;

    /// <summary>Parameters that no operation reads: their gradient comes with the loss.</summary>
    private static IEnumerable<(int First, int End)> Untouched(GpuModel model)
    {
        int from = 0;
        foreach (ParameterPlan tensor in model.Forward.SelectMany(operation => operation.Parameters).OrderBy(tensor => tensor.Offset))
        {
            if (tensor.Offset > from)
            {
                yield return (from, tensor.Offset);
            }

            from = Math.Max(from, tensor.Offset + tensor.Count);
        }

        if (from < model.ParameterCount)
        {
            yield return (from, model.ParameterCount);
        }
    }

    public static GpuLaunchPlan Write(GpuText code, GpuModel model)
    {
        int parameterCount = model.ParameterCount;
        PtxKernel kernel = code.Begin("reduce", Threads);
        string block = kernel.Word(), index = kernel.Word();
        kernel.Do($"mov.u32 {block}, %ctaid.x");
        kernel.Do($"mad.lo.u32 {index}, {block}, {Threads}, {kernel.Thread}");
        kernel.If(kernel.Is("lt.u32", index, parameterCount), () =>
        {
            string chunks = kernel.Argument32(GpuArgument.Chunks), from = kernel.At(kernel.Argument64(GpuArgument.ChunkGradients), index);
            string[] sums = kernel.Floats(MostChunks);
            foreach ((int first, int end) in Untouched(model))
            {
                // Of such an element there are no chunks.
                string isBehind = kernel.Is("ge.u32", index, first), isBefore = kernel.Is("lt.u32", index, end), none = kernel.Word();
                kernel.Do($"and.pred {isBehind}, {isBehind}, {isBefore}");
                kernel.Do($"selp.b32 {none}, 0, {chunks}, {isBehind}");
                chunks = none;
            }

            for (int chunk = 0; chunk < MostChunks; chunk++)
            {
                string there = kernel.Is("gt.u32", chunks, chunk);
                kernel.Do($"mov.f32 {sums[chunk]}, 0f00000000");
                kernel.Do($"@{there} ld.global.f32 {sums[chunk]}, [{from}+{4L * parameterCount * chunk}]");
            }

            for (int stride = 1; stride < MostChunks; stride *= 2)
            {
                for (int chunk = 0; chunk + stride < MostChunks; chunk += 2 * stride)
                {
                    kernel.Do($"@{kernel.Is("gt.u32", chunks, chunk + stride)} add.rn.f32 {sums[chunk]}, {sums[chunk]}, {sums[chunk + stride]}");
                }
            }

            kernel.Do($"st.global.f32 [{kernel.At(kernel.Argument64(GpuArgument.Gradient), index)}], {sums[0]}");
        });
        return code.End(kernel, "Fixed", (parameterCount + Threads - 1) / Threads);
    }
}
