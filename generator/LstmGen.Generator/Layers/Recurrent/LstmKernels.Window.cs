using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

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

    /// <summary>The narrow block by itself: its sums in memory, then its cell.</summary>
    private string WindowNarrow(string h, string input, string weights, string pairs, string cell, string to) =>
        $"LstmNarrow.Step<Layout, {LaneGroup.SizeOf(_blocks.Tail)}, {_gate}, {_candidate}, {Presence(InputsAhead)}, {Presence(_halves)}>"
        + $"(known, ref {h}, ref {input}, ref {weights}, ref {(_halves ? pairs : weights)}, ref {cell}, ref {to});";

    private static string Presence(bool there) => there ? "Present" : "Absent";
}
