using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What one worker needs to take a tile through the network: allocated once, reused for every tile.</summary>
internal sealed class WorkerSpace(ModelDescription description)
{
    private const int Rows = ModelDescription.TileRows;

    /// <summary>About how many floats one holds.</summary>
    public static long LengthOf(ModelDescription description) =>
        Math.Max(description.TrainingWorkspaceLength, description.PredictionWorkspaceLength)
        + (long)Rows * (2L * description.InputSize + 3L * description.OutputSize + description.TargetSize + description.CarriedLength);

    /// <summary>Scratch and tape.</summary>
    public AlignedBuffer Workspace { get; } = new(Math.Max(description.TrainingWorkspaceLength, description.PredictionWorkspaceLength));

    /// <summary>Rows of windows.</summary>
    public AlignedBuffer Inputs { get; } = new(Rows * description.InputSize);

    /// <summary>Rows of outputs.</summary>
    public AlignedBuffer Outputs { get; } = new(Rows * description.OutputSize);

    /// <summary>The gradient with respect to the outputs.</summary>
    public AlignedBuffer OutputGradients { get; } = new(Rows * description.OutputSize);

    /// <summary>Rows of targets.</summary>
    public AlignedBuffer Targets { get; } = new(Rows * description.TargetSize);

    /// <summary>What a decoder reads, rows of its steps.</summary>
    public float[] DecoderInputs { get; } = new float[Rows * (description.Decoder?.Steps ?? 0)];

    /// <summary>Rows of outputs in raw units, for losses that are of them.</summary>
    public AlignedBuffer RawOutputs => field ??= new(Rows * description.OutputSize);

    /// <summary>What rows carry from window to window.</summary>
    public AlignedBuffer States => field ??= new(Rows * description.CarriedLength);

    /// <summary>The gradient with respect to the inputs, where somebody asks.</summary>
    public AlignedBuffer InputGradients => field ??= new(Rows * description.InputSize);

    /// <summary>The valid steps of each row.</summary>
    public RowLengths Lengths { get; set; }

    /// <summary>The valid steps of what a decoder reads.</summary>
    public RowLengths DecoderLengths { get; set; }

    /// <summary>What the loss of each row counts in the loss of the batch.</summary>
    public float[] RowScales { get; } = new float[Rows];

    /// <summary>The loss of each row.</summary>
    public float[] RowLosses { get; } = new float[Rows];
}
