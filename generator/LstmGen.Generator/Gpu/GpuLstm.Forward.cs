using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

// Forward: all steps of some rows.
internal sealed partial class GpuLstm
{
    public GpuLaunchPlan WriteForward(bool keepsTape)
    {
        int rows = ForwardRows, depth = Inputs + Units;
        PtxKernel kernel = _code.Begin(keepsTape ? $"{_name}_forward" : $"{_name}_predict", Threads);
        kernel.Say($"{(keepsTape ? "Forward with the tape kept" : "Forward")}: {rows} rows a block, {Text.Count(Inputs, "input")}, {Text.Count(Units, "unit")}.");
        kernel.WriteTable();
        (string unit, string inside) = UnitOf(kernel);
        string first = FirstRow(kernel, rows);
        int terms = kernel.Share(2 * depth * rows), weightBytes = 16 * depth * Units;
        bool isShared = kernel.SharedBytes + weightBytes <= MostSharedBytes;
        string parameters = kernel.Argument64(GpuArgument.Parameters);
        string weights = isShared ? CopyWeights(kernel, kernel.Share(weightBytes / 4), unit) : "";
        string column = kernel.At(parameters, unit);
        string[] bias = Bias(kernel, column);
        string[] cells = kernel.Floats(rows), lengths = GpuLengths.Of(kernel, first, rows);
        foreach (string cell in cells)
        {
            kernel.Do($"mov.f32 {cell}, 0f00000000");
        }

        string last = _of.Extent.Valid is null ? kernel.Number(Steps) : GpuLengths.Longest(kernel, lengths);
        string now = Shared(kernel, terms, "0", 0), next = Shared(kernel, terms + 4 * depth * rows, "0", 0), mine = kernel.Op("mul.lo.u32", unit, 4 * rows);
        GpuRows gates = GpuRows.Of(kernel, _gates, first, rows, unit), cellTape = GpuRows.Of(kernel, _cells, first, rows, unit);
        GpuRows cellOut = GpuRows.Of(kernel, _cellOut, first, rows, unit), hiddenTape = GpuRows.Of(kernel, _hidden, first, rows, unit), y = GpuRows.Of(kernel, _y, first, rows, unit);
        string at = kernel.Number(0);
        LoadInputs(kernel, now, StepOf(kernel, at, last), first, rows);
        kernel.Barrier();
        kernel.While("lt.s32", at, last, () =>
        {
            string step = StepOf(kernel, at, last);
            string[] sums = kernel.Floats(Gates * rows);
            for (int i = 0; i < sums.Length; i++)
            {
                kernel.Do($"mov.f32 {sums[i]}, {bias[i % Gates]}");
            }

            AddTerms(kernel, sums, now, weights, column, _of.Kernel.Offset, 0, Inputs, rows);
            kernel.If(kernel.Is("gt.s32", at, 0), () => AddTerms(kernel, sums, now, weights, column, _of.Recurrent.Offset, Inputs, Units, rows));
            GpuRows stepGates = keepsTape ? gates.At(kernel, step) : gates, stepCells = keepsTape ? cellTape.At(kernel, step) : gates, stepOut = keepsTape ? cellOut.At(kernel, step) : gates;
            GpuRows stepHidden = _of.EveryStep ? y.At(kernel, step) : keepsTape ? hiddenTape.At(kernel, step) : y;
            string[] hidden = new string[rows];
            for (int row = 0; row < rows; row++)
            {
                string[] gate = [.. sums.Skip(Gates * row).Take(Gates)];
                string i = PtxMath.Value(kernel, _of.Gate, gate[0]), f = PtxMath.Value(kernel, _of.Gate, gate[1]), o = PtxMath.Value(kernel, _of.Gate, gate[3]);
                string g = PtxMath.Value(kernel, _of.Candidate, gate[2]);
                kernel.Do($"fma.rn.f32 {cells[row]}, {f}, {cells[row]}, {PtxMath.Multiply(kernel, i, g)}");
                string active = PtxMath.Value(kernel, _of.Candidate, cells[row]);
                hidden[row] = PtxMath.Multiply(kernel, o, active);
                kernel.If(inside, () => Keep(kernel, row, [i, f, g, o], cells[row], active, hidden[row], keepsTape, stepGates, stepCells, stepOut, stepHidden));
                if (!_of.EveryStep)
                {
                    KeepLast(kernel, inside, step, lengths[row], y[row], hidden[row]);
                }

                if (_of.Reversed)
                {
                    StartAnew(kernel, step, lengths[row], cells, hidden, row);
                }
            }

            HandOver(kernel, inside, next, mine, hidden);
            kernel.Do($"add.s32 {at}, {at}, 1");
            kernel.If(kernel.Is("lt.s32", at, last), () => LoadInputs(kernel, next, StepOf(kernel, at, last), first, rows));
            kernel.Barrier();
            string other = kernel.Word();
            kernel.Do($"mov.u32 {other}, {now}");
            kernel.Do($"mov.u32 {now}, {next}");
            kernel.Do($"mov.u32 {next}, {other}");
        });
        return _code.End(kernel, "Rows", rows);
    }

