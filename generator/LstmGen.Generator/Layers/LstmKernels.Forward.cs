using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Forward: a tile of rows through all steps; one window; and the element-wise part that both share.
internal sealed partial class LstmKernels
{
    /// <summary>Weights beyond this many floats do not stay in a first-level cache of 32 KiB from step to step.</summary>
    private const int FirstCacheFloats = 6 * 1024;

    private static readonly string[] s_gates = ["i", "f", "g", "o"];

    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of a tile: z, cells and, when a tape is kept, the gates of every step.</summary>");
        writer.Line(Code.Hot);
        writer.Line("public static void Forward<TTape>(ref float pack, ref float x, nint xStep, nint xRow, ref float work, ref float tape, nint from, nint to, in RowLengths starts, in RowLengths ends)");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("""
                nint cellStep = TTape.Keep ? CellStep : 0;
                ref float z = ref Unsafe.Add(ref work, from * ZStep);
                ref float cell = ref TTape.Keep ? ref Unsafe.Add(ref tape, from * CellStep) : ref Unsafe.Add(ref work, Cell);
                ref float cellOut = ref Unsafe.Add(ref tape, TTape.Keep ? CellOut + from * CellStep : 0);
                ref float gates = ref Unsafe.Add(ref tape, TTape.Keep ? Gates + from * GateStep : 0);

                // h and c start at zero.
                RowOps.Clear(ref z, ZStep);
                RowOps.Clear(ref cell, CellStep);
                """);
            using (writer.Block("for (nint t = from; t < to; t++)"))
            {
                writer.Line("// A shorter row starts later, when the steps come from the end.");
                using (writer.Block("for (int row = 0; t > from && row < Rows; row++)"))
                using (writer.Block("if (starts[row] == t)"))
                {
                    writer.Line("RowOps.Clear(ref Unsafe.Add(ref z, row * ZRow), Lanes);");
                    writer.Line("RowOps.Clear(ref Unsafe.Add(ref cell, row * Lanes), Lanes);");
                }

                writer.Line();
                WriteLoadStep(writer);
                writer.Line();
                writer.Line("nint known = t == from ? 0 : Units;");
                writer.Line("ref float hidden = ref Unsafe.Add(ref z, ZStep);");
                writer.Line("ref float nextCell = ref Unsafe.Add(ref cell, cellStep);");
                foreach (int width in Code.Widths)
                {
                    using (writer.Block(Code.Condition(width)))
                    {
                        ForEachFullBlock(writer, width, (block, lane) => writer.Line(
                            $"{Named("Block", false, width)}<TTape>(known, ref z, ref Unsafe.Add(ref pack, {block} * BlockWeights{lane}), "
                            + $"ref Unsafe.Add(ref cell, {block} * 16{lane}), ref Unsafe.Add(ref nextCell, {block} * 16{lane}), "
                            + $"ref Unsafe.Add(ref hidden, {block} * 16{lane}), ref Unsafe.Add(ref gates, {block} * 64{lane}), "
                            + $"ref Unsafe.Add(ref cellOut, {block} * 16{lane}));"));
                        foreach (int part in TailParts(width))
                        {
                            int lane = _blocks.Full * 16 + part;
                            writer.Line(
                                $"{Named("Block", true, TailWidth(width))}<TTape>(known, ref z, ref {Vec.At("pack", TailWeights(Depth) + part)}, "
                                + $"ref {Vec.At("cell", lane)}, ref {Vec.At("nextCell", lane)}, ref {Vec.At("hidden", lane)}, "
                                + $"ref {Vec.At("gates", _blocks.Full * 64 + part)}, ref {Vec.At("cellOut", lane)});");
                        }
                    }
                }

                writer.Line("""

                    z = ref hidden;
                    cell = ref nextCell;
                    if (TTape.Keep)
                    {
                        cellOut = ref Unsafe.Add(ref cellOut, CellStep);
                        gates = ref Unsafe.Add(ref gates, GateStep);
                    }
                    """);
            }

