using LstmGen.Runtime;

namespace LstmGen;

// Warming up: what a first call would have to compile, draw and allocate, done at a time of one's choosing.
public abstract partial class SequenceModel
{
    /// <summary>
    /// Runs prediction once (a window, a step, a batch) on zeros, and a training pass if asked, so that the first real call finds its code
    /// compiled, the initial parameters drawn and its buffers allocated. The model answers as before, and no parameter changes.
    /// </summary>
    /// <remarks>Takes milliseconds under the JIT; code compiled ahead of time has only the buffers and the parameters to win.</remarks>
    /// <param name="training">
    /// Whether to take a tile of windows forward and backward as well, for the first <see cref="FitBatch"/> or epoch, with the loss that they take where none is asked for.
    /// </param>
    /// <exception cref="InvalidOperationException">A training pass is asked for, and the model is being trained.</exception>
    public void Warmup(bool training = false)
    {
        ModelDescription d = Description;
        float[] zeros = new float[ModelDescription.TileRows * d.InputSize];
        float[] answers = new float[ModelDescription.TileRows * d.OutputSize];
        foreach (TokenColumns columns in d.Tokens.Where(columns => columns.MaskZero))
        {
            // Where 0 is no token, 1 is one.
            for (int i = columns.First; i < zeros.Length; i += d.Features) zeros[i] = 1f;
        }

        // Where zeros are padding, something else is a step.
        if (d.PaddingValue == 0f) zeros.AsSpan().Fill(1f);

        RunUnscaled(() =>
        {
            Predict(zeros.AsSpan(0, d.InputSize), answers.AsSpan(0, d.OutputSize));
            PredictBatch(zeros, answers);
            if (this is IWarmupStep stepping) stepping.StepOnce(zeros.AsSpan(0, d.Features), answers.AsSpan(0, d.Outputs));
            if (training)
            {
                WarmupTraining(zeros);
            }
        });
    }

    /// <summary>Forward and backward with the loss that training takes where none is asked for; zeros are a target, unless the model makes one of its own.</summary>
    private void WarmupTraining(float[] windows)
    {
        ModelDescription d = Description;
        float[] target = new float[d.TargetSize], targets = new float[ModelDescription.TileRows * d.TargetSize];
        if (this is IWarmupTarget own && !own.MakeTarget(windows.AsSpan(0, d.InputSize), target))
        {
            return;
        }

        for (int row = 0; row < ModelDescription.TileRows; row++) target.CopyTo(targets, row * d.TargetSize);
        ComputeGradient(windows, targets, new float[d.ParameterCount]);
    }
}
