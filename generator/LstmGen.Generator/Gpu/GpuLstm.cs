using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>
/// The plain LSTM cell over the steps of rows: a block takes some rows through all steps, a thread owns a unit, its four sums of every row in registers. Weights and h are in shared memory, values of a step
/// side by side for all rows, so that one read serves four rows. Sums go from the bias over x(t) and h(t−1) in order, as on the processor.
/// </summary>
internal sealed partial class GpuLstm
{
    private const int Gates = 4;

    /// <summary>Shared memory that every GPU since Ampere has for a block.</summary>
    private const int MostSharedBytes = 96 * 1024;

    private readonly GpuText _code;
    private readonly LstmSteps _of;
    private readonly string _name;
    private readonly GpuView _x;
    private readonly GpuView _y;
    private readonly int _parameterCount;

    // On the tape: the gates, later their gradients; c(t), φ(c(t)), and h(t) where y has not all of it.
    private readonly GpuView _gates;
    private readonly GpuView _cells;
    private readonly GpuView _cellOut;
    private readonly GpuView _hidden;

    public GpuLstm(GpuText code, GpuMemory memory, LstmSteps of, string name, int parameterCount)
    {
        (_code, _of, _name, _parameterCount) = (code, of, name, parameterCount);
        (_x, _y) = (memory.Of(of.X), memory.Of(of.Y));
        int steps = of.Extent.Steps;
        _gates = memory.Take(steps, Gates * of.Units);
        _cells = memory.Take(steps, of.Units);
        _cellOut = memory.Take(steps, of.Units);
        _hidden = of.EveryStep ? _y : memory.Take(steps, of.Units);
    }

    private int Units => _of.Units;

    private int Inputs => _of.Inputs;

    private int Steps => _of.Extent.Steps;

    private int Threads => (Units + 31) / 32 * 32;

    /// <summary>Rows of a block, as the registers allow.</summary>
    private int ForwardRows => Units <= 256 ? 8 : 4;

    private int BackwardRows => Units <= 256 ? 8 : 4;

    /// <summary>Why the GPU has no kernel for such a cell, or null.</summary>
    public static string? WhyNot(LstmSteps of)
    {
        string? option = of.Peepholes is not null ? "peepholes" : of.Projected > 0 ? "a projection" : of.Coupled ? "coupled gates" : of.Starts.Count > 0 ? "a learned initial state"
            : of.RecurrentDropout > 0 ? "recurrent dropout" : of.Start is not null ? "first states that are given" : of.TakesOneStep ? "LastStep.OfSequence" : null;
        return option is null ? of.Units > 1_024 ? $"it has {of.Units} units, and a block has 1,024 threads" : null : $"the GPU has no kernel for {option}";
    }

    /// <summary>The unit of a thread; threads behind the last do what the last does, and write nothing.</summary>
    private (string Unit, string Inside) UnitOf(PtxKernel kernel) => (kernel.Op("min.u32", kernel.Thread, Units - 1), kernel.Is("lt.u32", kernel.Thread, Units));

    private static string FirstRow(PtxKernel kernel, int rows)
    {
        string block = kernel.Word();
        kernel.Do($"mov.u32 {block}, %ctaid.x");
        return kernel.Op("mul.lo.u32", block, rows);
    }

    /// <summary>An address in the shared memory: at + bytes·index.</summary>
    private static string Shared(PtxKernel kernel, int at, string index, int bytes)
    {
        string start = kernel.Word(), result = kernel.Word();
        kernel.Do($"mov.u32 {start}, smem");
        kernel.Do($"add.u32 {start}, {start}, {at}");
        kernel.Do($"mad.lo.u32 {result}, {index}, {bytes}, {start}");
        return result;
    }

    /// <summary>Goes over numbers from the thread's own in strides of a block.</summary>
    private void EachOf(PtxKernel kernel, int count, Action<string> body)
    {
        string at = kernel.Word();
        kernel.Do($"mov.u32 {at}, {kernel.Thread}");
        kernel.While("lt.u32", at, count, () =>
        {
            body(at);
            kernel.Do($"add.u32 {at}, {at}, {Threads}");
        });
    }

    private static string Load(PtxKernel kernel, string place)
    {
        string result = kernel.Float();
        kernel.Do($"ld.global.f32 {result}, {place}");
        return result;
    }
}
