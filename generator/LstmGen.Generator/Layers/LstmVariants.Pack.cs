using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Between the canonical parameters, which start where the direction's do, and the packs; and what a trace copies.
internal sealed partial class LstmVariants
{
    private int Columns => _cell.Gates * _cell.Units;

    private int RecurrentAt => _cell.Inputs * Columns;

    private int BiasAt => RecurrentAt + _cell.Width * Columns;

    private int PeepholesAt => BiasAt + (_cell.UseBias ? Columns : 0);

    private int ProjectionAt => PeepholesAt + (_cell.Peepholes ? _cell.PeepholeRows * _cell.Units : 0);

    private int InitialAt => ProjectionAt + _cell.Units * _cell.Projection;

    private void WritePack(SourceWriter writer)
    {
        writer.Line("/// <summary>From the canonical tensors of one direction, back to back.</summary>");
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            writer.Line("Span<float> pack = packed[InputWeights..];");
            _inputSums.WritePack(writer, "parameters", 0, Columns, BiasAt, "pack");
            writer.Line("pack = packed[InputTransposed..];");
            _inputGradient.WritePackTransposed(writer, "parameters", "0", "pack");
            for (int part = 0; part < Parts; part++)
            {
                writer.Line($"pack = packed[(RecurrentWeights{Times(part, _recurrentSums.Length)})..];");
                _recurrentSums.WritePack(writer, "parameters", RecurrentAt + part * PartColumns, Columns, 0, "pack");
                writer.Line($"pack = packed[(RecurrentTransposed{Times(part, _hiddenGradient.Length)})..];");
                WriteTransposed(writer, _hiddenGradient, RecurrentAt + part * PartColumns);
            }

            if (IsProjected)
            {
                writer.Line("pack = packed[Projection..];");
                _project!.WritePack(writer, "parameters", ProjectionAt, _cell.Projection, 0, "pack");
                writer.Line("pack = packed[ProjectionTransposed..];");
                _readGradient!.WritePackTransposed(writer, "parameters", ProjectionAt.ToString(Text.Invariant), "pack");
            }

            CopyVectors(writer, (at, count, region) => $"parameters.Slice({at}, {count}).CopyTo(packed[{region}..]);");
        }

        writer.Line();
        writer.Line("/// <summary>The packed gradient of one direction in the canonical layout.</summary>");
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            _inputWeights.WriteUnpack(writer, 0, _cell.Inputs, Columns, "packed[InputWeightGradients..]", "gradient", 0, Columns);
            for (int part = 0; part < Parts; part++)
            {
                _recurrentWeights.WriteUnpack(
                    writer, 0, _cell.Width, PartColumns, $"packed[(RecurrentWeightGradients{Times(part, (int)_recurrentWeights.Length)})..]", "gradient",
                    RecurrentAt + part * PartColumns, Columns);
            }

            if (_cell.UseBias)
            {
                writer.Line($"packed.Slice(BiasGradient, {Columns}).CopyTo(gradient[{BiasAt}..]);");
            }

            if (IsProjected)
            {
                _projectionWeights!.WriteUnpack(
                    writer, 0, _cell.Units, _cell.Projection, "packed[ProjectionGradients..]", "gradient", ProjectionAt, _cell.Projection);
            }

            CopyVectors(writer, (at, count, region) => $"packed.Slice({(region == "Peepholes" ? "Peephole" : region)}Gradient, {count}).CopyTo(gradient[{at}..]);");
        }
    }

    /// <summary>The tensors that lie in the packs as they are.</summary>
    private void CopyVectors(SourceWriter writer, Func<int, int, string, string> copy)
    {
        if (_cell.Peepholes)
        {
            writer.Line(copy(PeepholesAt, _cell.PeepholeRows * _cell.Units, "Peepholes"));
        }

        if (_cell.LearnedInitialState)
        {
            writer.Line(copy(InitialAt, _cell.Width, "InitialHidden"));
            writer.Line(copy(InitialAt + _cell.Width, _cell.Units, "InitialCell"));
        }
    }

    /// <summary>Some columns of the recurrent kernel, transposed.</summary>
    private void WriteTransposed(SourceWriter writer, Projection projection, int from)
    {
        (int lane, int offset) = (0, 0);
        foreach (int lanes in projection.Groups)
        {
            int count = Math.Min(lanes, projection.Outputs - lane);
            writer.Line($"Packing.Transpose(parameters, {from + lane * Columns}, {Columns}, {count}, {projection.Inputs}, pack, {offset}, {lanes});");
            lane += lanes;
            offset += lanes * projection.Inputs;
        }
    }

    private void WriteTrace(SourceWriter writer)
    {
        writer.Line("/// <summary>Row 0 of a kept tape as gates, cells and hidden states in the order of time.</summary>");
        using (writer.Block("public static void ReadTrace(ref float work, ref float tape, LayerTrace trace, bool backwards)"))
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        {
            writer.Line("int t = backwards ? Steps - 1 - step : step;");
            writer.Line("ref float gates = ref Unsafe.Add(ref tape, Gates + step * GateStep);");
            using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
            {
                string Gate(char gate) => $"Unsafe.Add(ref gates, {(GateAt(gate) == 0 ? "unit" : $"unit + {GateAt(gate)}")})";
                string hidden = IsProjected ? "" : ", Unsafe.Add(ref work, (step + 1) * ZStep + unit)";
                writer.Line($"""
                    trace.Set{(IsProjected ? "Cell" : "")}(
                        t, unit,
                        {Gate('i')}, {(_cell.Coupled ? $"1f - {Gate('i')}" : Gate('f'))}, {Gate('g')}, {Gate('o')},
                        Unsafe.Add(ref tape, (step + 1) * CellStep + unit){hidden});
                    """);
            }

            if (IsProjected)
            {
                writer.Line();
                using (writer.Block("for (int unit = 0; unit < Width; unit++)"))
                {
                    writer.Line("trace.SetHidden(t, unit, Unsafe.Add(ref work, (step + 1) * ZStep + unit));");
                }
            }
        }
    }
}
