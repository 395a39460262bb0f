namespace SpeechDigits.Strings;

/// <summary>The symbols that a network writes, and what they mean. Symbol 0 is the blank of the loss, and no letter.</summary>
/// <param name="Encode">The symbols of digits.</param>
/// <param name="Decode">Symbols as text.</param>
internal sealed record Alphabet(Func<int[], int[]> Encode, Func<int[], string> Decode)
{
    private const string LettersOfWords = "efghinorstuvwxz ";

    /// <summary>How digits are called.</summary>
    public static string[] Words { get; } = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>A symbol a digit: "3 7 7".</summary>
    public static Alphabet Digits { get; } = new(
        digits => [.. digits.Select(digit => digit + 1)],
        labels => string.Join(' ', labels.Select(label => label - 1)));

    /// <summary>A symbol a letter, and one for what is between words: "three seven seven".</summary>
    public static Alphabet Letters { get; } = new(
        digits => [.. string.Join(' ', digits.Select(digit => Words[digit])).Select(letter => LettersOfWords.IndexOf(letter, StringComparison.Ordinal) + 1)],
        labels => string.Concat(labels.Select(label => LettersOfWords[label - 1])));

    /// <summary>Two words, 0 and 1.</summary>
    public static Alphabet YesNo { get; } = new(
        words => [.. words.Select(word => word + 1)],
        labels => string.Join(' ', labels.Select(label => label == 1 ? "no" : "yes")));
}
