using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Blocks of units: the sums of their gates in registers, then the element-wise part, forward and backward.
internal sealed partial class LstmKernels
{
    private static readonly string[] s_gates = ["i", "f", "g", "o"];

    /// <summary>
    /// The vectors that hold one row's gates of a block: one a gate, or, where a narrow block would leave lanes empty, several gates side by side.
    /// </summary>
    private static Vec[] Sums(int blockLanes, int width, string suffix = "", string weights = "w", int offset = 0) => (width / blockLanes) switch
    {
        4 => [new(width, offset, "ifgo" + suffix, weights, width)],
        2 => [new(width, offset, "if" + suffix, weights, 2 * width), new(width, offset + width, "go" + suffix, weights, 2 * width)],
        _ => [.. s_gates.Select((gate, i) => new Vec(width, offset + i * blockLanes, gate + suffix, weights, 4 * blockLanes))],
    };

    /// <summary>One block for the rows of a tile: multiply-adds in registers, then the cell.</summary>
    private void WriteBlock(SourceWriter writer, bool tail, int width)
    {
        int blockLanes = tail ? _blocks.Tail : Blocks.Width;
        Vec[] sums = Sums(blockLanes, width);
        int rows = Math.Min(Rows, (width == 16 ? 16 : 8) / sums.Length);
        int together = Math.Max(1, width / blockLanes);
        int units = Math.Min(width, blockLanes);
        writer.Line($"/// <summary>{Text.Count(rows, "row")} × {units} units of one step: four gates each, then cell and hidden state.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            $"private static void {Named("Block", tail, width)}<TTape>(nint known, ref float z, ref float w, ref float cell, ref float nextCell, ref float hidden, "
            + "ref float gates, ref float cellOut)");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            SourceWriter.Scope? loop = rows < Rows ? writer.Block($"for (nint row = 0; row < Rows; row += {rows})") : null;
            var tile = new RowTile(rows, sums, ZRow);
            tile.Start(writer, _units);
            tile.Accumulate(writer, new("z", _units + 1, _inputs, _units + 1, "x(t)"));
            tile.Accumulate(writer, new("z", 0, _units, 0, "h(t−1), where it is not zero yet", "known"));
            for (int row = 0; row < rows; row += together)
            {
                WriteCell(writer, sums, row, together, blockLanes, width);
            }

            // The cells of all rows first: what follows waits for them, and rows do not wait for each other.
            for (int row = 0; row < rows; row += together)
            {
                WriteHidden(writer, row, together, width);
            }

            if (loop is { } scope)
            {
                writer.Line($$"""

                    z = ref Unsafe.Add(ref z, {{rows}} * ZRow);
                    hidden = ref Unsafe.Add(ref hidden, {{rows}} * ZRow);
                    cell = ref Unsafe.Add(ref cell, {{rows}} * Lanes);
                    nextCell = ref Unsafe.Add(ref nextCell, {{rows}} * Lanes);
                    if (TTape.Keep)
                    {
                        cellOut = ref Unsafe.Add(ref cellOut, {{rows}} * Lanes);
                        gates = ref Unsafe.Add(ref gates, {{rows}} * GateRow);
                    }
                    """);
                scope.Dispose();
            }
        }
    }

    /// <summary>The cells of a row, or of as many rows as fill a vector: <c>c</c> and the row's number, and the gates as <c>i</c>, <c>f</c>, <c>g</c>, <c>o</c>.</summary>
    private void WriteCell(SourceWriter writer, Vec[] sums, int row, int together, int blockLanes, int width)
    {
        string[] Held(Vec sum) => [.. Enumerable.Range(row, together).Select(r => RowTile.Accumulator(r, sum))];
        string Gates(Func<string, string> gate) => string.Join(", ", s_gates.Select(g => gate(g + row)));
        writer.Line();
        if (together == 4)
        {
            writer.Line($"RowLanes.Turn({string.Join(", ", Held(sums[0]))}, {Gates(g => $"out {sums[0].Value} {g}")});");
        }
        else if (together == 2)
        {
            writer.Line($"RowLanes.Turn({string.Join(", ", Held(sums[0]))}, out {sums[0].Value} i{row}, out {sums[0].Value} f{row});");
            writer.Line($"RowLanes.Turn({string.Join(", ", Held(sums[1]))}, out {sums[1].Value} g{row}, out {sums[1].Value} o{row});");
        }

        string cell = together == 1 ? Vec.Load(width, "cell", row * Lanes) : $"RowLanes.{Load(together, width)}(ref {Vec.At("cell", row * Lanes)}, Lanes)";
        writer.Line($"{Vec.ValueOf(width)} c{row} = Cell{Code.Bits(width)}({Gates(g => "ref " + g)}, {cell});");
        WriteStore(writer, $"c{row}", "nextCell", row * Lanes, "Lanes", together, width);
        using (writer.Block("if (TTape.Keep)"))
        {
            if (together == 1)
            {
                for (int i = 0; i < s_gates.Length; i++)
                {
                    writer.Line($"{s_gates[i]}{row}.StoreUnsafe(ref gates{Code.Offset(row * GateRow + i * blockLanes)});");
                }

                return;
            }

            if (together == 4)
            {
                writer.Line($"RowLanes.Turn({Gates(g => g)}, {string.Join(", ", Held(sums[0]).Select(sum => "out " + sum))});");
            }
            else
            {
                writer.Line($"RowLanes.Turn(i{row}, f{row}, {string.Join(", ", Held(sums[0]).Select(sum => "out " + sum))});");
                writer.Line($"RowLanes.Turn(g{row}, o{row}, {string.Join(", ", Held(sums[1]).Select(sum => "out " + sum))});");
            }

            for (int r = row; r < row + together; r++)
            {
                foreach (Vec sum in sums)
                {
                    writer.Line($"{RowTile.Accumulator(r, sum)}.StoreUnsafe(ref gates{Code.Offset(r * GateRow + sum.Offset)});");
                }
            }
        }
    }

