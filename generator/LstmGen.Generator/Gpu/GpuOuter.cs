using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>
/// The gradient of weights: zᵀ·d, a sum over the (step, row) pairs of a chunk's tiles for each element, in the order of the processor's kernels. Of each tile the steps are added up in segments from the last,
/// each a sum of its own from zero, then added to what the chunk has. A thread owns a column of some rows.
/// </summary>
internal static class GpuOuter
{
    private const int RowsOfThread = 4;
    private const int MostThreads = 256;

    /// <summary>Steps whose values are read together.</summary>
    private const int Together = 4;

    /// <summary>Rows of z that lie together.</summary>
    /// <param name="Z">Where; null for a one, which the gradient of a bias has.</param>
    /// <param name="Rows">How many.</param>
    /// <param name="Offset">Of the first one's gradient in the canonical vector.</param>
    /// <param name="Stride">From one to the next there.</param>
    /// <param name="IsBefore">Whether it is that of the step before in the order of d: zero where there is none.</param>
    internal sealed record Part(GpuView? Z, int Rows, int Offset, int Stride, bool IsBefore = false);

    /// <summary>Over which steps.</summary>
    /// <param name="Steps">At most.</param>
    /// <param name="HasLengths">Whether a tile ends with its longest row.</param>
    /// <param name="Segment">Steps of a sum.</param>
    /// <param name="Reversed">Whether the last step is taken first.</param>
    internal sealed record Range(int Steps, bool HasLengths, int Segment, bool Reversed);

    public static GpuLaunchPlan Write(GpuText code, string name, IReadOnlyList<Part> parts, GpuView d, int columns, int firstColumn, Range range, int parameterCount)
    {
        int threads = Math.Min((columns + 31) / 32 * 32, MostThreads), columnBlocks = (columns + threads - 1) / threads;
        PtxKernel kernel = code.Begin(name, threads);
        (string x, string chunk) = (kernel.Word(), kernel.Word());
        kernel.Do($"mov.u32 {x}, %ctaid.x");
        kernel.Do($"mov.u32 {chunk}, %ctaid.y");
        string block = kernel.Op("div.u32", x, columnBlocks), column = kernel.Word();
        kernel.Do($"mad.lo.u32 {column}, {kernel.Op("rem.u32", x, columnBlocks)}, {threads}, {kernel.Thread}");
        string inside = kernel.Is("lt.u32", column, columns), held = kernel.Op("min.u32", column, columns - 1);
        (string tiles, string chunks) = (kernel.Argument32(GpuArgument.Tiles), kernel.Argument32(GpuArgument.Chunks));
        string first = kernel.Op("div.u32", kernel.Op("mul.lo.u32", tiles, chunk), chunks);
        string end = kernel.Op("div.u32", kernel.Op("mul.lo.u32", tiles, kernel.Op("add.u32", chunk, 1)), chunks);
        int blocks = 0;
        foreach (Part part in parts)
        {
            int from = blocks, count = (part.Rows + RowsOfThread - 1) / RowsOfThread;
            blocks += count;
            kernel.If(kernel.Is("ge.u32", block, from), () => kernel.If(kernel.Is("lt.u32", block, blocks), () =>
            {
                string row = kernel.Op("shl.b32", kernel.Op("sub.u32", block, from), 2);
                string[] sums = Sums(kernel, part, row, d, held, first, end, range);
                Store(kernel, part, row, sums, chunk, column, inside, firstColumn, parameterCount);
            }));
        }

        return code.End(kernel, "Chunks", blocks * columnBlocks);
    }

    private static string[] Sums(PtxKernel kernel, Part part, string firstRow, GpuView d, string column, string first, string end, Range range)
    {
        int count = part.Z is null ? 1 : Math.Min(RowsOfThread, part.Rows);
        string[] gradient = Zeros(kernel, count);
        string tile = kernel.Word();
        kernel.Do($"mov.u32 {tile}, {first}");
        kernel.While("lt.u32", tile, end, () =>
        {
            string row = kernel.Op("shl.b32", tile, 2);
            string[] lengths = range.HasLengths ? GpuLengths.Of(kernel, row, Build.Rows) : [];
            string longest = range.HasLengths ? GpuLengths.Longest(kernel, lengths) : kernel.Number(range.Steps);
            GpuRows ds = GpuRows.Of(kernel, d, row, Build.Rows, column);
            GpuRows[] zs = part.Z is null ? [] : [.. Enumerable.Range(0, count).Select(i => GpuRows.Of(kernel, part.Z, row, Build.Rows, RowOf(kernel, part, firstRow, i)))];
            string to = kernel.Word(), from = kernel.Word();
            kernel.Do($"mov.u32 {to}, {(range.Reversed ? kernel.Number(range.Steps) : longest)}");
            kernel.Do($"mov.u32 {from}, {(range.Reversed ? kernel.Op("sub.s32", kernel.Number(range.Steps), longest) : "0")}");
            kernel.While("gt.s32", to, from, () =>
            {
                string start = kernel.Op("max.s32", kernel.Op("sub.s32", to, range.Segment), from), at = kernel.Word();
                string[] sums = Zeros(kernel, count);
                kernel.Do($"mov.u32 {at}, {start}");
                string whole = kernel.Op("sub.s32", to, Together - 1);
                if (range.Segment >= Together)
                {
                    kernel.While("lt.s32", at, whole, () => AddSteps(kernel, part, range, sums, ds, zs, at, lengths, Together));
                }

                kernel.While("lt.s32", at, to, () => AddSteps(kernel, part, range, sums, ds, zs, at, lengths, 1));
                for (int i = 0; i < count; i++)
                {
                    kernel.Do($"add.rn.f32 {gradient[i]}, {gradient[i]}, {sums[i]}");
                }

                kernel.Do($"mov.u32 {to}, {start}");
            });
            kernel.Do($"add.u32 {tile}, {tile}, 1");
        });
        return gradient;
    }

