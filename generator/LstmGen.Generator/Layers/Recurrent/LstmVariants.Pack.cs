using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

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
            _inputSums.WritePack(writer, "parameters", 0, Columns, BiasAt, "packed[InputWeights..]");
            _inputGradient.WritePackTransposed(writer, "parameters", "0", Columns, "packed[InputTransposed..]");
            for (int part = 0; part < Parts; part++)
            {
                int matrix = RecurrentAt + part * PartColumns;
                _recurrentSums.WritePack(writer, "parameters", matrix, Columns, 0, $"packed[(RecurrentWeights{Times(part, _recurrentSums.Length)})..]");
                _hiddenGradient.WritePackTransposed(writer, "parameters", Text.Of(matrix), Columns, $"packed[(RecurrentTransposed{Times(part, _hiddenGradient.Length)})..]");
            }

            if (IsProjected)
            {
                _project!.WritePack(writer, "parameters", ProjectionAt, _cell.Projection, 0, "packed[Projection..]");
                _readGradient!.WritePackTransposed(writer, "parameters", Text.Of(ProjectionAt), _cell.Projection, "packed[ProjectionTransposed..]");
            }

            CopyVectors(writer, (at, count, region) => $"parameters.Slice({at}, {count}).CopyTo(packed[{region}..]);");
        }

        writer.Line();
        writer.Line("/// <summary>The packed gradient of one direction in the canonical layout.</summary>");
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            _inputWeights.WriteUnpack(writer, Columns, "packed[InputWeightGradients..]", "gradient", 0, Columns);
            for (int part = 0; part < Parts; part++)
            {
                _recurrentWeights.WriteUnpack(
                    writer, PartColumns, $"packed[(RecurrentWeightGradients{Times(part, (int)_recurrentWeights.Length)})..]", "gradient",
                    RecurrentAt + part * PartColumns, Columns);
            }

            if (_cell.UseBias)
            {
                writer.Line($"packed.Slice(BiasGradient, {Columns}).CopyTo(gradient[{BiasAt}..]);");
            }

            if (IsProjected)
            {
                _projectionWeights!.WriteUnpack(
                    writer, _cell.Projection, "packed[ProjectionGradients..]", "gradient", ProjectionAt, _cell.Projection);
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
