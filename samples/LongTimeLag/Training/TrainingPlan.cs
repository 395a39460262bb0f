using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>How a task is trained: small batches, and Adam with a learning rate that falls by half again and again.</summary>
internal sealed record TrainingPlan
{
    /// <summary>Sequences for one update.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Adam's, at the start.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Sequences after which the learning rate is half of what it was.</summary>
    public required int HalfLife { get; init; }

    /// <summary>Sequences after which a trial has failed.</summary>
    public required int Limit { get; init; }

    /// <summary>The learning rate after so many sequences. The same bits everywhere, as the library's own schedules have.</summary>
    public double RateAfter(int sequences) => LearningRate * DoubleMath.Pow(0.5, (double)sequences / HalfLife);
}
