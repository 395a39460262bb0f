using LstmGen;
using SpeechDigits.Audio;

namespace SpeechDigits.Models;

/// <summary>
/// The same, written as letters: "three seven seven". A letter needs a step of its own, and the two e of "three" a blank between them, so that two steps and not four become one.
/// </summary>
[LstmModel(LookBack = DigitsModel.MostSteps, Features = LogMel.Bands)]
[Conv1D(48, 5, Stride = 2, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv1D(48, 5, Padding = Padding.Same, Activation = Activation.Relu)]
[Lstm(64, Bidirectional = true, ReturnSequences = true)]
[Dropout(0.3)]
[Ctc(17, MaximumLabels = MostLetters)]
public sealed partial class LettersModel
{
    /// <summary>Letters of the longest string, seven times "three" or "seven" or "eight", and six blanks between words.</summary>
    public const int MostLetters = DigitsModel.MostDigits * 5 + DigitsModel.MostDigits - 1;
}