    /// <summary>The step of the sequence that comes at a place in the order of this direction.</summary>
    private string StepOf(PtxKernel kernel, string at, string last) => _of.Reversed ? kernel.Op("sub.s32", kernel.Op("sub.s32", last, 1), at) : at;

    /// <summary>Weights as [input, then h][unit][gate] in the shared memory.</summary>
    /// <returns>The address of the unit's.</returns>
    private string CopyWeights(PtxKernel kernel, int at, string unit)
    {
        EachOf(kernel, (Inputs + Units) * Units, index =>
        {
            string row = kernel.Op("div.u32", index, Units), of = kernel.Op("rem.u32", index, Units);
            string offset = kernel.Word(), recurrent = kernel.Word();
            string isInput = kernel.Is("lt.u32", row, Inputs);
            kernel.Do($"mad.lo.u32 {offset}, {row}, {Gates * Units}, {of}");
            kernel.Do($"add.u32 {recurrent}, {offset}, {_of.Recurrent.Offset - Gates * Units * Inputs}");
            kernel.Do($"add.u32 {offset}, {offset}, {_of.Kernel.Offset}");
            kernel.Do($"selp.b32 {offset}, {offset}, {recurrent}, {isInput}");
            string from = kernel.At(kernel.Argument64(GpuArgument.Parameters), offset);
            string[] gates = [.. Enumerable.Range(0, Gates).Select(gate => Load(kernel, $"[{from}+{4 * gate * Units}]"))];
            kernel.Do($"st.shared.v4.f32 [{Shared(kernel, at, index, 16)}], {{{string.Join(", ", gates)}}}");
        });
        return Shared(kernel, at, unit, 16);
    }

    private string[] Bias(PtxKernel kernel, string column)
    {
        string[] bias = kernel.Floats(Gates);
        for (int gate = 0; gate < Gates; gate++)
        {
            kernel.Do(_of.Bias is { } tensor ? $"ld.global.f32 {bias[gate]}, [{column}+{4L * (tensor.Offset + gate * Units)}]" : $"mov.f32 {bias[gate]}, 0f00000000");
        }

        return bias;
    }

    /// <summary>x(t) of all rows to the shared memory: [input][row].</summary>
    private void LoadInputs(PtxKernel kernel, string to, string step, string first, int rows) => EachOf(kernel, Inputs * rows, index =>
    {
        string row = kernel.Op("div.u32", index, Inputs), input = kernel.Op("rem.u32", index, Inputs);
        string from = kernel.At(_x.Step(kernel, _x.Row(kernel, kernel.Op("add.u32", first, row)), step), input);
        string value = Load(kernel, $"[{from}]"), place = kernel.Word();
        kernel.Do($"mad.lo.u32 {place}, {input}, {rows}, {row}");
        kernel.Do($"mad.lo.u32 {place}, {place}, 4, {to}");
        kernel.Do($"st.shared.f32 [{place}], {value}");
    });

