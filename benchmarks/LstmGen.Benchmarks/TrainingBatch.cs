namespace LstmGen.Benchmarks;

/// <summary>A model, its optimizer and one batch: whole training steps with Adam.</summary>
internal sealed class TrainingBatch(SequenceModel model, int windows)
{
    private readonly float[] _inputs = Models.Noise(windows * model.Description.InputSize, seed: 2);
    private readonly float[] _targets = Models.Noise(windows * model.Description.OutputSize, seed: 3);
    private readonly Adam _adam = new();

    /// <summary>Forward, backward, weight gradients, update.</summary>
    public void Train(int steps, int threads)
    {
        for (int i = 0; i < steps; i++)
        {
            model.FitBatch(_inputs, _targets, _adam, maxDegreeOfParallelism: threads);
        }
    }
}
