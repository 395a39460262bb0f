using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>How sound becomes what a network reads.</summary>
/// <param name="LookBack">Steps that it has room for.</param>
/// <param name="Features">Values of a step.</param>
/// <param name="Milliseconds">From one of its steps to the next.</param>
/// <param name="Listen">From samples to steps × values.</param>
internal sealed record Hearing(int LookBack, int Features, int Milliseconds, Func<float[], float[]> Listen)
{
    /// <summary>A whole recording, each band brought to one loudness.</summary>
    public static Hearing Whole(int lookBack) => new(lookBack, LogMel.Bands, 10, LogMel.Normalized);

    /// <summary>Three steps of 10 ms as one, as they are: what a stream can have.</summary>
    public static Hearing Live { get; } = new(LiveModel.MostSteps, LiveModel.Joined * LogMel.Bands, 10 * LiveModel.Joined, samples =>
    {
        float[] steps = LogMel.Raw(samples);
        int width = LiveModel.Joined * LogMel.Bands;
        return steps[..(steps.Length / width * width)];
    });

    /// <summary>The most samples that fit.</summary>
    public int MostSamples => (LookBack * Milliseconds / 10 - 1) * LogMel.Hop + LogMel.Frame;
}
