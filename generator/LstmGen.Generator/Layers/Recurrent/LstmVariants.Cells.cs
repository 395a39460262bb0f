using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// The element-wise part of one row, forward and backward: in vectors, then what is left alone. Nothing is added across lanes, so widths agree.
internal sealed partial class LstmVariants
{
    private string PeepholeArgument => _cell.Peepholes ? ", ref Unsafe.Add(ref pack, Peepholes)" : "";

    /// <summary>Where a gate lies in a row; −1 for f where it has no weights.</summary>
    private int GateAt(char gate) => (_cell.Coupled ? "igo" : "ifgo").IndexOf(gate) * _cell.Units;

    /// <summary>Where a gate's peephole weights lie.</summary>
    private int PeepholeAt(char gate) => (_cell.Coupled ? "io" : "ifo").IndexOf(gate) * _cell.Units;

    private void WriteCell(SourceWriter writer)
    {
        writer.Line($"/// <summary>From the sums of the gates to cell and o⊙y: {(_cell.Coupled ? "f = 1 − i; " : "")}c = f⊙c + i⊙g, y = {_cell.Candidate.ToLowerInvariant()}(c).</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            "private static void CellForward<TTape>(ref float gates, ref float recurrent, ref float cell, ref float nextCell, ref float cellOut, ref float read"
            + $"{(_cell.Peepholes ? ", ref float peepholes" : "")})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            EachLane(writer, lane =>
            {
                string Open(char gate, string activation, string? seen)
                {
                    string sum = $"{lane.Load("gates", GateAt(gate))} + {lane.Load("recurrent", GateAt(gate))}";
                    return $"{activation}.Invoke({(seen is not null && _cell.Peepholes ? lane.Add(lane.Load("peepholes", PeepholeAt(gate)), seen, sum) : sum)})";
                }

                writer.Line($"{lane.Value} before = {lane.Load("cell", 0)};");
                writer.Line($"{lane.Value} i = {Open('i', _cell.Gate, "before")};");
                writer.Line($"{lane.Value} f = {(_cell.Coupled ? $"{lane.One} - i" : Open('f', _cell.Gate, "before"))};");
                writer.Line($"{lane.Value} g = {Open('g', _cell.Candidate, null)};");
                writer.Line($"{lane.Value} c = {lane.Add("f", "before", "i * g")};");
                writer.Line($"{lane.Value} o = {Open('o', _cell.Gate, "c")};");
                writer.Line($"{lane.Value} y = {_cell.Candidate}.Invoke(c);");
                writer.Line(lane.Store("c", "nextCell", 0));
                writer.Line(lane.Store("o * y", "read", 0));
                using (writer.Block("if (TTape.Keep)"))
                {
                    foreach (char gate in _cell.Coupled ? "igo" : "ifgo")
                    {
                        writer.Line(lane.Store(gate.ToString(), "gates", GateAt(gate)));
                    }

                    writer.Line(lane.Store("y", "cellOut", 0));
                }
            });
        }
    }

