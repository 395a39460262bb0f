using System.Collections.Immutable;
using System.ComponentModel;
using LstmGen.Inspection;
using LstmGen.Kernels;

namespace LstmGen.Runtime;

/// <summary>Everything the shared runtime needs to know of a generated model. All of it is decided when the code is generated.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class ModelDescription
{
    /// <summary>Rows (windows) that the tile kernels take at a time.</summary>
    public const int TileRows = RowLengths.Rows;

    /// <summary>The user's class, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Steps in one window.</summary>
    public required int LookBack { get; init; }

    /// <summary>Values per input step.</summary>
    public required int Features { get; init; }

    /// <summary>Steps in one output: 1, or the number of steps when the last layer passes on its sequence.</summary>
    public required int OutputSteps { get; init; }

    /// <summary>Values per output step.</summary>
    public required int Outputs { get; init; }

    /// <summary>Values in one target; 0, the default, for as many as outputs. A head such as a classifier asks for fewer.</summary>
    public int OwnTargetSize { get; init; }

    /// <summary>Whether a scaler works on outputs and targets too. False for heads whose outputs are classes or probabilities.</summary>
    public bool ScalesOutputs { get; init; } = true;

    /// <summary>No output of the network itself, before a scaler, is below it: the last layer's activation has a bound there. −∞, the default, for none.</summary>
    public double LeastOutput { get; init; } = double.NegativeInfinity;

    /// <summary>No output of the network itself, before a scaler, is above it. +∞, the default, for none.</summary>
    public double MostOutput { get; init; } = double.PositiveInfinity;

    /// <summary>What the outputs say of each target, where they are distributions; null, the default, where they are the targets themselves.</summary>
    public OutputDistribution? Distribution { get; init; }

    /// <summary>Outputs that share one target.</summary>
    internal int OutputsPerTarget => Distribution?.OutputsPerTarget ?? 1;

    /// <summary>Values that one output forecasts: as many as outputs, or fewer where several share one.</summary>
    internal int ForecastSize => OutputSize / OutputsPerTarget;

    /// <summary>Values that a scaler's target columns have to divide: those of one output step where there is an output for each step, else all.</summary>
    internal int ScaledOutputs => (OutputSteps > 1 ? Outputs : OutputSize) / OutputsPerTarget;

    /// <summary>How inputs and outputs are scaled.</summary>
    public required Scaling Scaling { get; init; }

    /// <summary>The columns of the input that hold token ids; empty where it holds plain values.</summary>
    public ImmutableArray<TokenColumns> Tokens { get; init; } = [];

    /// <summary>What every value of a step of padding is, where steps at the end of a window may be padding; null, the default, where none is.</summary>
    public float? PaddingValue { get; init; }

    /// <summary>Whether steps have to be looked at before they are read: ids, and padding.</summary>
    internal bool ChecksSteps => Tokens.Length > 0 || PaddingValue is not null;

    /// <summary>The tensors of which a batch uses few rows.</summary>
    public ImmutableArray<TableDescription> Tables { get; init; } = [];

    /// <summary>The tensors, in canonical order, back to back in the flat vector.</summary>
    public required ImmutableArray<ParameterDescription> Parameters { get; init; }

    /// <summary>Whether any layer draws random masks in training: without one, Monte Carlo prediction has nothing to draw.</summary>
    public bool DrawsMasks { get; init; }

    /// <summary>Floats that a row carries from one window of its stream to the next in training; 0, the default, where every window starts anew.</summary>
    public int CarriedLength { get; init; }

    /// <summary>The recurrent layers whose gates can be traced.</summary>
    public ImmutableArray<TraceDescription> Traces { get; init; } = [];

    /// <summary>The attention layers whose weights can be read.</summary>
    public ImmutableArray<AttentionDescription> Attentions { get; init; } = [];

    /// <summary>The layers that normalise by statistics of a whole batch in training, top to bottom: before each of them all tiles of a batch wait for each other.</summary>
    public ImmutableArray<NormDescription> Norms { get; init; } = [];

    /// <summary>The decoder, or null where the model has none.</summary>
    public DecoderDescription? Decoder { get; init; }

    /// <summary>Floats in the kernels' packed weights.</summary>
    public required int PackedLength { get; init; }

    /// <summary>Floats in one packed gradient.</summary>
    public required int PackedGradientLength { get; init; }

    /// <summary>Floats of workspace that one tile needs in training, tape included.</summary>
    public required int TrainingWorkspaceLength { get; init; }

    /// <summary>Floats of workspace that one tile needs in prediction.</summary>
    public required int PredictionWorkspaceLength { get; init; }

    /// <summary>Multiply-adds of one forward pass of one window, without padding.</summary>
    public required long MultiplyAddsPerWindow { get; init; }

    /// <summary>The layers, top to bottom, as <see cref="ToString"/> shows them.</summary>
    public ImmutableArray<LayerDescription> Layers { get; init; } = [];

    /// <summary>Floats of scratch that prediction of one window needs; 0 where it is not known.</summary>
    public int WindowScratchLength { get; init; }

    /// <summary>Whether that scratch lies on the stack, or in a workspace that is rented.</summary>
    public bool WindowOnStack { get; init; }

    /// <summary>Elements of the flat parameter vector.</summary>
    public int ParameterCount => Parameters.Length == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].Count;

    /// <summary>Values in one window, LookBack × Features.</summary>
    public int InputSize => checked(LookBack * Features);

    /// <summary>Values in one output, OutputSteps × Outputs.</summary>
    public int OutputSize => checked(OutputSteps * Outputs);

    /// <summary>Values in one target.</summary>
    public int TargetSize => OwnTargetSize > 0 ? OwnTargetSize : OutputSize;

    /// <summary>A summary in a few lines: the layers with their outputs and parameters, totals, memory, scaling.</summary>
    public override string ToString() => ModelSummary.Of(this);
}
