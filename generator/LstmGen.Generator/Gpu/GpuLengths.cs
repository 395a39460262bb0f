using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>How many steps of rows are valid.</summary>
internal static class GpuLengths
{
    /// <summary>The address of a row's.</summary>
    private static string Address(PtxKernel kernel, string row)
    {
        string lengths = kernel.Argument64(GpuArgument.Lengths), offset = kernel.Long(), address = kernel.Long();
        kernel.Do($"mul.wide.u32 {offset}, {row}, 4");
        kernel.Do($"add.s64 {address}, {lengths}, {offset}");
        return address;
    }

    /// <summary>A row's.</summary>
    public static string Of(PtxKernel kernel, string row) => Of(kernel, row, 1)[0];

    /// <summary>Those of rows that follow each other.</summary>
    public static string[] Of(PtxKernel kernel, string first, int rows)
    {
        string address = Address(kernel, first);
        string[] lengths = [.. Enumerable.Range(0, rows).Select(_ => kernel.Word())];
        for (int row = 0; row < rows; row++)
        {
            kernel.Do($"ld.global.u32 {lengths[row]}, [{address}+{4 * row}]");
        }

        return lengths;
    }

    /// <summary>The longest of some.</summary>
    public static string Longest(PtxKernel kernel, string[] lengths) => lengths.Skip(1).Aggregate(lengths[0], (longest, length) => kernel.Op("max.s32", longest, length));

    /// <summary>The longest in the tile of a row: steps past it are not there.</summary>
    public static string OfTile(PtxKernel kernel, string row) => Longest(kernel, Of(kernel, kernel.Op("and.b32", row, -Build.Rows), Build.Rows));
}
