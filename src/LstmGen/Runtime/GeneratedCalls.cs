using System.ComponentModel;
using LstmGen.Checks;
using LstmGen.Kernels;

namespace LstmGen.Runtime;

/// <summary>What the generated part of a model asks of the runtime: checks, scratch, scaling, and one look at the weights. Nothing else calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCalls
{
    /// <summary>The packed weights.</summary>
    public static ReadOnlySpan<float> Packed(SequenceModel model) => model.PackedWeights;

    /// <summary>One look at all that predictions read.</summary>
    public static Reading BeginReading(SequenceModel model) => model.BeginReading();

    /// <summary>Scratch where a window's is too large for the stack.</summary>
    public static AlignedBuffer RentScratch(SequenceModel model, int length) => model.Kernels.Scratch.Rent(length);

    /// <summary>Gives it back.</summary>
    public static void ReturnScratch(SequenceModel model, AlignedBuffer buffer) => model.Kernels.Scratch.Return(buffer);

    /// <summary>Scales a window, or copies it where the model does not scale.</summary>
    /// <param name="model">The model.</param>
    /// <param name="window">Whole steps in raw units.</param>
    /// <param name="scaled">As long.</param>
    /// <exception cref="InvalidOperationException">The model scales and has no scaler yet.</exception>
    public static void ScaleInput(SequenceModel model, ReadOnlySpan<float> window, Span<float> scaled)
    {
        if (model.Scaler is { } scaler)
        {
            scaler.ScaleInput(window, scaled);
        }
        else
        {
            model.RequireScaler();
            window.CopyTo(scaled);
        }
    }

    /// <summary>Takes an output back to raw units in place; nothing happens when there is no scaler.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">Whole output steps.</param>
    public static void UnscaleOutput(SequenceModel model, Span<float> output)
    {
        if (model.Scaler is not { } scaler || !model.Description.ScalesOutputs)
        {
            return;
        }

        if (model.Description.Distribution is { } distribution)
        {
            distribution.Unscale(scaler, output);
        }
        else
        {
            scaler.UnscaleOutput(output, output);
        }
    }

    /// <summary>After a window: from what the network puts out to the answer.</summary>
    public static void Answer(SequenceModel model, ReadOnlySpan<float> window, int length, Span<float> output)
    {
        ModelDescription d = model.Description;
        if (!d.ScalesOutputs || d.Distribution is not null || model.Scaler is not null)
        {
            model.Finish(output, model.Kernels.OutputLength(window, length));
        }
    }

    /// <summary>After a step: from what the network puts out to the answer.</summary>
    public static void Finish(SequenceModel model, Span<float> output) => model.Kernels.Finish(output);

    /// <summary>Throws if a span has another length, an id is no token, or a value that is read is not finite.</summary>
    public static void CheckWindow(SequenceModel model, ReadOnlySpan<float> window, int length, Span<float> output)
    {
        ModelDescription d = model.Description;
        CheckSteps(d, length, nameof(length));
        if (window.Length != d.InputSize) throw SpanErrors.Window(d, window.Length);
        if (output.Length != d.OutputSize) throw SpanErrors.Output(d, output.Length);
        if (d.ChecksSteps) TokenChecks.CheckWindow(d, window, length, nameof(window));
        Finite.Check(window[..(length * d.Features)], d.Features, nameof(window));
    }

    /// <summary>Refuses a span of another length than all attention weights have together.</summary>
    public static void CheckWeights(SequenceModel model, Span<float> weights, int size)
    {
        if (weights.Length != size) throw SpanErrors.Weights(model.Description, weights.Length, size);
    }

    /// <summary>Throws if a span has another length, an id is no token, or a value that is read is not finite.</summary>
    public static void CheckStep(SequenceModel model, ReadOnlySpan<float> input, Span<float> output)
    {
        ModelDescription d = model.Description;
        if (input.Length != d.Features) throw SpanErrors.StepInput(d, input.Length);
        if (output.Length != d.Outputs) throw SpanErrors.StepOutput(d, output.Length);
        if (d.ChecksSteps) TokenChecks.CheckStep(d, input, nameof(input));
        Finite.Check(input, d.Features, nameof(input));
    }

    /// <summary>After a step: a stream that it would leave with a value that is not finite stays as it was.</summary>
    /// <param name="model">The model.</param>
    /// <param name="state">As the step left it.</param>
    /// <param name="before">As it was before.</param>
    public static void CheckState(SequenceModel model, Span<float> state, ReadOnlySpan<float> before)
    {
        if (VectorOps.AllFinite(state)) return;
        before.CopyTo(state);
        throw SpanErrors.State(model.Description);
    }

    /// <summary>Refuses a number of valid steps that a window cannot have.</summary>
    internal static void CheckSteps(ModelDescription d, int length, string name)
    {
        if ((uint)(length - 1) >= (uint)d.LookBack) throw SpanErrors.Steps(d, length, name);
    }
}
