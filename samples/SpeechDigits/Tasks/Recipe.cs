using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">How often.</param>
/// <param name="Strings">Fresh strings in each epoch.</param>
/// <param name="Rate">The learning rate of Adam at the beginning; it ends at 0.</param>
/// <param name="Batch">Strings of an update.</param>
/// <param name="Rules">How strings are made.</param>
internal sealed record Recipe(int Epochs, int Strings, double Rate, int Batch, StringRules Rules);