    /// <summary>The rows of some steps, in order. All is read before anything is added: reads wait for the memory together.</summary>
    private static void AddSteps(PtxKernel kernel, Part part, Range range, string[] sums, GpuRows ds, GpuRows[] zs, string at, string[] lengths, int steps)
    {
        List<(string Right, string[] Left)> pairs = [];
        for (int i = 0; i < steps; i++)
        {
            string step = kernel.Op(range.Reversed ? "sub.s32" : "add.s32", range.Reversed ? kernel.Number(range.Steps - 1 - i) : at, range.Reversed ? at : i);
            pairs.AddRange(ReadPairs(kernel, part, range, ds, zs, step, lengths));
        }

        foreach ((string right, string[] left) in pairs)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                kernel.Do(part.Z is null ? $"add.rn.f32 {sums[i]}, {sums[i]}, {right}" : $"fma.rn.f32 {sums[i]}, {left[i]}, {right}, {sums[i]}");
            }
        }

        kernel.Do($"add.s32 {at}, {at}, {steps}");
    }

    private static IEnumerable<(string Right, string[] Left)> ReadPairs(PtxKernel kernel, Part part, Range range, GpuRows ds, GpuRows[] zs, string step, string[] lengths)
    {
        GpuRows d = ds.At(kernel, step);
        string before = part.IsBefore ? kernel.Op(range.Reversed ? "add.s32" : "sub.s32", step, 1) : step;
        GpuRows[] z = [.. zs.Select(rows => rows.At(kernel, before))];
        string? there = part.IsBefore && !range.Reversed ? kernel.Is("gt.s32", step, 0) : null;
        for (int row = 0; row < Build.Rows; row++)
        {
            string right = kernel.Float();
            kernel.Do($"ld.global.nc.f32 {right}, {d[row]}");
            string? valid = part.IsBefore && range.Reversed ? kernel.Is("lt.s32", before, range.HasLengths ? lengths[row] : $"{range.Steps}") : there;
            string[] left = kernel.Floats(z.Length);
            for (int i = 0; i < z.Length; i++)
            {
                if (valid is not null)
                {
                    kernel.Do($"mov.f32 {left[i]}, 0f00000000");
                }

                kernel.Do($"{(valid is null ? "" : $"@{valid} ")}ld.global.nc.f32 {left[i]}, {z[i][row]}");
            }

            yield return (right, left);
        }
    }

    private static void Store(PtxKernel kernel, Part part, string firstRow, string[] sums, string chunk, string column, string inside, int firstColumn, int parameterCount) => kernel.If(inside, () =>
    {
        string start = kernel.Argument64(GpuArgument.ChunkGradients), offset = kernel.Long(), address = kernel.Long();
        kernel.Do($"mul.wide.u32 {offset}, {chunk}, {checked(4L * parameterCount)}");
        kernel.Do($"add.s64 {address}, {start}, {offset}");
        for (int i = 0; i < sums.Length; i++)
        {
            string row = kernel.Op("add.u32", firstRow, i), at = kernel.Word(), mine = column;
            kernel.Do($"mad.lo.u32 {at}, {row}, {part.Stride}, {mine}");
            kernel.If(kernel.Is("lt.u32", row, part.Rows), () => kernel.Do($"st.global.f32 [{kernel.At(address, kernel.Op("add.u32", at, part.Offset + firstColumn))}], {sums[i]}"));
        }
    });

    /// <summary>The number of a row of z that a thread reads: the last one's where there are no more.</summary>
    private static string RowOf(PtxKernel kernel, Part part, string firstRow, int i) => kernel.Op("min.u32", kernel.Op("add.u32", firstRow, i), part.Rows - 1);

    private static string[] Zeros(PtxKernel kernel, int count)
    {
        string[] zeros = kernel.Floats(count);
        foreach (string zero in zeros)
        {
            kernel.Do($"mov.f32 {zero}, 0f00000000");
        }

        return zeros;
    }
}