            if (!_sequence)
            {
                writer.Line();
                writer.Line("// z of step t + 1 holds h of step t: each row's last valid one is the output.");
                using (writer.Block("for (int row = 0; row < Rows; row++)"))
                {
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref work, Last + row * StateRow), ref Unsafe.Add(ref work, ends[row] * ZStep + row * ZRow), Units);");
                }
            }
        }

        foreach ((bool tail, int width) in Variants())
        {
            writer.Line();
            WriteBlock(writer, tail, width);
        }
    }

    private void WriteLoadStep(SourceWriter writer)
    {
        writer.Line("// h(t−1) is in z already; 1 and x(t) join it.");
        writer.Line("ref float xt = ref Unsafe.Add(ref x, t * xStep);");
        for (int row = 0; row < Rows; row++)
        {
            string from = row switch { 0 => "xt", 1 => "Unsafe.Add(ref xt, xRow)", _ => $"Unsafe.Add(ref xt, {row} * xRow)" };
            string zRow = row switch { 0 => "", 1 => "ZRow + ", _ => $"{row} * ZRow + " };
            writer.Line($"Unsafe.Add(ref z, {zRow}Bias) = 1f;");
            writer.Line(_inputs == 1
                ? $"Unsafe.Add(ref z, {zRow}FirstInput) = {from};"
                : $"RowOps.Copy(ref Unsafe.Add(ref z, {zRow}FirstInput), ref {from}, Inputs);");
        }
    }

    /// <summary>One block for the rows of a tile: multiply-adds in registers, then the cell.</summary>
    private void WriteBlock(SourceWriter writer, bool tail, int width)
    {
        int rows = width == 16 ? Rows : Rows / 2;
        int blockLanes = tail ? _blocks.Tail : Blocks.Width;
        int stride = 4 * blockLanes;
        Vec[] vectors = [.. s_gates.Select((gate, i) => new Vec(width, i * blockLanes, gate, "w", stride))];
        writer.Line($"/// <summary>{Text.Count(rows, "row")} × {width} units of one step: four gates each, then cell and hidden state.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            $"private static void {Named("Block", tail, width)}<TTape>(nint known, ref float z, ref float w, ref float cell, ref float nextCell, ref float hidden, "
            + "ref float gates, ref float cellOut)");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            SourceWriter.Scope? loop = rows < Rows ? writer.Block($"for (nint row = 0; row < Rows; row += {rows})") : null;
            var tile = new RowTile(rows, vectors, ZRow);
            tile.Start(writer, _units);
            tile.Accumulate(writer, new("z", _units + 1, _inputs, _units + 1, "x(t)"));
            tile.Accumulate(writer, new("z", 0, _units, 0, "h(t−1), where it is not zero yet", "known"));
            for (int row = 0; row < rows; row++)
            {
                string accumulators = string.Join(", ", vectors.Select(v => RowTile.Accumulator(row, v)));
                writer.Line(
                    $"Cell{Code.Bits(width)}<TTape>({accumulators}, ref {Vec.At("cell", row * Lanes)}, ref {Vec.At("nextCell", row * Lanes)}, "
                    + $"ref {Vec.At("hidden", row * ZRow)}, ref {Vec.At("gates", row * GateRow)}, {blockLanes}, ref {Vec.At("cellOut", row * Lanes)});");
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

    /// <summary>One window: all gates of a step in as few passes over the weights as registers allow.</summary>
    private void WriteWindow(SourceWriter writer)
    {
        string next = _sequence ? "ref Unsafe.Add(ref to, toStep)" : "ref Unsafe.Add(ref sequence, ((t + 1) & 1) * toStep)";
        var methods = new SortedDictionary<string, Action>(StringComparer.Ordinal);
        writer.Line($$"""
            /// <summary>
            /// Steps of one window, on from a state: h, then c; a fresh one is zero. {{(_sequence ? "Every hidden state goes to the sequence." : "The sequence holds two hidden states in turn.")}}
            /// </summary>
            """);
        writer.Line(Code.Hot);
        using (writer.Block(
            "public static void Window(ref float pack, ref float x, nint xStep, nint steps, bool fresh, ref float state, ref float sequence, nint toStep)"))
        {
            writer.Line($"ref float cell = ref Unsafe.Add(ref state, {StateRow});");
            writer.Line("ref float from = ref state;");
            writer.Line("ref float to = ref sequence;");
            using (writer.Block("for (nint t = 0; t < steps; t++)"))
            {
                writer.Line("nint known = fresh && t == 0 ? 0 : Units;");
                foreach (int width in Code.Widths)
                {
                    using (writer.Block(Code.Condition(width)))
                    {
                        List<Pass> passes = Passes(width);
                        if (Depth * GateRow <= FirstCacheFloats)
                        {
                            passes.ForEach(pass => WritePassCall(writer, pass, methods));
                        }
                        else
                        {
                            writer.Line("// There and back again: what one step read last, the next finds in the cache.");
                            using (writer.Block("if ((t & 1) == 0)"))
                            {
                                passes.ForEach(pass => WritePassCall(writer, pass, methods));
                            }

                            using (writer.Block("else"))
                            {
                                passes.AsEnumerable().Reverse().ToList().ForEach(pass => WritePassCall(writer, pass, methods, backwards: true));
                            }
                        }
                    }
                }

                writer.Line($"""

                    x = ref Unsafe.Add(ref x, xStep);
                    from = ref to;
                    to = {next};
                    """);
            }

            writer.Line();
            writer.Line("RowOps.Copy(ref state, ref from, Lanes);");
        }

        foreach (Action method in methods.Values)
        {
            writer.Line();
            method();
        }
    }

    /// <summary>
    /// The passes of one step at a width. A pass keeps 8 accumulators where it can, so that none waits for its own sum.
    /// </summary>
    private List<Pass> Passes(int width)
    {
        var passes = new List<Pass>();
        if (width == Blocks.Width)
        {
            // One block a pass: its activations overlap with the next block's sums. The narrow block goes with the last.
            int alone = _blocks.Full - (_blocks.Tail > 0 && _blocks.Full > 0 ? 1 : 0);
            if (alone > 0)
            {
                passes.Add(new Pass(width, 1, 0, alone, 1, false));
            }

            if (_blocks.Tail > 0)
            {
                passes.Add(new Pass(width, _blocks.Full - alone, alone, 0, 1, true));
            }

            return passes;
        }

        if (_blocks.Full > 0)
        {
            passes.Add(new Pass(width, 2, 0, _blocks.Full, 1, false));
        }

        if (_blocks.Tail > 0)
        {
            passes.Add(new Pass(width, 0, _blocks.Full, 0, 1, true));
        }

        return passes;
    }

    private void WritePassCall(SourceWriter writer, Pass pass, SortedDictionary<string, Action> methods, bool backwards = false)
    {
        string Loop(string variable, int end, int step) => backwards
            ? $"for (nint {variable} = {end - step}; {variable} >= 0; {variable} -= {step})"
            : $"for (nint {variable} = 0; {variable} < {end}; {variable} += {step})";
        if (pass.Blocks == 0)
        {
            Call(writer, pass, Nonzero(pass.First * 64 * Depth), Nonzero(pass.First * 16), methods);
            return;
        }

        using (writer.Block(Loop("block", pass.Blocks, pass.Step)))
        {
            int lanes = pass.Parts * pass.Width;
            if (lanes >= Blocks.Width)
            {
                Call(writer, pass, "block * BlockWeights", "block * 16", methods);
            }
            else
            {
                using (writer.Block(Loop("lane", Blocks.Width, lanes)))
                {
                    Call(writer, pass, "block * BlockWeights + lane", "block * 16 + lane", methods);
                }
            }
        }
    }

    private void Call(SourceWriter writer, Pass pass, string weights, string lane, SortedDictionary<string, Action> methods)
    {
        (int width, int parts, bool tail) = (pass.Width, pass.Parts, pass.Tail);
        string At(string reference, string offset) => offset.Length == 0 ? $"ref {reference}" : $"ref Unsafe.Add(ref {reference}, {offset})";
        string name = $"Window{(parts > 0 ? $"{parts}x{width}" : "")}{(tail ? "Tail" : "")}At{Code.Bits(parts > 0 ? width : TailWidth(width))}";
        string narrow = tail && parts > 0 ? $", {At("pack", Nonzero(TailWeights(Depth)))}" : "";
        writer.Line($"{name}(known, ref from, ref x, {At("pack", weights)}{narrow}, {At("cell", lane)}, {At("to", lane)});");
        if (!methods.ContainsKey(name))
        {
            methods.Add(name, () => WriteWindowPass(writer, name, width, parts, tail));
        }
    }

    private void WriteWindowPass(SourceWriter writer, string name, int width, int parts, bool tail)
    {
        var groups = new List<(Vec[] Gates, int Lane)>();
        for (int part = 0; part < parts; part++)
        {
            int offset = width == Blocks.Width ? part * 64 * Depth : part * width;
            groups.Add(([.. s_gates.Select((g, i) => new Vec(width, offset + i * 16, g + (char)('a' + part), "w", 64))], part * width));
        }

        if (tail)
        {
            string reference = parts > 0 ? "v" : "w";
            foreach (int part in TailParts(width))
            {
                groups.Add((
                    [.. s_gates.Select((g, i) => new Vec(TailWidth(width), i * _blocks.Tail + part, g + (char)('a' + groups.Count), reference, 4 * _blocks.Tail))],
                    parts * width + part));
            }
        }

        Vec[] vectors = [.. groups.SelectMany(g => g.Gates)];
        writer.Line($"/// <summary>One step of {Text.Count(vectors.Sum(v => v.Lanes) / 4, "unit")}.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block(
            $"private static void {name}(nint known, ref float h, ref float x, ref float w, {(parts > 0 && tail ? "ref float v, " : "")}ref float cell, ref float to)"))
        {
            var tile = new RowTile(1, vectors, 0);
            tile.Start(writer, _units);
            tile.Accumulate(writer, new("x", 0, _inputs, _units + 1, "x(t)"));
            tile.Accumulate(writer, new("h", 0, _units, 0, "h(t−1), where it is not zero yet", "known"));
            foreach ((Vec[] gates, int lane) in groups)
            {
                string accumulators = string.Join(", ", gates.Select(v => RowTile.Accumulator(0, v)));
                writer.Line(
                    $"Cell{Code.Bits(gates[0].Lanes)}<NoTape>({accumulators}, ref {Vec.At("cell", lane)}, ref {Vec.At("cell", lane)}, "
                    + $"ref {Vec.At("to", lane)}, ref cell, 0, ref cell);");
            }
        }
    }

    private static string Nonzero(int number) => number == 0 ? "" : number.ToString();

    /// <summary>The element-wise part of the forward pass, at each width.</summary>
    private void WriteCells(SourceWriter writer)
    {
        int[] widths = [.. Variants().Select(v => v.Width).Distinct().OrderByDescending(w => w)];
        foreach (int width in widths)
        {
            string type = Vec.TypeOf(width);
            writer.Line($$"""
                /// <summary>From the sums of four gates to cell and hidden state: c = f⊙c + i⊙g, h = o⊙{{_candidate.ToLowerInvariant()}}(c).</summary>
                {{Code.Inline}}
                private static void Cell{{Code.Bits(width)}}<TTape>(
                    {{type}}<float> i, {{type}}<float> f, {{type}}<float> g, {{type}}<float> o,
                    ref float cell, ref float nextCell, ref float hidden, ref float gates, nuint gateStride, ref float cellOut)
                    where TTape : struct, ITape
                {
                    i = {{_gate}}.Invoke(i);
                    f = {{_gate}}.Invoke(f);
                    g = {{_candidate}}.Invoke(g);
                    o = {{_gate}}.Invoke(o);
                    var c = {{type}}.FusedMultiplyAdd(f, {{type}}.LoadUnsafe(ref cell), i * g);
                    var y = {{_candidate}}.Invoke(c);
                    c.StoreUnsafe(ref nextCell);
                    (o * y).StoreUnsafe(ref hidden);
                    if (TTape.Keep)
                    {
                        i.StoreUnsafe(ref gates);
                        f.StoreUnsafe(ref gates, gateStride);
                        g.StoreUnsafe(ref gates, 2 * gateStride);
                        o.StoreUnsafe(ref gates, 3 * gateStride);
                        y.StoreUnsafe(ref cellOut);
                    }
                }

                """);
            writer.Line($$"""
                /// <summary>Back through the element-wise part: the gates become their gradients, and dc goes on to the step before.</summary>
                {{Code.Inline}}
                private static void CellBack{{Code.Bits(width)}}(
                    ref float gates, nuint gateStride, ref float cell, ref float cellOut, ref float hiddenGradient, ref float cellGradient)
                {
                    var i = {{type}}.LoadUnsafe(ref gates);
                    var f = {{type}}.LoadUnsafe(ref gates, gateStride);
                    var g = {{type}}.LoadUnsafe(ref gates, 2 * gateStride);
                    var o = {{type}}.LoadUnsafe(ref gates, 3 * gateStride);
                    var y = {{type}}.LoadUnsafe(ref cellOut);
                    var dh = {{type}}.LoadUnsafe(ref hiddenGradient);
                    var dc = {{type}}.FusedMultiplyAdd(dh * o, {{_candidate}}.Slope(y), {{type}}.LoadUnsafe(ref cellGradient));
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

    /// <summary>Passes over weights that one method makes, one after another.</summary>
    /// <param name="Width">Lanes of a vector.</param>
    /// <param name="Parts">Vectors of units a call takes from full blocks; 0 where it takes the narrow block alone.</param>
    /// <param name="First">The first block.</param>
    /// <param name="Blocks">Blocks that a loop goes over, or 0 for one call.</param>
    /// <param name="Step">Blocks a call takes.</param>
    /// <param name="Tail">Whether the narrow block is taken along.</param>
    private sealed record Pass(int Width, int Parts, int First, int Blocks, int Step, bool Tail);
}
