using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Forward: one window, step by step.
internal sealed partial class LstmKernels
{
    /// <summary>Weights beyond this many floats do not stay in a first-level cache of 32 KiB from step to step.</summary>
    private const int FirstCacheFloats = 6 * 1024;

    /// <summary>Whether one step begins where the one before ended, so that it finds those weights in the cache.</summary>
    public bool ThereAndBack => (Depth - _units) * GateRow + HiddenRows * GateRow > FirstCacheFloats;

    /// <summary>Rows of words that a step reads for h: with half the bytes a word holds two rows.</summary>
    private int HiddenRows => _halves ? (_units + 1) / 2 : _units;

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
            $"public static void Window(ref float pack, ref float x, nint xStep, nint steps, bool fresh, {(ThereAndBack ? "nint turn, " : "")}ref float state, ref float sequence, nint toStep{(InputsAhead ? ", ref float sums" : "")})"))
        {
            writer.Line($"ref float cell = ref Unsafe.Add(ref state, {StateRow});");
            if (_halves)
            {
                writer.Line("ref float pairs = ref Unsafe.Add(ref pack, HiddenPairs);");
            }

            writer.Line("ref float from = ref state;");
            writer.Line("ref float to = ref sequence;");
            using (writer.Block("for (nint t = 0; t < steps; t++)"))
            {
                if (InputsAhead)
                {
                    int ahead = Math.Min(_steps, StepsAhead);
                    using (writer.Block($"if (t % {ahead} == 0)"))
                    {
                        writer.Line($"InputSums(ref pack, ref x, xStep, Math.Min(steps - t, {ahead}), ref sums);");
                    }

                    writer.Line();
                    writer.Line($"ref float sum = ref Unsafe.Add(ref sums, t % {ahead} * GateRow);");
                }

                writer.Line("nint known = fresh && t == 0 ? 0 : Units;");
                foreach (int width in Code.Widths)
                {
                    using (writer.Block(Code.Condition(width)))
                    {
                        List<Pass> passes = Passes(width);
                        if (!ThereAndBack)
                        {
                            passes.ForEach(pass => WritePassCall(writer, pass, methods));
                        }
                        else
                        {
                            writer.Line("// There and back again: what one step read last, the next finds in the cache.");
                            using (writer.Block("if (((t + turn) & 1) == 0)"))
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

        if (InputsAhead)
        {
            writer.Line();
            WriteInputSums(writer);
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
            Call(writer, pass, Nonzero(pass.First * 64 * Depth), Nonzero(pass.First * 64 * HiddenRows), Nonzero(pass.First * 16), Nonzero(pass.First * 64), methods);
            return;
        }

        using (writer.Block(Loop("block", pass.Blocks, pass.Step)))
        {
            int lanes = pass.Parts * pass.Width;
            if (lanes >= Blocks.Width)
            {
                Call(writer, pass, "block * BlockWeights", $"block * {64 * HiddenRows}", "block * 16", "block * 64", methods);
            }
            else
            {
                using (writer.Block(Loop("lane", Blocks.Width, lanes)))
                {
                    Call(writer, pass, "block * BlockWeights + lane", $"block * {64 * HiddenRows} + lane", "block * 16 + lane", "block * 64 + lane", methods);
                }
            }
        }
    }

    private void Call(SourceWriter writer, Pass pass, string weights, string pairs, string lane, string sum, SortedDictionary<string, Action> methods)
    {
        (int width, int parts, bool tail) = (pass.Width, pass.Parts, pass.Tail);
        string At(string reference, string offset) => offset.Length == 0 ? $"ref {reference}" : $"ref Unsafe.Add(ref {reference}, {offset})";
        string name = $"Window{(parts > 0 ? $"{parts}x{width}" : "")}{(tail ? "Tail" : "")}At{Code.Bits(width)}";
        string narrow = tail && parts > 0 ? $", {At("pack", Nonzero(TailWeights(Depth)))}" : "";
        string inputs = InputsAhead ? At("sum", sum) : "ref x";
        string halves = !_halves ? "" : $", {At("pairs", pairs)}{(tail && parts > 0 ? $", {At("pairs", Nonzero(TailWeights(HiddenRows)))}" : "")}";
        writer.Line($"{name}(known, ref from, {inputs}, {At("pack", weights)}{narrow}{halves}, {At("cell", lane)}, {At("to", lane)});");
        if (!methods.ContainsKey(name))
        {
            methods.Add(name, () => WriteWindowPass(writer, name, width, parts, tail));
        }
    }

    private void WriteWindowPass(SourceWriter writer, string name, int width, int parts, bool tail)
    {
        // A cell's gates are its sums, or parts of them.
        var cells = new List<(Vec[] Sums, string Suffix, int Lanes, int Lane)>();
        var known = new Dictionary<Vec, int>();
        for (int part = 0; part < parts; part++)
        {
            int offset = width == Blocks.Width ? part * 64 * Depth : part * width;
            int sum = width == Blocks.Width ? part * 64 : part * width;
            string suffix = Suffix(cells.Count);
            Vec[] sums = Sums(Blocks.Width, width, suffix, "w", offset);
            cells.Add((sums, suffix, width, part * width));
            Array.ForEach(sums, vector => known.Add(vector, vector.Offset - offset + sum));
        }

        if (tail)
        {
            foreach (int part in TailParts(width))
            {
                string suffix = Suffix(cells.Count);
                Vec[] sums = Sums(_blocks.Tail, width, suffix, parts > 0 ? "v" : "w", part);
                cells.Add((sums, suffix, TailWidth(width), parts * width + part));
                Array.ForEach(sums, vector => known.Add(vector, parts * 64 + vector.Offset));
            }
        }

        Vec[] vectors = [.. cells.SelectMany(cell => cell.Sums)];
        writer.Line($"/// <summary>One step of {Text.Count(vectors.Sum(v => v.Lanes) / 4, "unit")}.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block(
            $"private static void {name}(nint known, ref float h, ref float {(InputsAhead ? "sum" : "x")}, ref float w, {(parts > 0 && tail ? "ref float v, " : "")}{(!_halves ? "" : parts > 0 && tail ? "ref float p, ref float q, " : "ref float p, ")}ref float cell, ref float to)"))
        {
            var tile = new RowTile(1, vectors, 0);
            if (InputsAhead)
            {
                tile.Start(writer, vector => Vec.Load(vector.Lanes, "sum", known[vector]));
            }
            else
            {
                tile.Start(writer, _units);
                tile.Accumulate(writer, new("x", 0, _inputs, _units + 1, "x(t)"));
            }

            var hidden = new RowTile.Phase("h", 0, _units, 0, "h(t−1), where it is not zero yet", "known");
            if (_halves)
            {
                tile.AccumulatePairs(writer, hidden, vector => vector.Weights == "w" ? "p" : "q");
            }
            else
            {
                tile.Accumulate(writer, hidden);
            }

            foreach ((Vec[] sums, string suffix, int lanes, int lane) in cells)
            {
                writer.Line();
                WriteSplit(writer, sums, suffix);
                string gates = string.Join(", ", s_gates.Select(gate => $"ref {gate}{suffix}0"));
                writer.Line($"{Vec.ValueOf(lanes)} c{suffix} = Cell{Code.Bits(lanes)}({gates}, {Vec.Load(lanes, "cell", lane)});");
                writer.Line($"c{suffix}.StoreUnsafe(ref cell{Code.Offset(lane)});");
            }

            writer.Line();
            foreach ((_, string suffix, _, int lane) in cells)
            {
                writer.Line($"(o{suffix}0 * {_candidate}.Invoke(c{suffix})).StoreUnsafe(ref to{Code.Offset(lane)});");
            }
        }
    }

    private static string Suffix(int cell) => ((char)('a' + cell)).ToString();

    /// <summary>Gates that share a vector, apart.</summary>
    private static void WriteSplit(SourceWriter writer, Vec[] sums, string suffix)
    {
        for (int i = 0; sums.Length < s_gates.Length && i < s_gates.Length; i++)
        {
            string held = RowTile.Accumulator(0, sums[i * sums.Length / s_gates.Length]);
            string half = i % 2 == 0 ? "GetLower()" : "GetUpper()";
            writer.Line($"{Vec.ValueOf(sums[0].Lanes * sums.Length / s_gates.Length)} {s_gates[i]}{suffix}0 = {held}.{(sums.Length == 2 ? half : (i < 2 ? "GetLower()." : "GetUpper().") + half)};");
        }
    }

    private static string Nonzero(int number) => number == 0 ? "" : number.ToString();

    /// <summary>Passes over weights that one method makes, one after another.</summary>
    /// <param name="Width">Lanes of a vector.</param>
    /// <param name="Parts">Vectors of units a call takes from full blocks; 0 where it takes the narrow block alone.</param>
    /// <param name="First">The first block.</param>
    /// <param name="Blocks">Blocks that a loop goes over, or 0 for one call.</param>
    /// <param name="Step">Blocks a call takes.</param>
    /// <param name="Tail">Whether the narrow block is taken along.</param>
    private sealed record Pass(int Width, int Parts, int First, int Blocks, int Step, bool Tail);
}
