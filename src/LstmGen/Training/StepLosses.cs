using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Losses of windows, put together so that every step counts alike.</summary>
internal static class StepLosses
{
    /// <param name="model">The model.</param>
    /// <param name="engine">Rented for the model.</param>
    /// <param name="windows">As the network sees them, checked.</param>
    /// <param name="loss">The loss, whose value for a window is the mean over the targets that count.</param>
    /// <param name="threads">The most threads to use, or −1.</param>
    public static StepLoss Of(SequenceModel model, TrainingEngine engine, WindowDataset windows, Loss loss, int threads)
    {
        if (loss is HeadLoss)
        {
            throw new ArgumentException($"Expected a loss of steps, but {loss.Name} is one of whole sequences. Use Evaluate.", nameof(loss));
        }

        float[] losses = LossesOf(model, engine, windows, loss, threads);
        Func<float, bool> counts = loss is BinaryCrossEntropy or CrossEntropy ? static target => target != CrossEntropyRow.Ignored : static _ => true;
        double sum = 0;
        long targets = 0, steps = 0;
        int perStep = windows.TargetSize / model.Description.OutputSteps;
        for (int window = 0; window < windows.Count; window++)
        {
            int valid = model.Kernels.OutputLength(windows.InputOf(window), windows.LengthOf(window)), counted = 0;
            ReadOnlySpan<float> target = windows.TargetOf(window);
            for (int step = 0; step < valid; step++)
            {
                int before = counted;
                foreach (float value in target.Slice(step * perStep, perStep))
                {
                    counted += counts(value) ? 1 : 0;
                }

                steps += counted > before ? 1 : 0;
            }

            targets += counted;
            sum += (double)losses[window] * counted;
        }

        return new StepLoss { PerTarget = sum / targets, PerStep = sum / steps, Targets = targets, Steps = steps };
    }

    /// <summary>The loss of each window, in the order of the windows.</summary>
    private static float[] LossesOf(SequenceModel model, TrainingEngine engine, WindowDataset windows, Loss loss, int threads)
    {
        var rows = new WindowRows(windows);
        float[] losses = new float[windows.Count];
        engine.Streams = null;
        engine.RowLosses = losses;
        try
        {
            if (model.Description.CarriedLength == 0 || windows.Streams == 0)
            {
                engine.Evaluate(rows, windows.Count, loss, threads);
                return losses;
            }

            engine.EvaluateStreams(rows, windows, loss, threads, losses);
            return losses;
        }
        finally
        {
            engine.RowLosses = null;
        }
    }
}
