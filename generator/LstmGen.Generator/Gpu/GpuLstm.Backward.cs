using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

// Backward: through time, then to the inputs and to the weights.
internal sealed partial class GpuLstm
{
    /// <summary>From the gradient with respect to h to those with respect to the gates' sums, which take the gates' place.</summary>
    /// <param name="dy">With respect to the outputs.</param>
    public override GpuLaunchPlan WriteBackward(GpuView dy)
    {
        const int rows = TrainRows;
        PtxKernel kernel = Code.Begin($"{Name}_backward", Threads);
        kernel.Say($"Back through time: {rows} rows a block, {Text.Count(Units, "unit")}.");
        (string unit, string inside) = UnitOf(kernel);
        string first = FirstRow(kernel, rows);
        int slopes = kernel.Share(2 * Gates * Units * rows);
        string weights = Transposed(kernel, unit);
        string[] lengths = GpuLengths.Of(kernel, first, rows);
        string last = !HasLengths ? kernel.Number(Steps) : GpuLengths.Longest(kernel, lengths);
        string[] dh = kernel.Floats(rows), dc = kernel.Floats(rows);
        foreach (string gradient in dh.Concat(dc))
        {
            kernel.Do($"mov.f32 {gradient}, 0f00000000");
        }

        // Where a unit's four gradients lie among the others, in the order of the sums.
        string block = kernel.Op("shr.u32", unit, 4), place = kernel.Word(), stride = kernel.Word(), isWhole = kernel.Is("lt.u32", unit, Whole);
        kernel.Do($"mad.lo.u32 {place}, {block}, {(Gates - 1) * Blocks.Width}, {unit}");
        kernel.Do($"selp.b32 {stride}, {4 * rows * Blocks.Width}, {4 * rows * Rest}, {isWhole}");
        string now = Shared(kernel, slopes, "0", 0), next = Shared(kernel, slopes + 4 * Gates * Units * rows, "0", 0), mine = kernel.Op("mul.lo.u32", place, 4 * rows);
        GpuRows gates = GpuRows.Of(kernel, _gates, first, rows, unit), cells = GpuRows.Of(kernel, _cells, first, rows, unit);
        GpuRows cellOut = GpuRows.Of(kernel, _cellOut, first, rows, unit), dys = GpuRows.Of(kernel, dy, first, rows, unit);
        string at = kernel.Number(0);
        kernel.Barrier();
        kernel.While("lt.s32", at, last, () =>
        {
            // The last step in the order of this direction comes first.
            string step = Reversed ? at : kernel.Op("sub.s32", kernel.Op("sub.s32", last, 1), at);
            string before = kernel.Op(Reversed ? "add.s32" : "sub.s32", step, 1);
            GpuRows stepGates = gates.At(kernel, step), stepOut = cellOut.At(kernel, step), beforeCells = cells.At(kernel, before), stepDy = EveryStep ? dys.At(kernel, step) : dys;
            kernel.If(inside, () =>
            {
                string[][] sums = new string[rows][];
                for (int row = 0; row < rows; row++)
                {
                    Restart(kernel, step, lengths[row], dh[row], dc[row]);
                    AddOutputGradient(kernel, step, lengths[row], stepDy[row], dh[row]);
                    sums[row] = GateGradients(kernel, row, stepGates, stepOut, Before(kernel, step, before, lengths[row], last, beforeCells[row]), dh[row], dc[row]);
                    for (int gate = 0; gate < Gates; gate++)
                    {
                        kernel.Do($"st.global.f32 {stepGates[row, gate * Units]}, {sums[row][gate]}");
                    }
                }

                HandOver(kernel, now, mine, stride, sums);
            });
            kernel.Barrier();
            kernel.Do($"add.s32 {at}, {at}, 1");
            kernel.If(kernel.Is("lt.s32", at, last), () => SumGates(kernel, dh, now, weights, rows));
            Swap(kernel, now, next);
        });
        return Code.End(kernel, "Rows", rows);
    }

