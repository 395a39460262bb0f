using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

// Backward: through time, then to the inputs and to the weights.
internal sealed partial class GpuGru
{
    public override GpuLaunchPlan WriteBackward(GpuView dy)
    {
        const int rows = TrainRows;
        PtxKernel kernel = Code.Begin($"{Name}_backward", Threads);
        kernel.Say($"Back through time: {rows} rows a block, {Text.Count(Units, "unit")}.");
        (string unit, string inside) = UnitOf(kernel);
        string first = FirstRow(kernel, rows);
        int slopes = kernel.Share(2 * Gates * Units * rows);
        string weights = Transposed(kernel, unit);
        string[] lengths = GpuLengths.Of(kernel, first, rows), dh = kernel.Floats(rows);
        string last = HasLengths ? GpuLengths.Longest(kernel, lengths) : kernel.Number(Steps);
        foreach (string gradient in dh)
        {
            kernel.Do($"mov.f32 {gradient}, 0f00000000");
        }

        string now = Shared(kernel, slopes, "0", 0), next = Shared(kernel, slopes + 4 * Gates * Units * rows, "0", 0), mine = kernel.Op("mul.lo.u32", unit, 4 * rows);
        GpuRows gates = GpuRows.Of(kernel, _gates, first, rows, unit), hidden = GpuRows.Of(kernel, Hidden, first, rows, unit), dys = GpuRows.Of(kernel, dy, first, rows, unit);
        string at = kernel.Number(0);
        kernel.Barrier();
        kernel.While("lt.s32", at, last, () =>
        {
            string step = Reversed ? at : kernel.Op("sub.s32", kernel.Op("sub.s32", last, 1), at), before = kernel.Op(Reversed ? "add.s32" : "sub.s32", step, 1);
            GpuRows stepGates = gates.At(kernel, step), beforeHidden = hidden.At(kernel, before), stepDy = EveryStep ? dys.At(kernel, step) : dys;
            kernel.If(inside, () =>
            {
                string place = kernel.Op("add.u32", now, mine);
                string[][] slopesOf = new string[rows][];
                for (int row = 0; row < rows; row++)
                {
                    Restart(kernel, step, lengths[row], dh[row]);
                    AddOutputGradient(kernel, step, lengths[row], stepDy[row], dh[row]);
                    slopesOf[row] = GateGradients(kernel, row, stepGates, Before(kernel, step, before, lengths[row], last, beforeHidden[row]), dh[row]);
                }

                for (int gate = 0; gate < Gates; gate++)
                {
                    for (int row = 0; row < rows; row += 4)
                    {
                        // Of n, what goes back to h(t−1) is the gradient of what that added.
                        string[] four = [.. slopesOf.Skip(row).Take(4).Select(of => of[gate == 2 ? 3 : gate])];
                        kernel.Do($"st.shared.v4.f32 [{place}+{4 * (gate * Units * rows + row)}], {{{string.Join(", ", four)}}}");
                    }
                }
            });
            kernel.Barrier();
            kernel.Do($"add.s32 {at}, {at}, 1");
            kernel.If(kernel.Is("lt.s32", at, last), () => SumGates(kernel, dh, now, weights, rows));
            Swap(kernel, now, next);
        });
        return Code.End(kernel, "Rows", rows);
    }

