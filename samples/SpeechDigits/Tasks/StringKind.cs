using LstmGen;
using SpeechDigits.Models;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>What is particular to one of the networks that write strings.</summary>
/// <param name="Task">How its figures are called.</param>
/// <param name="Create">Makes the network, from a seed.</param>
/// <param name="Hearing">How it hears.</param>
/// <param name="Alphabet">What it writes.</param>
/// <param name="Recipe">How it is trained.</param>
internal sealed record StringKind<T>(string Task, Func<long, T> Create, Hearing Hearing, Alphabet Alphabet, Recipe Recipe)
    where T : SequenceModel, ITranscriber;

/// <summary>The networks that write strings.</summary>
internal static class StringKinds
{
    private static readonly Recipe s_recipe = new(Epochs: 13, Strings: 3_000, Rate: 0.003, Batch: 16, StringRules.Plain);

    public static StringKind<DigitsModel> Digits { get; } = new("strings", seed => new(seed), Hearing.Whole(DigitsModel.MostSteps), Alphabet.Digits, s_recipe);

    public static StringKind<LettersModel> Letters { get; } = new("letters", seed => new(seed), Hearing.Whole(DigitsModel.MostSteps), Alphabet.Letters, s_recipe with { Epochs = 20 });

    public static StringKind<LiveModel> Live { get; } = new("live", seed => new(seed), Hearing.Live, Alphabet.Digits, s_recipe with { Epochs = 20 });
}
