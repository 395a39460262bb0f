using SpeechDigits.Audio;
using SpeechDigits.Results;

namespace SpeechDigits.Tasks;

/// <summary>What needs no network: every recording stretched to 20 steps × 24 bands, and then the digit of the nearest recording of training, or of the largest of ten linear functions.</summary>
internal static class Baselines
{
    private const int Steps = 20, Size = Steps * LogMel.Bands;
    private const double Ridge = 30;

    /// <summary>The figures of both.</summary>
    /// <param name="split">What to learn and to judge.</param>
    /// <param name="frame">A measure with everything filled in but what is measured.</param>
    public static Measure[] Of(Split split, Measure frame)
    {
        float[][] training = [.. split.Training.Clips.AsParallel().AsOrdered().Select(Stretched)], test = [.. split.Test.Clips.AsParallel().AsOrdered().Select(Stretched)];
        int[] digits = [.. split.Training.Clips.Select(clip => clip.Digit)];
        return
        [
            Count("nearest neighbour", new NearestNeighbour(training, digits).Classify),
            Count("linear", LinearClassifier.Of(training, digits, ClipSet.Digits, Ridge).Classify),
        ];

        Measure Count(string part, Func<float[], int> classify)
        {
            int right = Enumerable.Range(0, test.Length).AsParallel().Count(i => classify(test[i]) == split.Test.Clips[i].Digit);
            return frame with { Part = part, Errors = test.Length - right, Of = test.Length, Right = right, Count = test.Length };
        }
    }

    /// <summary>Steps between those that there are, by the line between both.</summary>
    private static float[] Stretched(Clip clip)
    {
        float[] steps = LogMel.Levelled(clip.Samples), values = new float[Size];
        int count = steps.Length / LogMel.Bands;
        for (int i = 0; i < Size; i++)
        {
            float place = (float)(i / LogMel.Bands) * (count - 1) / (Steps - 1);
            int at = (int)place, next = Math.Min(count - 1, at + 1), band = i % LogMel.Bands;
            values[i] = steps[at * LogMel.Bands + band] + (place - at) * (steps[next * LogMel.Bands + band] - steps[at * LogMel.Bands + band]);
        }

        return values;
    }
}
