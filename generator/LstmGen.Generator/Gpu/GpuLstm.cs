using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>The plain LSTM cell: i f g o of a unit are its thread's sums. The order of the processor's sums over the gates' gradients is block by block of 16 units, gate by gate in each.</summary>
internal sealed partial class GpuLstm : GpuCell
{
    private readonly LstmSteps _of;
    private readonly int _parameterCount;

    // On the tape: the gates, later their gradients; c(t), φ(c(t)).
    private readonly GpuView _gates;
    private readonly GpuView _cells;
    private readonly GpuView _cellOut;

    public GpuLstm(GpuText code, GpuMemory memory, LstmSteps of, string name, int parameterCount)
        : base(code, memory, of, gates: 4, of.Recurrent, name)
    {
        (_of, _parameterCount) = (of, parameterCount);
        _gates = memory.Take(Steps, Gates * Units);
        _cells = memory.Take(Steps, Units);
        _cellOut = memory.Take(Steps, Units);
    }

    /// <summary>Why the GPU has no kernel for such a cell, or null.</summary>
    public static string? WhyNot(LstmSteps of)
    {
        string? option = of.Peepholes is not null ? "peepholes" : of.Projected > 0 ? "a projection" : of.Coupled ? "coupled gates" : null;
        return option is null ? WhyNotSteps(of) : $"the GPU has no kernel for {option}";
    }
}
