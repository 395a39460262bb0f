using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>One experiment: its model, its sequences, when it counts as learnt, and how it is trained.</summary>
internal abstract class LagTask
{
    /// <summary>What <c>--task</c> calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What the table calls it.</summary>
    public required string Title { get; init; }

    /// <summary>What the paper reports; null where it went no farther.</summary>
    public PaperResult? Paper { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingPlan Plan { get; init; }

    /// <summary>Whether it takes seconds rather than minutes.</summary>
    public bool IsQuick { get; init; } = true;

    /// <summary>A sequence is right when its error is below this.</summary>
    public abstract double Tolerance { get; }

    /// <summary>A model with fresh weights.</summary>
    public abstract SequenceModel Create(int seed);

    /// <summary>The sequences and the criterion of one trial.</summary>
    /// <param name="model">The trial's.</param>
    /// <param name="random">Training sequences are drawn from it.</param>
    /// <param name="fresh">Fresh ones are drawn from it, so that a test changes nothing in training.</param>
    public abstract ITrialData Begin(SequenceModel model, RandomSource random, RandomSource fresh);

    /// <summary>What an answer to a sequence errs by: the largest absolute error of any output.</summary>
    /// <param name="input">The sequence, padded.</param>
    /// <param name="length">Its steps.</param>
    /// <param name="target">What was asked for.</param>
    /// <param name="output">What the model said.</param>
    public abstract double Error(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output);

    /// <summary>A sequence and the answer to it in words.</summary>
    public abstract string Describe(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output);
}
