namespace LstmGen.Generator.Gpu;

/// <summary>Room of a whole model behind the workspaces of its tiles, in training.</summary>
internal static class GpuScratch
{
    /// <summary>The address of a place in it.</summary>
    public static string Address(PtxKernel kernel, int at)
    {
        string tiles = kernel.Op("shr.u32", kernel.Argument32(GpuArgument.Rows), 2), bytes = kernel.Op("shl.b32", kernel.Argument32(GpuArgument.TileLength), 2), offset = kernel.Long(), address = kernel.Long();
        kernel.Do($"mul.wide.u32 {offset}, {tiles}, {bytes}");
        kernel.Do($"add.s64 {address}, {kernel.Argument64(GpuArgument.Workspace)}, {offset}");
        if (at > 0)
        {
            kernel.Do($"add.s64 {address}, {address}, {4L * at}");
        }

        return address;
    }
}