    private void WriteHidden(SourceWriter writer, int row, int together, int width)
    {
        writer.Line();
        writer.Line($"{Vec.ValueOf(width)} y{row} = {_candidate}.Invoke(c{row});");
        WriteStore(writer, $"(o{row} * y{row})", "hidden", row * ZRow, "ZRow", together, width);
        using (writer.Block("if (TTape.Keep)"))
        {
            WriteStore(writer, $"y{row}", "cellOut", row * Lanes, "Lanes", together, width);
        }
    }

    private static void WriteStore(SourceWriter writer, string value, string reference, int offset, string stride, int together, int width) =>
        writer.Line(together == 1
            ? $"{value}.StoreUnsafe(ref {reference}{Code.Offset(offset)});"
            : $"RowLanes.{Load(together, width).Replace("Load", "Store")}({value}, ref {Vec.At(reference, offset)}, {stride});");

    private static string Load(int together, int width) => (together, width) switch
    {
        (4, _) => "LoadFours",
        (_, 16) => "LoadEights",
        _ => "LoadPair",
    };

    /// <summary>The element-wise parts that passes share, at each width.</summary>
    private void WriteCells(SourceWriter writer)
    {
        // A pass has vectors of its own width, or, in the narrow block of one window, of the block's.
        int[] widths = [.. Variants().SelectMany(v => v.Tail ? [v.Width, TailWidth(v.Width)] : new[] { v.Width }).Distinct().OrderByDescending(w => w)];
        foreach (int width in widths)
        {
            string type = Vec.TypeOf(width);
            writer.Line($$"""
                /// <summary>From the sums of four gates to the gates, and from them to the cell: c = f⊙c + i⊙g.</summary>
                {{Code.Inline}}
                private static {{type}}<float> Cell{{Code.Bits(width)}}(
                    ref {{type}}<float> i, ref {{type}}<float> f, ref {{type}}<float> g, ref {{type}}<float> o, {{type}}<float> c)
                {
                    i = {{_gate}}.Invoke(i);
                    f = {{_gate}}.Invoke(f);
                    g = {{_candidate}}.Invoke(g);
                    o = {{_gate}}.Invoke(o);
                    return {{type}}.FusedMultiplyAdd(f, c, i * g);
                }

                """);
            writer.Line($$"""
                /// <summary>Back through the element-wise part: the gates become their gradients, and dc goes on to the step before.</summary>
                {{Code.Inline}}
                private static void CellBack{{Code.Bits(width)}}(
                    ref float gates, nuint gateStride, ref float cell, ref float cellOut, ref float hiddenGradient, ref float cellGradient)
                {
                    {{type}}<float> i = {{type}}.LoadUnsafe(ref gates);
                    {{type}}<float> f = {{type}}.LoadUnsafe(ref gates, gateStride);
                    {{type}}<float> g = {{type}}.LoadUnsafe(ref gates, 2 * gateStride);
                    {{type}}<float> o = {{type}}.LoadUnsafe(ref gates, 3 * gateStride);
                    {{type}}<float> y = {{type}}.LoadUnsafe(ref cellOut);
                    {{type}}<float> dh = {{type}}.LoadUnsafe(ref hiddenGradient);
                    {{type}}<float> dc = {{type}}.FusedMultiplyAdd(dh * o, {{_candidate}}.Slope(y), {{type}}.LoadUnsafe(ref cellGradient));
                    (dc * g * {{_gate}}.Slope(i)).StoreUnsafe(ref gates);
                    (dc * {{type}}.LoadUnsafe(ref cell) * {{_gate}}.Slope(f)).StoreUnsafe(ref gates, gateStride);
                    (dc * i * {{_candidate}}.Slope(g)).StoreUnsafe(ref gates, 2 * gateStride);
                    (dh * y * {{_gate}}.Slope(o)).StoreUnsafe(ref gates, 3 * gateStride);
                    (dc * f).StoreUnsafe(ref cellGradient);
                }
                """);
            if (width != widths[widths.Length - 1])
            {
                writer.Line();
            }
        }
    }
}