    private void WriteCellBack(SourceWriter writer)
    {
        writer.Line("/// <summary>Back through the element-wise part: the gates become their gradients, and dc goes on to the step before.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block(
            "private static void CellBack(ref float gates, ref float cell, ref float nextCell, ref float cellOut, ref float readGradient, ref float cellGradient"
            + $"{(_cell.Peepholes ? ", ref float peepholes, ref float peepholeGradient" : "")})"))
        {
            EachLane(writer, lane =>
            {
                writer.Line($"{lane.Value} i = {lane.Load("gates", GateAt('i'))};");
                writer.Line($"{lane.Value} f = {(_cell.Coupled ? $"{lane.One} - i" : lane.Load("gates", GateAt('f')))};");
                writer.Line($"{lane.Value} g = {lane.Load("gates", GateAt('g'))};");
                writer.Line($"{lane.Value} o = {lane.Load("gates", GateAt('o'))};");
                writer.Line($"{lane.Value} y = {lane.Load("cellOut", 0)};");
                writer.Line($"{lane.Value} before = {lane.Load("cell", 0)};");
                writer.Line($"{lane.Value} read = {lane.Load("readGradient", 0)};");
                writer.Line($"{lane.Value} outputGradient = read * y * {_cell.Gate}.Slope(o);");
                writer.Line($"{lane.Value} dc = {lane.Add("read * o", $"{_cell.Candidate}.Slope(y)", lane.Load("cellGradient", 0))};");
                if (_cell.Peepholes)
                {
                    writer.Line($"dc = {lane.Add("outputGradient", lane.Load("peepholes", PeepholeAt('o')), "dc")};");
                }

                writer.Line($"{lane.Value} inputGradient = dc * {(_cell.Coupled ? "(g - before)" : "g")} * {_cell.Gate}.Slope(i);");
                writer.Line($"{lane.Value} carried = dc * f;");
                WriteSeen(writer, lane, 'i', "inputGradient", "before");
                writer.Line(lane.Store("inputGradient", "gates", GateAt('i')));
                if (!_cell.Coupled)
                {
                    writer.Line($"{lane.Value} forgetGradient = dc * before * {_cell.Gate}.Slope(f);");
                    WriteSeen(writer, lane, 'f', "forgetGradient", "before");
                    writer.Line(lane.Store("forgetGradient", "gates", GateAt('f')));
                }

                writer.Line(lane.Store($"dc * i * {_cell.Candidate}.Slope(g)", "gates", GateAt('g')));
                writer.Line(lane.Store("outputGradient", "gates", GateAt('o')));
                WriteSeen(writer, lane, 'o', "outputGradient", lane.Load("nextCell", 0), carries: false);
                writer.Line(lane.Store("carried", "cellGradient", 0));
            });
        }
    }

    /// <summary>What a gate that sees the cell adds to the gradient of its peephole weights and to that of the cell it saw.</summary>
    private void WriteSeen(SourceWriter writer, Lane lane, char gate, string gradient, string seen, bool carries = true)
    {
        if (!_cell.Peepholes)
        {
            return;
        }

        if (carries)
        {
            writer.Line($"carried = {lane.Add(gradient, lane.Load("peepholes", PeepholeAt(gate)), "carried")};");
        }

        writer.Line(lane.Store(lane.Add(gradient, seen, lane.Load("peepholeGradient", PeepholeAt(gate))), "peepholeGradient", PeepholeAt(gate)));
    }

    /// <summary>The same statements over all units: eight at a time, then four, then one.</summary>
    private void EachLane(SourceWriter writer, Action<Lane> body)
    {
        writer.Line("nint k = 0;");
        (int Lanes, bool Needed)[] runs = [(8, _cell.Units >= 8), (4, _cell.Units % 8 >= 4), (1, _cell.Units % 4 > 0)];
        foreach (int lanes in runs.Where(run => run.Needed).Select(run => run.Lanes))
        {
            using (writer.Block(lanes == 1 ? "for (; k < Units; k++)" : $"for (; k <= Units - {lanes}; k += {lanes})"))
            {
                body(new Lane(lanes));
            }

            writer.Line();
        }
    }

    /// <summary>How C# writes an operation on some lanes from k on.</summary>
    private readonly record struct Lane(int Lanes)
    {
        private string Type => Code.TypeOf(Lanes);

        public string Value => Code.ValueOf(Lanes);

        public string One => Lanes == 1 ? "1f" : $"{Type}<float>.One";

        public string Load(string reference, int offset) => Lanes == 1
            ? $"Unsafe.Add(ref {reference}, {At(offset)})"
            : $"{Type}.LoadUnsafe(ref {reference}, (nuint)({At(offset)}))";

        public string Store(string value, string reference, int offset) => Lanes == 1
            ? $"Unsafe.Add(ref {reference}, {At(offset)}) = {value};"
            : $"({value}).StoreUnsafe(ref {reference}, (nuint)({At(offset)}));";

        /// <summary>left · right + sum, rounded once.</summary>
        public string Add(string left, string right, string sum) => $"{(Lanes == 1 ? "MathF" : Type)}.FusedMultiplyAdd({left}, {right}, {sum})";

        private static string At(int offset) => offset == 0 ? "k" : $"k + {offset}";
    }
}