    /// <summary>As GruCell.Backward has it.</summary>
    private string[] GateGradients(PtxKernel kernel, int row, GpuRows gates, string before, string dh)
    {
        string[] gate = [.. Enumerable.Range(0, Kept).Select(g => Load(kernel, gates[row, g * Units]))];
        (string z, string r, string n, string hn) = (gate[0], gate[1], gate[2], gate[3]);
        string dn = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dh, Others(kernel, z)), PtxMath.Slope(kernel, _of.Candidate, n));
        string apart = PtxMath.Fma(kernel, PtxMath.Of(-1f), n, before);
        string dz = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dh, apart), PtxMath.Slope(kernel, _of.Gate, z));
        kernel.Do($"mul.rn.f32 {dh}, {dh}, {z}");
        string dr = PtxMath.Multiply(kernel, PtxMath.Multiply(kernel, dn, hn), PtxMath.Slope(kernel, _of.Gate, r)), dhn = PtxMath.Multiply(kernel, dn, r);
        string[] gradients = [dz, dr, dn, dhn];
        for (int g = 0; g < Kept; g++)
        {
            kernel.Do($"st.global.f32 {gates[row, g * Units]}, {gradients[g]}");
        }

        return gradients;
    }

    /// <summary>dh(t−1) += the gradients of z r and of what h(t−1) added to n, times the transposed recurrent weights: a sum of its own, gate by gate.</summary>
    private void SumGates(PtxKernel kernel, string[] dh, string slopes, string weights, int rows)
    {
        string[] share = kernel.Floats(rows);
        foreach (string sum in share)
        {
            kernel.Do($"mov.f32 {sum}, 0f00000000");
        }

        string from = kernel.Word(), weight = kernel.Long();
        kernel.Do($"mov.u32 {from}, {slopes}");
        kernel.Do($"mov.u64 {weight}, {weights}");
        for (int gate = 0; gate < Gates; gate++)
        {
            EachLane(kernel, lane =>
            {
                string w = kernel.Float();
                kernel.Do($"ld.global.nc.f32 {w}, [{weight}+{4 * Units * lane}]");
                for (int row = 0; row < rows; row += 4)
                {
                    string[] d = kernel.Floats(4);
                    kernel.Do($"ld.shared.v4.f32 {{{string.Join(", ", d)}}}, [{from}+{4 * (rows * lane + row)}]");
                    for (int of = 0; of < 4; of++)
                    {
                        kernel.Do($"fma.rn.f32 {share[row + of]}, {d[of]}, {w}, {share[row + of]}");
                    }
                }
            }, lanes =>
            {
                kernel.Do($"add.u32 {from}, {from}, {4 * rows * lanes}");
                kernel.Do($"add.s64 {weight}, {weight}, {4 * Units * lanes}");
            });
            AddPadding(kernel, share);
        }

        for (int row = 0; row < rows; row++)
        {
            kernel.Do($"add.rn.f32 {dh[row]}, {dh[row]}, {share[row]}");
        }
    }

    /// <summary>The units of a gate, some at a time, and after those a step on.</summary>
    private void EachLane(PtxKernel kernel, Action<int> body, Action<int> move)
    {
        if (Whole > 0)
        {
            string block = kernel.Number(0);
            kernel.While("lt.u32", block, Whole / Blocks.Width, () =>
            {
                for (int lane = 0; lane < Blocks.Width; lane++)
                {
                    body(lane);
                }

                move(Blocks.Width);
                kernel.Do($"add.u32 {block}, {block}, 1");
            });
        }

        for (int lane = 0; lane < Rest; lane++)
        {
            body(lane);
        }

        move(Rest);
    }

    protected override string ColumnOf(PtxKernel kernel, string term) => term;

    /// <summary>The gradients of n z r, in this order, times the transposed input weights.</summary>
    public override GpuLaunchPlan WriteInputGradient(GpuView dx, bool adds) => GpuElements.Write(Code, $"{Name}_inputs", Steps, HasLengths, Inputs, readsTable: false, place =>
    {
        PtxKernel kernel = place.Kernel;
        string gates = _gates.Step(kernel, _gates.Row(kernel, place.Row), place.Step), weights = WeightRow(kernel, _of.Kernel, place.Value), sum = kernel.Float();
        kernel.Do($"mov.f32 {sum}, 0f00000000");
        foreach (int gate in new[] { 2, 0, 1 })
        {
            string from = kernel.Long(), weight = kernel.Long();
            kernel.Do($"add.s64 {from}, {gates}, {4 * gate * Units}");
            kernel.Do($"add.s64 {weight}, {weights}, {4 * gate * Units}");
            EachLane(kernel, lane => kernel.Do($"fma.rn.f32 {sum}, {Load(kernel, $"[{from}+{4 * lane}]")}, {Load(kernel, $"[{weight}+{4 * lane}]")}, {sum}"), lanes =>
            {
                kernel.Do($"add.s64 {from}, {from}, {4 * lanes}");
                kernel.Do($"add.s64 {weight}, {weight}, {4 * lanes}");
            });
            AddPadding(kernel, [sum]);
        }

        place.Store(dx, adds ? PtxMath.Add(kernel, place.Load(dx), sum) : sum);
    });

    public override IEnumerable<GpuLaunchPlan> WriteWeightGradients()
    {
        int columns = Gates * Units;
        List<GpuOuter.Part> inputs = [new(X, Inputs, _of.Kernel.Offset, columns)], recurrent = [new(Hidden, Units, _of.Recurrent.Offset, columns, IsBefore: true)];
        if (_of.Bias is { } bias)
        {
            inputs.Add(new(null, 1, bias.Offset, 0));
            recurrent.Add(new(null, 1, bias.Offset + columns, 0));
        }

        return
        [
            GpuOuter.Write(Code, $"{Name}_weights", inputs, _gates, columns, 0, Range, _parameterCount),
            GpuOuter.Write(Code, $"{Name}_recurrent", recurrent, _gates, 2 * Units, 0, Range, _parameterCount),
            GpuOuter.Write(Code, $"{Name}_candidate", recurrent, _gates.Shifted(3 * Units), Units, 2 * Units, Range, _parameterCount),
        ];
    }
}
