using System.Collections.Immutable;
using System.ComponentModel;
using LstmGen.Inspection;
using LstmGen.Kernels;

namespace LstmGen.Runtime;

/// <summary>
/// The kernels of one generated model as the shared runtime calls them: stateless, so that any number of threads may use one instance.
/// Optimizers, losses and files never see them; they see the flat parameter vector.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class ModelKernels
{
    /// <summary>The shape.</summary>
    public abstract ModelDescription Description { get; }

    /// <summary>
    /// The layers as the user declared them, made anew by each call: nothing of it is there before something asks, and what never asks, such as a trimmed program, has none of it.
    /// </summary>
    public virtual ImmutableArray<DeclaredLayer> DeclareLayers() =>
        throw new NotSupportedException($"{Description.Name} does not say how its layers were declared: its kernels were not written by the generator.");

    /// <summary>The kernels for a GPU; null where the declaration asks for none.</summary>
    public virtual GpuProgram? Gpu => null;

    /// <summary>Scratch of all models with these kernels.</summary>
    internal ScratchPool Scratch { get; } = new();

    /// <summary>Training scratch of all models with these kernels.</summary>
    internal EnginePool Engines { get; }

    /// <summary>For derived classes.</summary>
    protected ModelKernels() => Engines = new EnginePool(this);

    /// <summary>Derives the packed weights from the flat vector. Padding in the pack is zero and stays zero.</summary>
    /// <param name="parameters">ParameterCount values.</param>
    /// <param name="packed">Receives PackedLength values.</param>
    public abstract void Pack(ReadOnlySpan<float> parameters, Span<float> packed);

    /// <summary>Brings a packed gradient into the flat order. Tables, whose gradients are not packed, are left as they are.</summary>
    /// <param name="packedGradient">PackedGradientLength values.</param>
    /// <param name="gradient">Receives ParameterCount values.</param>
    public abstract void Unpack(ReadOnlySpan<float> packedGradient, Span<float> gradient);

    /// <summary>One tile forward as in prediction: no tape, no dropout. Needs PredictionWorkspaceLength.</summary>
    public abstract void PredictTile(in Tile tile);

    /// <summary>One tile forward as in training: dropout drawn, tape kept in the workspace. Needs TrainingWorkspaceLength.</summary>
    public abstract void ForwardTile(in Tile tile);

    /// <summary>One tile backward, from the tape that ForwardTile left: adds to PackedGradient and Tables.</summary>
    public abstract void BackwardTile(in Tile tile);

    /// <summary>
    /// Of a model with <see cref="ModelDescription.Norms"/>: one tile forward as in training, from one such layer to the next. Part 0 starts at the top, part i at the i-th of them. The workspace
    /// holds what earlier parts left.
    /// </summary>
    /// <param name="tile">The tile; its moments take in what the next such layer reads.</param>
    /// <param name="part">0 to the number of such layers, in turn.</param>
    public virtual void ForwardPart(in Tile tile, int part) => ForwardTile(tile);

    /// <summary>The same parts backward, the last one first: adds to PackedGradient and Tables.</summary>
    /// <param name="tile">The tile; its moments take in the gradient with respect to what the layer that the part starts with puts out.</param>
    /// <param name="part">From the number of such layers to 0, in turn.</param>
    public virtual void BackwardPart(in Tile tile, int part) => BackwardTile(tile);

    /// <summary>One tile forward as in prediction, with the tape kept; row 0 is copied into the trace. Needs TrainingWorkspaceLength.</summary>
    public virtual void TraceTile(in Tile tile, ModelTrace trace) =>
        throw new NotSupportedException($"{Description.Name} has no recurrent layer to trace.");

    /// <summary>Of a model with a decoder: reads one source.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="window">The source, as the network sees it.</param>
    /// <param name="length">Its valid steps.</param>
    /// <param name="memory">Receives what the decoder's steps read, MemoryLength floats.</param>
    /// <param name="state">Receives the decoder's first state, StateLength floats.</param>
    /// <returns>The valid steps of the memory.</returns>
    public virtual int Encode(ReadOnlySpan<float> packed, ReadOnlySpan<float> window, int length, Span<float> memory, Span<float> state) =>
        throw new NotSupportedException($"{Description.Name} has no decoder.");

    /// <summary>Of a model with a decoder: writes one token.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="memory">What <see cref="Encode"/> left.</param>
    /// <param name="valid">What it returned.</param>
    /// <param name="state">Goes on to the next step.</param>
    /// <param name="token">The token written before, or the start token.</param>
    /// <param name="scratch">StepLength floats.</param>
    /// <param name="logits">Receives one for each token.</param>
    /// <param name="weights">Receives the attention weights, heads × source steps; empty when nobody asks.</param>
    public virtual void DecodeStep(
        ReadOnlySpan<float> packed, ReadOnlySpan<float> memory, int valid, Span<float> state, int token, Span<float> scratch, Span<float> logits, Span<float> weights) =>
        throw new NotSupportedException($"{Description.Name} has no decoder.");

    /// <summary>The loss that training takes where none is asked for: the mean squared error, or a head's own.</summary>
    public virtual Loss DefaultLoss => Loss.MeanSquaredError;

    /// <summary>Whether training can take a loss: a head takes those it is made for.</summary>
    public virtual bool Takes(Loss loss) => true;

    /// <summary>What keeps a row from being a target: what the loss says, or a head that brings its own.</summary>
    /// <param name="loss">One that the model takes.</param>
    /// <param name="target">One row.</param>
    /// <param name="steps">The valid steps of the output.</param>
    /// <returns>What was expected and what came, or null where the target fits.</returns>
    public virtual string? DescribeBadTarget(Loss loss, ReadOnlySpan<float> target, int steps) =>
        Description.Decoder is { } decoder
            ? decoder.DescribeBadTarget(target)
            : loss.DescribeBadTarget(target[..(steps * (target.Length / Description.OutputSteps))]);

    /// <summary>
    /// Turns what the network puts out for one row, such as logits, into its answer, such as probabilities, in place. Prediction does it last;
    /// losses are computed without it.
    /// </summary>
    /// <param name="output">The valid steps.</param>
    public virtual void Finish(Span<float> output)
    {
    }

    /// <summary>The valid steps of each row's output: 1 where the output is no sequence.</summary>
    public virtual RowLengths OutputLengths(in Tile tile) => RowLengths.All(Description.OutputSteps);

    /// <summary>The valid steps of the output of one window: 1 where the output is no sequence.</summary>
    /// <param name="window">As the network sees it.</param>
    /// <param name="length">Its valid steps.</param>
    public virtual int OutputLength(ReadOnlySpan<float> window, int length) => Description.OutputSteps;

    /// <summary>
    /// The loss of each real row and its gradient by the outputs. A head that brings its own loss (a CRF, CTC) overrides it.
    /// </summary>
    /// <param name="loss">The loss asked for in the options.</param>
    /// <param name="tile">After ForwardTile or PredictTile; its OutputGradients, zero before, are written, unscaled, in the valid steps of each row.</param>
    /// <param name="targets">TileRows × TargetSize.</param>
    /// <param name="rowLosses">Receives the loss of each real row.</param>
    public virtual void LossTile(Loss loss, in Tile tile, ReadOnlySpan<float> targets, Span<float> rowLosses)
    {
        int size = Description.OutputSize, targetSize = Description.TargetSize;
        RowLengths lengths = OutputLengths(tile);
        for (int row = 0; row < tile.Rows; row++)
        {
            int valid = lengths[row] * Description.Outputs;
            rowLosses[row] = loss.Row(
                tile.Outputs.Slice(row * size, valid),
                targets.Slice(row * targetSize, lengths[row] * (targetSize / Description.OutputSteps)),
                tile.OutputGradients.Slice(row * size, valid));
        }
    }
}
