using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>What a GPU backend needs to know of a plan.</summary>
internal sealed record GpuModel
{
    public required IReadOnlyList<Operation> Forward { get; init; }

    /// <summary>The way back, last first.</summary>
    public required IReadOnlyList<Operation> Backward { get; init; }

    public required Shape Input { get; init; }

    /// <summary>Where the tile kernels have a copy of the input; null where they read the caller's rows.</summary>
    public required View? LoadedInput { get; init; }

    public required Shape Output { get; init; }

    public required View Result { get; init; }

    public required int ParameterCount { get; init; }
}

/// <summary>One launch of a kernel, as LstmGen.Runtime.GpuLaunch has it.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="Threads">Of a block.</param>
/// <param name="SharedBytes">Of a block.</param>
/// <param name="Grid">A member of LstmGen.Runtime.GpuGrid.</param>
/// <param name="Count">What that says.</param>
internal sealed record GpuLaunchPlan(string Kernel, int Threads, int SharedBytes, string Grid, int Count);

/// <summary>A model's kernels as text, and their launches.</summary>
internal sealed record GpuCode
{
    public required string Ptx { get; init; }

    public required int PredictionTileLength { get; init; }

    public required int TrainingTileLength { get; init; }

    public required int ScratchLength { get; init; }

    public required IReadOnlyList<GpuLaunchPlan> Predict { get; init; }

    public required IReadOnlyList<GpuLaunchPlan> Forward { get; init; }

    public required IReadOnlyList<GpuLaunchPlan> Backward { get; init; }
}
