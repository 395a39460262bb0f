using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

// Forward: all steps of some rows.
internal sealed partial class GpuLstm
{
    public override GpuLaunchPlan WriteForward(bool keepsTape)
    {
        int rows = keepsTape ? TrainRows : PredictRows, depth = Inputs + Units;
        PtxKernel kernel = Code.Begin(keepsTape ? $"{Name}_forward" : $"{Name}_predict", Threads);
        kernel.Say($"{(keepsTape ? "Forward with the tape kept" : "Forward")}: {rows} rows a block, {Text.Count(Inputs, "input")}, {Text.Count(Units, "unit")}.");
        kernel.WriteTable();
        (string unit, string inside) = UnitOf(kernel);
        string first = FirstRow(kernel, rows);
        int terms = kernel.Share(2 * depth * rows);
        string column = kernel.At(kernel.Argument64(GpuArgument.Parameters), unit), weights = Weights(kernel, column, _of.Kernel), recurrent = Weights(kernel, column, _of.Recurrent);
        string[] bias = Bias(kernel, column, _of.Bias);
        string[] cells = kernel.Floats(rows), lengths = GpuLengths.Of(kernel, first, rows);
        foreach (string cell in cells)
        {
            kernel.Do($"mov.f32 {cell}, 0f00000000");
        }

        string last = !HasLengths ? kernel.Number(Steps) : GpuLengths.Longest(kernel, lengths);
        string now = Shared(kernel, terms, "0", 0), next = Shared(kernel, terms + 4 * depth * rows, "0", 0), mine = kernel.Op("mul.lo.u32", unit, 4 * rows);
        GpuRows gates = GpuRows.Of(kernel, _gates, first, rows, unit), cellTape = GpuRows.Of(kernel, _cells, first, rows, unit);
        GpuRows cellOut = GpuRows.Of(kernel, _cellOut, first, rows, unit), hiddenTape = GpuRows.Of(kernel, Hidden, first, rows, unit), y = GpuRows.Of(kernel, Y, first, rows, unit);
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

            AddTerms(kernel, sums, now, weights, Inputs, rows);
            kernel.If(kernel.Is("gt.s32", at, 0), () => AddTerms(kernel, sums, kernel.Op("add.u32", now, 4 * rows * Inputs), recurrent, Units, rows));
            GpuRows stepGates = keepsTape ? gates.At(kernel, step) : gates, stepCells = keepsTape ? cellTape.At(kernel, step) : gates, stepOut = keepsTape ? cellOut.At(kernel, step) : gates;
            GpuRows stepHidden = EveryStep ? y.At(kernel, step) : keepsTape ? hiddenTape.At(kernel, step) : y;
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
                if (!EveryStep)
                {
                    KeepLast(kernel, inside, step, lengths[row], y[row], hidden[row]);
                }

                if (Reversed)
                {
                    StartAnew(kernel, step, lengths[row], cells, hidden, row);
                }
            }

            HandOver(kernel, inside, next, mine, hidden);
            kernel.Do($"add.s32 {at}, {at}, 1");
            kernel.If(kernel.Is("lt.s32", at, last), () => LoadInputs(kernel, next, StepOf(kernel, at, last), first, rows));
            kernel.Barrier();
            Swap(kernel, now, next);
        });
        return Code.End(kernel, "Rows", rows);
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

        if (keepsTape || EveryStep)
        {
            kernel.Do($"st.global.f32 {stepHidden[row]}, {hidden}");
        }
    }

    /// <summary>A shorter row starts later, when the steps come from the end.</summary>
    private static void StartAnew(PtxKernel kernel, string step, string length, string[] cells, string[] hidden, int row)
    {
        string starts = kernel.Is("eq.s32", step, length), value = kernel.Float();
        kernel.Do($"selp.f32 {cells[row]}, 0f00000000, {cells[row]}, {starts}");
        kernel.Do($"selp.f32 {value}, 0f00000000, {hidden[row]}, {starts}");
        hidden[row] = value;
    }
}
