using SpeechDigits.Audio;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>Strings to judge by: the same for every network and every seed.</summary>
internal static class TestStrings
{
    private const long Seed = 2_026;

    /// <summary>Decibels that speech is above noise.</summary>
    public static double[] Levels { get; } = [0, 5, 10, 20, 30];

    /// <param name="clips">What they are put together from.</param>
    /// <param name="count">How many.</param>
    /// <param name="mostSamples">What the network has room for.</param>
    /// <param name="decibels">That speech is above noise; 10 to 30 if left out. It changes nothing but the noise.</param>
    public static SpokenString[] Of(ClipSet clips, int count, int mostSamples, double? decibels = null)
    {
        StringRules rules = decibels is { } level ? StringRules.Plain with { Noise = (level, level) } : StringRules.Plain;
        return Examples.Make(new StringMaker(clips, rules, mostSamples), count, Seed, round: 0);
    }
}
