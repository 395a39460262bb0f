namespace SpeechDigits.Strings;

/// <summary>Several digits that one speaker says one after another.</summary>
/// <param name="Digits">What is said.</param>
/// <param name="Borders">For each digit the first sample and the one behind the last; training never sees them.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Samples">The sound.</param>
internal sealed record SpokenString(int[] Digits, (int Begin, int End)[] Borders, string Speaker, float[] Samples)
{
    /// <summary>Whether a digit comes twice in a row: then only a blank between them keeps them apart.</summary>
    public bool HasRepeat => Digits.Zip(Digits.Skip(1)).Any(pair => pair.First == pair.Second);
}
