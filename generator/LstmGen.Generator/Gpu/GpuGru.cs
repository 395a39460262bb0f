using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

/// <summary>
/// The GRU cell with the reset gate behind the product: what x(t) and what h(t−1) adds to z r n are sums apart. On the tape the gates z r n and what h(t−1) added to n, later their gradients. The order of the
/// processor's sums over these is gate by gate.
/// </summary>
internal sealed partial class GpuGru : GpuCell
{
    private const int Kept = 4;

    private readonly GruSteps _of;
    private readonly int _parameterCount;
    private readonly GpuView _gates;

    public GpuGru(GpuText code, GpuMemory memory, GruSteps of, string name, int parameterCount)
        : base(code, memory, of, gates: 3, of.Recurrent, name)
    {
        (_of, _parameterCount) = (of, parameterCount);
        _gates = memory.Take(Steps, Kept * Units);
    }

    /// <summary>Why the GPU has no kernel for such a cell, or null.</summary>
    public static string? WhyNot(GruSteps of) => of.ResetAfter ? WhyNotSteps(of) : "the GPU has no kernel for a reset gate before the product";

    public override GpuLaunchPlan WriteForward(bool keepsTape)
    {
        int rows = keepsTape ? TrainRows : PredictRows, depth = Inputs + Units;
        PtxKernel kernel = Code.Begin(keepsTape ? $"{Name}_forward" : $"{Name}_predict", Threads);
        kernel.Say($"{(keepsTape ? "Forward with the tape kept" : "Forward")}: {rows} rows a block, {Text.Count(Inputs, "input")}, {Text.Count(Units, "unit")}.");
        kernel.WriteTable();
        (string unit, string inside) = UnitOf(kernel);
        string first = FirstRow(kernel, rows);
        int terms = kernel.Share(2 * depth * rows);
        string column = kernel.At(kernel.Argument64(GpuArgument.Parameters), unit), weights = Weights(kernel, column, _of.Kernel), recurrentWeights = Weights(kernel, column, _of.Recurrent);
        string[] bias = Bias(kernel, column, _of.Bias), recurrentBias = Bias(kernel, column, _of.Bias, row: 1);
        string[] hidden = kernel.Floats(rows), lengths = GpuLengths.Of(kernel, first, rows);
        foreach (string h in hidden)
        {
            kernel.Do($"mov.f32 {h}, 0f00000000");
        }

        string last = HasLengths ? GpuLengths.Longest(kernel, lengths) : kernel.Number(Steps);
        string now = Shared(kernel, terms, "0", 0), next = Shared(kernel, terms + 4 * depth * rows, "0", 0), mine = kernel.Op("mul.lo.u32", unit, 4 * rows);
        GpuRows gates = GpuRows.Of(kernel, _gates, first, rows, unit), hiddenTape = GpuRows.Of(kernel, Hidden, first, rows, unit), y = GpuRows.Of(kernel, Y, first, rows, unit);
        string at = kernel.Number(0);
        LoadInputs(kernel, now, StepOf(kernel, at, last), first, rows);
        HandOver(kernel, inside, now, mine, hidden);
        kernel.Barrier();
        kernel.While("lt.s32", at, last, () =>
        {
            string step = StepOf(kernel, at, last);
            string[] sums = StartSums(kernel, bias, rows), recurrent = StartSums(kernel, recurrentBias, rows);
            AddTerms(kernel, sums, now, weights, Inputs, rows);
            AddTerms(kernel, recurrent, kernel.Op("add.u32", now, 4 * rows * Inputs), recurrentWeights, Units, rows);
            GpuRows stepGates = keepsTape ? gates.At(kernel, step) : gates, stepHidden = EveryStep ? y.At(kernel, step) : keepsTape ? hiddenTape.At(kernel, step) : y;
            for (int row = 0; row < rows; row++)
            {
                string[] x = [.. sums.Skip(Gates * row).Take(Gates)], h = [.. recurrent.Skip(Gates * row).Take(Gates)];
                string r = PtxMath.Value(kernel, _of.Gate, PtxMath.Add(kernel, x[1], h[1])), z = PtxMath.Value(kernel, _of.Gate, PtxMath.Add(kernel, x[0], h[0]));
                string n = PtxMath.Value(kernel, _of.Candidate, PtxMath.Fma(kernel, r, h[2], x[2]));
                kernel.Do($"fma.rn.f32 {hidden[row]}, {z}, {hidden[row]}, {PtxMath.Multiply(kernel, Others(kernel, z), n)}");
                kernel.If(inside, () => Keep(kernel, row, [z, r, n, h[2]], hidden[row], keepsTape, stepGates, stepHidden));
                if (!EveryStep)
                {
                    KeepLast(kernel, inside, step, lengths[row], y[row], hidden[row]);
                }

                if (Reversed)
                {
                    kernel.Do($"selp.f32 {hidden[row]}, 0f00000000, {hidden[row]}, {kernel.Is("eq.s32", step, lengths[row])}");
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

    private string[] StartSums(PtxKernel kernel, string[] bias, int rows)
    {
        string[] sums = kernel.Floats(Gates * rows);
        for (int i = 0; i < sums.Length; i++)
        {
            kernel.Do($"mov.f32 {sums[i]}, {bias[i % Gates]}");
        }

        return sums;
    }

    /// <summary>1 − z.</summary>
    private static string Others(PtxKernel kernel, string z) => PtxMath.Fma(kernel, PtxMath.Of(-1f), z, PtxMath.Of(1f));

    private void Keep(PtxKernel kernel, int row, string[] gates, string hidden, bool keepsTape, GpuRows stepGates, GpuRows stepHidden)
    {
        for (int gate = 0; keepsTape && gate < Kept; gate++)
        {
            kernel.Do($"st.global.f32 {stepGates[row, gate * Units]}, {gates[gate]}");
        }

        if (keepsTape || EveryStep)
        {
            kernel.Do($"st.global.f32 {stepHidden[row]}, {hidden}");
        }
    }
}
