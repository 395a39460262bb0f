using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>The addresses of some rows that follow each other, at one step: few registers, and the rest as numbers in the instructions.</summary>
internal sealed class GpuRows
{
    private readonly string[] _bases;
    private readonly GpuView _view;

    private GpuRows(GpuView view, string[] bases) => (_view, _bases) = (view, bases);

    /// <summary>Step 0 of rows.</summary>
    /// <param name="kernel">That it is written to.</param>
    /// <param name="view">Where they lie.</param>
    /// <param name="first">The word with the number of the first, a multiple of the rows of a tile.</param>
    /// <param name="rows">How many.</param>
    /// <param name="column">A word with a number of values to add; null for none.</param>
    public static GpuRows Of(PtxKernel kernel, GpuView view, string first, int rows, string? column = null)
    {
        int count = view.IsTiled ? rows / Build.Rows : 1;
        string[] bases = [.. Enumerable.Range(0, count).Select(tile => view.Row(kernel, tile == 0 ? first : kernel.Op("add.u32", first, Build.Rows * tile)))];
        return new(view, column is null ? bases : [.. bases.Select(address => kernel.At(address, column))]);
    }

    /// <summary>The same rows at a step.</summary>
    public GpuRows At(PtxKernel kernel, string step)
    {
        string offset = kernel.Long();
        kernel.Do($"mul.wide.s32 {offset}, {step}, {4 * _view.StepStride}");
        return new(_view, [.. _bases.Select(address =>
        {
            string moved = kernel.Long();
            kernel.Do($"add.s64 {moved}, {address}, {offset}");
            return moved;
        })]);
    }

    /// <summary>A value of a row, as an operand.</summary>
    public string this[int row, int value = 0]
    {
        get
        {
            int bytes = 4 * ((_view.IsTiled ? row % Build.Rows : row) * _view.RowStride + value);
            string address = _bases[_view.IsTiled ? row / Build.Rows : 0];
            return bytes == 0 ? $"[{address}]" : $"[{address}+{bytes}]";
        }
    }
}
