using LstmGen.Numerics;
using SpeechDigits.Audio;

namespace SpeechDigits.Strings;

/// <summary>Training hears every string a little differently (Park et al. 2019 wipe out, Jaitly and Hinton 2013 move the bands).</summary>
internal static class Variation
{
    private const int WidestMask = 4, LongestMask = 12;

    /// <summary>Steps with their bands moved and some of both wiped out; the same array where the rules want neither.</summary>
    public static float[] Of(float[] steps, StringRules rules, RandomSource random)
    {
        if (rules.Warp > 0)
        {
            steps = Warped(steps, 1 + rules.Warp * (2 * random.NextDouble() - 1));
        }

        int count = steps.Length / LogMel.Bands;
        float[] means = rules.Masks > 0 ? Means(steps) : [];
        for (int mask = 0; mask < rules.Masks; mask++)
        {
            int width = random.NextInt32(WidestMask + 1), band = random.NextInt32(LogMel.Bands - width + 1);
            int length = Math.Min(count, random.NextInt32(LongestMask + 1)), from = random.NextInt32(count - length + 1);
            for (int t = 0; t < count; t++)
            {
                bool all = t >= from && t < from + length;
                means.AsSpan(all ? 0 : band, all ? LogMel.Bands : width).CopyTo(steps.AsSpan(t * LogMel.Bands + (all ? 0 : band)));
            }
        }

        return steps;
    }

    /// <summary>Of each band: what stands where something was wiped out.</summary>
    private static float[] Means(float[] steps)
    {
        float[] means = new float[LogMel.Bands];
        for (int i = 0; i < steps.Length; i++)
        {
            means[i % LogMel.Bands] += steps[i] / (steps.Length / LogMel.Bands);
        }

        return means;
    }

    /// <summary>Band b of the result is what stood at b·factor, between two bands a mixture of both.</summary>
    internal static float[] Warped(float[] steps, double factor)
    {
        float[] warped = new float[steps.Length];
        for (int band = 0; band < LogMel.Bands; band++)
        {
            double place = Math.Min(LogMel.Bands - 1, band * factor);
            int lower = (int)place, upper = Math.Min(LogMel.Bands - 1, lower + 1);
            float share = (float)(place - lower);
            for (int at = 0; at < steps.Length; at += LogMel.Bands)
            {
                warped[at + band] = steps[at + lower] + share * (steps[at + upper] - steps[at + lower]);
            }
        }

        return warped;
    }
}
