using System.Globalization;
using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>How long after a digit has ended the network says it, listening live: over strings that it reads without an error.</summary>
/// <param name="Strings">Without an error.</param>
/// <param name="Count">All strings.</param>
/// <param name="Median">In seconds; below zero where it is known before its end.</param>
/// <param name="Late">A tenth of the digits takes longer.</param>
internal sealed record Delays(int Strings, int Count, double Median, double Late)
{
    public static Delays Of(LiveModel model, SpokenString[] strings)
    {
        List<double> delays = [];
        int right = 0;
        foreach (SpokenString said in strings)
        {
            (int Digit, double Seconds)[] heard = [.. new LiveListener(model).Hear(said.Samples)];
            if (heard.Select(digit => digit.Digit).SequenceEqual(said.Digits))
            {
                right++;
                delays.AddRange(heard.Zip(said.Borders, (digit, border) => digit.Seconds - (double)border.End / WaveFile.Rate));
            }
        }

        delays.Sort();
        return delays.Count == 0 ? new(0, strings.Length, double.NaN, double.NaN) : new(right, strings.Length, delays[delays.Count / 2], delays[9 * delays.Count / 10]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Live, one step of 30 ms after the other: {Strings} of {Count} strings without an error; half of their digits are said by {1_000 * Median:F0} ms after their end, nine of ten by {1_000 * Late:F0} ms.");
}