    /// <summary>Adds the products of some terms that lie in the shared memory, in order.</summary>
    private void AddTerms(PtxKernel kernel, string[] sums, string terms, string weights, string column, int tensor, int firstTerm, int count, int rows)
    {
        const int most = 2;
        bool isShared = weights.Length > 0;
        string term = kernel.Op("add.u32", terms, 4 * rows * firstTerm), k = kernel.Number(0);
        string weight = isShared ? kernel.Op("add.u32", weights, 16 * Units * firstTerm) : kernel.Long();
        int bytes = isShared ? 16 * Units : 4 * Gates * Units;
        if (!isShared)
        {
            kernel.Do($"add.s64 {weight}, {column}, {4L * tensor}");
        }

        int whole = count / most * most;
        if (whole > 0)
        {
            kernel.While("lt.u32", k, whole, () =>
            {
                for (int i = 0; i < most; i++)
                {
                    AddTerm(kernel, sums, term, weight, isShared, i, bytes, rows);
                }

                kernel.Do($"add.u32 {term}, {term}, {4 * rows * most}");
                kernel.Do($"add.{(isShared ? "u32" : "s64")} {weight}, {weight}, {bytes * most}");
                kernel.Do($"add.u32 {k}, {k}, {most}");
            });
        }

        for (int i = 0; i < count - whole; i++)
        {
            AddTerm(kernel, sums, term, weight, isShared, i, bytes, rows);
        }
    }

    private void AddTerm(PtxKernel kernel, string[] sums, string term, string weight, bool isShared, int i, int bytes, int rows)
    {
        string[] w = kernel.Floats(Gates);
        if (isShared)
        {
            kernel.Do($"ld.shared.v4.f32 {{{string.Join(", ", w)}}}, [{weight}+{i * bytes}]");
        }
        else
        {
            for (int gate = 0; gate < Gates; gate++)
            {
                kernel.Do($"ld.global.f32 {w[gate]}, [{weight}+{i * bytes + 4 * gate * Units}]");
            }
        }

        for (int row = 0; row < rows; row += 4)
        {
            string[] z = kernel.Floats(4);
            kernel.Do($"ld.shared.v4.f32 {{{string.Join(", ", z)}}}, [{term}+{4 * (i * rows + row)}]");
            for (int of = 0; of < 4; of++)
            {
                for (int gate = 0; gate < Gates; gate++)
                {
                    string sum = sums[Gates * (row + of) + gate];
                    kernel.Do($"fma.rn.f32 {sum}, {z[of]}, {w[gate]}, {sum}");
                }
            }
        }
    }

    private void Keep(
        PtxKernel kernel, int row, string[] gates, string cell, string active, string hidden, bool keepsTape, GpuRows stepGates, GpuRows stepCells, GpuRows stepOut, GpuRows stepHidden)
    {
        for (int gate = 0; keepsTape && gate < Gates; gate++)
        {
            kernel.Do($"st.global.f32 {stepGates[row, gate * Units]}, {gates[gate]}");
        }

        if (keepsTape)
        {
            kernel.Do($"st.global.f32 {stepCells[row]}, {cell}");
            kernel.Do($"st.global.f32 {stepOut[row]}, {active}");
        }

        if (keepsTape || _of.EveryStep)
        {
            kernel.Do($"st.global.f32 {stepHidden[row]}, {hidden}");
        }
    }

    /// <summary>h of a row's last step in this direction is the output.</summary>
    private void KeepLast(PtxKernel kernel, string inside, string step, string length, string place, string hidden)
    {
        string isLast = _of.Reversed ? kernel.Is("eq.s32", step, 0) : kernel.Is("eq.s32", kernel.Op("add.s32", step, 1), length), both = kernel.Predicate();
        kernel.Do($"and.pred {both}, {isLast}, {inside}");
        kernel.Do($"@{both} st.global.f32 {place}, {hidden}");
    }

    /// <summary>A shorter row starts later, when the steps come from the end.</summary>
    private static void StartAnew(PtxKernel kernel, string step, string length, string[] cells, string[] hidden, int row)
    {
        string starts = kernel.Is("eq.s32", step, length), value = kernel.Float();
        kernel.Do($"selp.f32 {cells[row]}, 0f00000000, {cells[row]}, {starts}");
        kernel.Do($"selp.f32 {value}, 0f00000000, {hidden[row]}, {starts}");
        hidden[row] = value;
    }

    /// <summary>h(t) to where the next step reads it.</summary>
    private void HandOver(PtxKernel kernel, string inside, string next, string mine, string[] hidden) => kernel.If(inside, () =>
    {
        string place = kernel.Op("add.u32", next, mine);
        for (int row = 0; row < hidden.Length; row += 4)
        {
            kernel.Do($"st.shared.v4.f32 [{place}+{4 * (Inputs * hidden.Length + row)}], {{{string.Join(", ", hidden.Skip(row).Take(4))}}}");
        }
    });
}
