namespace Tutorial;

/// <summary>How an output would change with each input: its gradient, taken through the whole network.</summary>
internal static class Sensitivity
{
    /// <summary>The gradient of one output with respect to every value of a window, as the network sees them.</summary>
    /// <remarks>A squared error whose target lies below the output by half the number of outputs has a slope of 1 at that output; the others have their own output for a target, and a slope of 0. Where a model scales,
    /// the loss is that of scaled values.</remarks>
    public static float[] Of(SequenceModel model, ReadOnlySpan<float> window, int output)
    {
        float[] targets = new float[model.Description.OutputSize];
        model.Predict(window, targets);
        targets[output] -= targets.Length / 2f * (model.Scaler is { } scaler ? (float)scaler.OutputScales[0] : 1f);
        float[] gradient = new float[model.Parameters.Count], inputs = new float[window.Length];
        model.ComputeGradient(window, targets, gradient, Loss.MeanSquaredError, inputs, maxDegreeOfParallelism: 1);
        return inputs;
    }

    /// <summary>The mean size of the gradient of the only output with respect to each step, over windows of one feature.</summary>
    public static double[] BySteps(SequenceModel model, WindowDataset windows)
    {
        double[] sums = new double[windows.LookBack];
        float[] window = new float[windows.LookBack * windows.Features];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, window);
            float[] gradient = Of(model, window, output: 0);
            for (int step = 0; step < sums.Length; step++)
            {
                sums[step] += Math.Abs(gradient[step * windows.Features]) / windows.Count;
            }
        }

        return sums;
    }
}
