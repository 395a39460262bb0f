using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// One window: a step of one or two vectors of units, whose sums stay in registers.
internal sealed partial class LstmKernels
{
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
}
