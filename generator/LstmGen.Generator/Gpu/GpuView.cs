namespace LstmGen.Generator.Gpu;

/// <summary>Where steps × rows of values lie on the device: in an array of rows as callers hold them, or in the workspace of each tile.</summary>
/// <param name="Argument">Of the array's address.</param>
/// <param name="IsTiled">Whether it is the workspace.</param>
/// <param name="Offset">Floats from the start of the array or of a tile's workspace to the first value of step 0, row 0.</param>
/// <param name="StepStride">Floats from a step to the next.</param>
/// <param name="RowStride">Floats from a row to the next.</param>
internal sealed record GpuView(int Argument, bool IsTiled, int Offset, int StepStride, int RowStride)
{
    /// <summary>The same, some values on.</summary>
    public GpuView Shifted(int values) => this with { Offset = Offset + values };

    /// <summary>The address of a row's step 0.</summary>
    /// <param name="kernel">That it is written to.</param>
    /// <param name="row">The word with the number of the row.</param>
    public string Row(PtxKernel kernel, string row)
    {
        string start = kernel.Argument64(Argument), address = kernel.Long(), offset = kernel.Long();
        if (!IsTiled)
        {
            kernel.Do($"mul.wide.u32 {offset}, {row}, {4 * RowStride}");
            kernel.Do($"add.s64 {address}, {start}, {offset}");
            return Moved(kernel, address);
        }

        string bytes = kernel.Op("shl.b32", kernel.Argument32(GpuArgument.TileLength), 2);
        string inTile = kernel.Op("mul.lo.u32", kernel.Op("and.b32", row, 3), 4 * RowStride);
        kernel.Do($"mul.wide.u32 {offset}, {kernel.Op("shr.u32", row, 2)}, {bytes}");
        kernel.Do($"add.s64 {address}, {start}, {offset}");
        string rest = kernel.Long();
        kernel.Do($"cvt.u64.u32 {rest}, {inTile}");
        kernel.Do($"add.s64 {address}, {address}, {rest}");
        return Moved(kernel, address);
    }

    private string Moved(PtxKernel kernel, string address)
    {
        if (Offset != 0)
        {
            kernel.Do($"add.s64 {address}, {address}, {4L * Offset}");
        }

        return address;
    }

    /// <summary>The address of a step of a row.</summary>
    public string Step(PtxKernel kernel, string row, string step)
    {
        string address = kernel.Long(), offset = kernel.Long();
        kernel.Do($"mul.wide.s32 {offset}, {step}, {4 * StepStride}");
        kernel.Do($"add.s64 {address}, {row}, {offset}");
        return address;
    }
}
