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
                    writer.Line($"ref float sum = ref Unsafe.Add(ref sums, {InputsLength(ahead)} + t % {ahead} * GateRow);");
                }

                writer.Line("nint known = fresh && t == 0 ? 0 : Units;");
                if (!ThereAndBack)
                {
                    WriteWindowCalls(writer, backwards: false);
                }
                else
                {
                    writer.Line("// There and back again: what one step read last, the next finds in the cache.");
                    using (writer.Block("if (((t + turn) & 1) == 0)"))
                    {
                        WriteWindowCalls(writer, backwards: false);
                    }

                    using (writer.Block("else"))
                    {
                        WriteWindowCalls(writer, backwards: true);
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

        if (_blocks.Full > 0)
        {
            writer.Line();
            WriteWindowBlock(writer);
            if (NarrowGoesAlong)
            {
                writer.Line();
                WriteWindowLast(writer);
            }

            writer.Line();
            WriteWindowInRegisters(writer);
        }

        if (InputsAhead)
        {
            writer.Line();
            WriteInputSums(writer);
        }
    }

    /// <summary>Whether the narrow block goes with the last full one: at 512 bits each alone would wait for its own sums.</summary>
    private bool NarrowGoesAlong => _blocks.Full > 0 && _blocks.Tail > 0;

    /// <summary>What the sums of a step start from, or read first.</summary>
    private string WindowInput => InputsAhead ? "sum" : "x";

    private string WindowParameters => $"nint known, ref float h, ref float {WindowInput}, ref float w, {(_halves ? "ref float p, " : "")}ref float cell, ref float to";

    private string WindowArguments(string lane = "") =>
        $"known, ref h, ref {(InputsAhead ? Shift("sum", lane) : "x")}, ref {Shift("w", lane)}, {(_halves ? $"ref {Shift("p", lane)}, " : "")}ref {Shift("cell", lane)}, ref {Shift("to", lane)}";

    private static string Shift(string reference, string lane) => lane.Length == 0 ? reference : $"Unsafe.Add(ref {reference}, {lane})";

    private void WriteWindowCalls(SourceWriter writer, bool backwards)
    {
        int alone = _blocks.Full - (NarrowGoesAlong ? 1 : 0), last = alone * Blocks.Width;
        void Blocks16()
        {
            if (alone > 0)
            {
                using (writer.Block(backwards ? $"for (nint block = {alone - 1}; block >= 0; block--)" : $"for (nint block = 0; block < {alone}; block++)"))
                {
                    writer.Line(
                        $"WindowBlock(known, ref from, ref {(InputsAhead ? "Unsafe.Add(ref sum, block * 64)" : "x")}, ref Unsafe.Add(ref pack, block * BlockWeights), "
                        + $"{(_halves ? $"ref Unsafe.Add(ref pairs, block * {64 * HiddenRows}), " : "")}ref Unsafe.Add(ref cell, block * 16), ref Unsafe.Add(ref to, block * 16));");
                }
            }
        }

        void Rest()
        {
            if (_blocks.Tail > 0)
            {
                string input = InputsAhead ? Code.At("sum", 4 * last) : "x", weights = Code.At("pack", 4 * last * Depth), pairs = Code.At("pairs", 4 * last * HiddenRows);
                writer.Line(NarrowGoesAlong
                    ? $"WindowLast(known, ref from, ref {input}, ref {weights}, {(_halves ? $"ref {pairs}, " : "")}ref {Code.At("cell", last)}, ref {Code.At("to", last)});"
                    : WindowNarrow("from", input, weights, pairs, Code.At("cell", last), Code.At("to", last)));
            }
        }

        if (backwards)
        {
            Rest();
            Blocks16();
        }
        else
        {
            Blocks16();
            Rest();
        }
    }

    private void WriteWindowBlock(SourceWriter writer)
    {
        string narrow = NarrowGoesAlong ? ", Absent" : "";
        string more = NarrowGoesAlong ? ", ref w" + (_halves ? ", ref p" : "") : "";
        writer.Line("/// <summary>One step of 16 units. A pass keeps eight sums where it can, so that none waits for itself; at 512 bits the next block's sums fill the time.</summary>");
        using (writer.Block($"private static void WindowBlock({WindowParameters})"))
        {
            using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
            {
                writer.Line($"WindowInRegisters<Width512, Vector512<float>, Absent{narrow}>({WindowArguments()}{more});");
            }

            using (writer.Block("else if (Vector256.IsHardwareAccelerated)"))
            {
                writer.Line($"WindowInRegisters<Width256, Vector256<float>, Present{narrow}>({WindowArguments()}{more});");
            }

            using (writer.Block("else"))
            using (writer.Block("for (nint lane = 0; lane < 16; lane += 8)"))
            {
                writer.Line($"WindowInRegisters<Width128, Vector128<float>, Present{narrow}>({WindowArguments("lane")}{more});");
            }
        }
    }

    private void WriteWindowLast(SourceWriter writer)
    {
        int depth = 64 * Depth, pairs = 64 * HiddenRows;
        writer.Line($"/// <summary>One step of the last 16 units and of the narrow block: at 512 bits in one pass, as {_blocks.Tail} units alone would wait for their own sums.</summary>");
        using (writer.Block($"private static void WindowLast({WindowParameters})"))
        {
            using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
            {
                writer.Line(
                    $"WindowInRegisters<Width512, Vector512<float>, Absent, Present>({WindowArguments()}, ref Unsafe.Add(ref w, {depth})"
                    + $"{(_halves ? $", ref Unsafe.Add(ref p, {pairs})" : "")});");
            }

            using (writer.Block("else"))
            {
                writer.Line($"WindowBlock({WindowArguments()});");
                writer.Line(WindowNarrow(
                    "h", InputsAhead ? "Unsafe.Add(ref sum, 64)" : "x", $"Unsafe.Add(ref w, {depth})", $"Unsafe.Add(ref p, {pairs})", "Unsafe.Add(ref cell, 16)", "Unsafe.Add(ref to, 16)"));
            }
        }
    }

    /// <summary>The vectors of the narrow block at 512 bits: each holds several gates side by side.</summary>
    private string[] NarrowSums => !NarrowGoesAlong ? [] : _blocks.Tail == 4 ? ["ifgo"] : ["ifs", "gos"];

    private void WriteWindowInRegisters(SourceWriter writer)
    {
        const string second = "if (typeof(TSecond) == typeof(Present)) ";
        string narrow = "if (typeof(TNarrow) == typeof(Present)) ";
        int tail = 4 * _blocks.Tail;
        writer.Line($"/// <summary>One step of one or two vectors of units{(NarrowGoesAlong ? ", and of the narrow block" : "")}: four gates each, in registers until the hidden state is there.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            $"private static void WindowInRegisters<TWidth, V, TSecond{(NarrowGoesAlong ? ", TNarrow" : "")}>({WindowParameters}"
            + $"{(NarrowGoesAlong ? $", ref float v{(_halves ? ", ref float q" : "")}" : "")})");
        writer.Line("    where TWidth : struct, IVectorWidth<V>");
        writer.Line("    where V : struct");
        using (writer.Block(null))
        {
            (string start, string from) = InputsAhead ? ("sum", "") : ("w", "Bias * 64");
            string Place(int offset, bool other) => string.Join(
                " + ", new[] { from, offset == 0 ? "" : offset.ToString(), other ? "TWidth.Lanes" : "" }.Where(term => term.Length > 0).DefaultIfEmpty("0"));
            writer.Line("V " + string.Join(", ", s_gates.Select((gate, i) => $"{gate}0 = TWidth.Load(ref {start}, {Place(16 * i, false)})")) + ";");
            writer.Line("V i1 = default, f1 = default, g1 = default, o1 = default;");
            using (writer.Block("if (typeof(TSecond) == typeof(Present))"))
            {
                writer.Line(string.Join(" ", s_gates.Select((gate, i) => $"{gate}1 = TWidth.Load(ref {start}, {Place(16 * i, true)});")));
            }

            for (int i = 0; i < NarrowSums.Length; i++)
            {
                writer.Line($"Vector512<float> {NarrowSums[i]} = default;");
                writer.Line($"{narrow}{NarrowSums[i]} = Vector512.LoadUnsafe(ref {(InputsAhead ? $"sum, {64 + 16 * i}" : $"v, Bias * {tail}{Plus(16 * i)}")});");
            }

            WriteWindowSums(writer, narrow, tail);
            writer.Line();
            foreach ((int part, string guard, string lane) in new[] { (0, "", "0"), (1, second, "TWidth.Lanes") })
            {
                if (part == 0)
                {
                    writer.Line($"V c0 = LstmCell.Next<TWidth, V, {_gate}, {_candidate}>(ref i0, ref f0, ref g0, ref o0, TWidth.Load(ref cell, 0));");
                    continue;
                }

                writer.Line($"V c{part} = default;");
                writer.Line($"{guard}c{part} = LstmCell.Next<TWidth, V, {_gate}, {_candidate}>(ref i{part}, ref f{part}, ref g{part}, ref o{part}, TWidth.Load(ref cell, {lane}));");
            }

            if (NarrowGoesAlong)
            {
                string type = Code.TypeOf(_blocks.Tail);
                using (writer.Block("if (typeof(TNarrow) == typeof(Present))"))
                {
                    for (int gate = 0; gate < 4; gate++)
                    {
                        writer.Line($"{type}<float> {s_gates[gate]}2 = {Part(gate)};");
                    }

                    writer.Line($"{type}<float> c2 = LstmCell.Next<Width{Code.Bits(_blocks.Tail)}, {type}<float>, {_gate}, {_candidate}>(ref i2, ref f2, ref g2, ref o2, {type}.LoadUnsafe(ref cell, 16));");
                    writer.Line("c2.StoreUnsafe(ref cell, 16);");
                    writer.Line($"(o2 * {_candidate}.Invoke(c2)).StoreUnsafe(ref to, 16);");
                }
            }

            writer.Line("TWidth.Store(c0, ref cell, 0);");
            writer.Line($"{second}TWidth.Store(c1, ref cell, TWidth.Lanes);");
            writer.Line($"TWidth.Store(TWidth.Multiply(o0, TWidth.Activate<{_candidate}>(c0)), ref to, 0);");
            writer.Line($"{second}TWidth.Store(TWidth.Multiply(o1, TWidth.Activate<{_candidate}>(c1)), ref to, TWidth.Lanes);");
        }
    }

    /// <summary>x(t), where it is not in the sums already, then h(t−1), where it is not zero yet.</summary>
    private void WriteWindowSums(SourceWriter writer, string narrow, int tail)
    {
        void Weights(string from, string narrowFrom)
        {
            writer.Line($"ref float weights = ref {from};");
            if (NarrowGoesAlong)
            {
                writer.Line("ref float narrow = ref v;");
                if (narrowFrom != "v")
                {
                    writer.Line($"{narrow}narrow = ref {narrowFrom};");
                }
            }
        }

        writer.Line();
        if (!InputsAhead && !_halves)
        {
            writer.Line("// x(t), then h(t−1), where it is not zero yet.");
            writer.Line("ref float terms = ref x;");
            Weights("Unsafe.Add(ref w, FirstInput * 64)", $"Unsafe.Add(ref v, FirstInput * {tail})");
            using (writer.Block("for (nint count = Inputs, run = 0; run < 2; run++)"))
            {
                WriteWindowLoop(writer, "terms", "count");
                writer.Line();
                writer.Line("terms = ref h;");
                writer.Line("weights = ref w;");
                if (NarrowGoesAlong)
                {
                    writer.Line("narrow = ref v;");
                }

                writer.Line("count = known;");
            }

            return;
        }

        if (!InputsAhead)
        {
            writer.Line("// x(t).");
            Weights("Unsafe.Add(ref w, FirstInput * 64)", $"Unsafe.Add(ref v, FirstInput * {tail})");
            WriteWindowLoop(writer, "x", "Inputs");
            writer.Line();
        }

        writer.Line("// h(t−1), where it is not zero yet.");
        if (_halves)
        {
            WriteWindowHalves(writer);
            return;
        }

        Weights("w", "v");
        WriteWindowLoop(writer, "h", "known");
    }

    /// <summary>One gate of the narrow block out of the vectors that hold several.</summary>
    private string Part(int gate) => _blocks.Tail == 8
        ? $"{(gate < 2 ? "ifs" : "gos")}.{(gate % 2 == 0 ? "GetLower" : "GetUpper")}()"
        : $"ifgo.{(gate < 2 ? "GetLower" : "GetUpper")}().{(gate % 2 == 0 ? "GetLower" : "GetUpper")}()";

    private void WriteWindowLoop(SourceWriter writer, string inputs, string end)
    {
        using (writer.Block($"for (nint k = 0; k < {end}; k++)"))
        {
            writer.Line($"V value = TWidth.Create(Unsafe.Add(ref {inputs}, k));");
            foreach ((string gate, int i) in s_gates.Select((gate, i) => (gate, i)))
            {
                writer.Line($"{gate}0 = TWidth.MultiplyAdd(value, TWidth.Load(ref weights, {16 * i}), {gate}0);");
            }

            using (writer.Block("if (typeof(TSecond) == typeof(Present))"))
            {
                foreach ((string gate, int i) in s_gates.Select((gate, i) => (gate, i)))
                {
                    writer.Line($"{gate}1 = TWidth.MultiplyAdd(value, TWidth.Load(ref weights, {(i == 0 ? "" : $"{16 * i} + ")}TWidth.Lanes), {gate}1);");
                }
            }

            if (NarrowGoesAlong)
            {
                using (writer.Block("if (typeof(TNarrow) == typeof(Present))"))
                {
                    for (int i = 0; i < NarrowSums.Length; i++)
                    {
                        writer.Line(
                            $"{NarrowSums[i]} = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref {inputs}, k)), Vector512.LoadUnsafe(ref narrow{Code.Offset(16 * i)}), {NarrowSums[i]});");
                    }

                    writer.Line($"narrow = ref Unsafe.Add(ref narrow, {4 * _blocks.Tail});");
                }
            }

            writer.Line("weights = ref Unsafe.Add(ref weights, 64);");
        }
    }

    private void WriteWindowHalves(SourceWriter writer)
    {
        using (writer.Block("for (nint k = 0; k < known; k += 2)"))
        {
            writer.Line("V lower = TWidth.Create(Unsafe.Add(ref h, k)), upper = TWidth.Create(Unsafe.Add(ref h, k + 1));");
            foreach ((string gate, int i) in s_gates.Select((gate, i) => (gate, i)))
            {
                writer.Line($"{gate}0 = HalfWeights.Both<TWidth, V>(lower, upper, TWidth.Load(ref p, {16 * i}), {gate}0);");
            }

            using (writer.Block("if (typeof(TSecond) == typeof(Present))"))
            {
                foreach ((string gate, int i) in s_gates.Select((gate, i) => (gate, i)))
                {
                    writer.Line($"{gate}1 = HalfWeights.Both<TWidth, V>(lower, upper, TWidth.Load(ref p, {(i == 0 ? "" : $"{16 * i} + ")}TWidth.Lanes), {gate}1);");
                }
            }

            if (NarrowGoesAlong)
            {
                using (writer.Block("if (typeof(TNarrow) == typeof(Present))"))
                {
                    for (int i = 0; i < NarrowSums.Length; i++)
                    {
                        writer.Line(
                            $"{NarrowSums[i]} = HalfWeights.Both<Width512, Vector512<float>>(Vector512.Create(Unsafe.Add(ref h, k)), Vector512.Create(Unsafe.Add(ref h, k + 1)), "
                            + $"Vector512.LoadUnsafe(ref q{Code.Offset(16 * i)}), {NarrowSums[i]});");
                    }

                    writer.Line($"q = ref Unsafe.Add(ref q, {4 * _blocks.Tail});");
                }
            }

            writer.Line("p = ref Unsafe.Add(ref p, 64);");
        }
    }

    /// <summary>The narrow block by itself: its sums in memory, then its cell.</summary>
    private string WindowNarrow(string h, string input, string weights, string pairs, string cell, string to) =>
        $"LstmNarrow.Step<Layout, {LaneGroup.SizeOf(_blocks.Tail)}, {_gate}, {_candidate}, {Presence(InputsAhead)}, {Presence(_halves)}>"
        + $"(known, ref {h}, ref {input}, ref {weights}, ref {(_halves ? pairs : weights)}, ref {cell}, ref {to});";

    private static string Presence(bool there) => there ? "Present" : "Absent";
}