    /// <summary>As LstmCell.Backward has it.</summary>
    private string[] GateGradients(PtxKernel kernel, int row, GpuRows gates, GpuRows cellOut, string before, string dh, string dc)
    {
        string[] gate = [.. Enumerable.Range(0, Gates).Select(g => Load(kernel, gates[row, g * Units]))];
        (string i, string f, string g, string o) = (gate[0], gate[1], gate[2], gate[3]);
        string y = Load(kernel, cellOut[row]);
        kernel.Do($"fma.rn.f32 {dc}, {PtxMath.Multiply(kernel, dh, o)}, {PtxMath.Slope(kernel, _of.Candidate, y)}, {dc}");
        string di = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dc, g), PtxMath.Slope(kernel, _of.Gate, i));
        string df = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dc, before), PtxMath.Slope(kernel, _of.Gate, f));
        string dg = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dc, i), PtxMath.Slope(kernel, _of.Candidate, g));
        string @do = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dh, y), PtxMath.Slope(kernel, _of.Gate, o));
        kernel.Do($"mul.rn.f32 {dc}, {dc}, {f}");
        return [di, df, dg, @do];
    }

    private void HandOver(PtxKernel kernel, string to, string mine, string stride, string[][] sums)
    {
        string place = kernel.Op("add.u32", to, mine);
        for (int gate = 0; gate < Gates; gate++)
        {
            for (int row = 0; row < sums.Length; row += 4)
            {
                kernel.Do($"st.shared.v4.f32 [{place}+{4 * row}], {{{string.Join(", ", sums.Skip(row).Take(4).Select(s => s[gate]))}}}");
            }

            kernel.Do($"add.u32 {place}, {place}, {stride}");
        }
    }

    /// <summary>dh(t−1) = the gates' gradients times the transposed recurrent weights.</summary>
    private void SumGates(PtxKernel kernel, string[] dh, string slopes, string weights, int rows)
    {
        foreach (string gradient in dh)
        {
            kernel.Do($"mov.f32 {gradient}, 0f00000000");
        }

        string from = kernel.Word(), weight = kernel.Long();
        kernel.Do($"mov.u32 {from}, {slopes}");
        kernel.Do($"mov.u64 {weight}, {weights}");
        void Lanes(int count, int gate)
        {
            for (int lane = 0; lane < count; lane++)
            {
                string w = kernel.Float();
                kernel.Do($"ld.global.nc.f32 {w}, [{weight}+{4 * Units * (gate * count + lane)}]");
                for (int row = 0; row < rows; row += 4)
                {
                    string[] z = kernel.Floats(4);
                    kernel.Do($"ld.shared.v4.f32 {{{string.Join(", ", z)}}}, [{from}+{4 * (rows * (gate * count + lane) + row)}]");
                    for (int of = 0; of < 4; of++)
                    {
                        kernel.Do($"fma.rn.f32 {dh[row + of]}, {z[of]}, {w}, {dh[row + of]}");
                    }
                }
            }
        }

        if (Whole > 0)
        {
            string block = kernel.Number(0);
            kernel.While("lt.u32", block, Whole / Blocks.Width, () =>
            {
                for (int gate = 0; gate < Gates; gate++)
                {
                    Lanes(Blocks.Width, gate);
                }

                kernel.Do($"add.u32 {from}, {from}, {4 * rows * Gates * Blocks.Width}");
                kernel.Do($"add.s64 {weight}, {weight}, {4 * Units * Gates * Blocks.Width}");
                kernel.Do($"add.u32 {block}, {block}, 1");
            });
        }

        for (int gate = 0; Rest > 0 && gate < Gates; gate++)
        {
            Lanes(Rest, gate);
            AddPadding(kernel, dh);
        }
    }

    protected override string ColumnOf(PtxKernel kernel, string term)
    {
        int block = Gates * Blocks.Width;
        string whole = kernel.Word();
        string gate = kernel.Op("and.b32", kernel.Op("shr.u32", term, 4), Gates - 1);
        string unit = kernel.Op("add.u32", kernel.Op("shl.b32", kernel.Op("div.u32", term, block), 4), kernel.Op("and.b32", term, Blocks.Width - 1));
        kernel.Do($"mad.lo.u32 {whole}, {gate}, {Units}, {unit}");
        if (Rest == 0)
        {
            return whole;
        }

        string rest = kernel.Word(), left = kernel.Op("sub.u32", term, Gates * Whole), isWhole = kernel.Is("lt.u32", term, Gates * Whole), result = kernel.Word();
        kernel.Do($"mad.lo.u32 {rest}, {kernel.Op("div.u32", left, Rest)}, {Units}, {kernel.Op("rem.u32", left, Rest)}");
        kernel.Do($"add.u32 {rest}, {rest}, {Whole}");
        kernel.Do($"selp.b32 {result}, {whole}, {rest}, {isWhole}");
        return result;
    }

    /// <summary>The gradient with respect to x: the gates' gradients times the transposed input weights.</summary>
    public override GpuLaunchPlan WriteInputGradient(GpuView dx, bool adds) => GpuElements.Write(Code, $"{Name}_inputs", Steps, HasLengths, Inputs, readsTable: false, place =>
    {
        PtxKernel kernel = place.Kernel;
        string from = kernel.Long(), weight = kernel.Long(), sum = kernel.Float();
        kernel.Do($"mov.u64 {from}, {_gates.Step(kernel, _gates.Row(kernel, place.Row), place.Step)}");
        kernel.Do($"mov.u64 {weight}, {WeightRow(kernel, _of.Kernel, place.Value)}");
        kernel.Do($"mov.f32 {sum}, 0f00000000");
        void Lanes(int count, int gate)
        {
            for (int lane = 0; lane < count; lane++)
            {
                string a = Load(kernel, $"[{from}+{4 * (gate * Units + lane)}]"), b = Load(kernel, $"[{weight}+{4 * (gate * Units + lane)}]");
                kernel.Do($"fma.rn.f32 {sum}, {a}, {b}, {sum}");
            }
        }

        if (Whole > 0)
        {
            string block = kernel.Number(0);
            kernel.While("lt.u32", block, Whole / Blocks.Width, () =>
            {
                for (int gate = 0; gate < Gates; gate++)
                {
                    Lanes(Blocks.Width, gate);
                }

                kernel.Do($"add.s64 {from}, {from}, {4 * Blocks.Width}");
                kernel.Do($"add.s64 {weight}, {weight}, {4 * Blocks.Width}");
                kernel.Do($"add.u32 {block}, {block}, 1");
            });
        }

        for (int gate = 0; Rest > 0 && gate < Gates; gate++)
        {
            Lanes(Rest, gate);
            AddPadding(kernel, [sum]);
        }

        place.Store(dx, adds ? PtxMath.Add(kernel, place.Load(dx), sum) : sum);
    });

    public override IEnumerable<GpuLaunchPlan> WriteWeightGradients()
    {
        int columns = Gates * Units;
        List<GpuOuter.Part> parts = [new(Hidden, Units, _of.Recurrent.Offset, columns, IsBefore: true), new(X, Inputs, _of.Kernel.Offset, columns)];
        if (_of.Bias is { } bias)
        {
            parts.Add(new(null, 1, bias.Offset, 0));
        }

        return [GpuOuter.Write(Code, $"{Name}_weights", parts, _gates, columns, 0, Range, _parameterCount)];
    }
}
