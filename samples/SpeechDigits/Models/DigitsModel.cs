using LstmGen;
using SpeechDigits.Audio;

namespace SpeechDigits.Models;

/// <summary>
/// Which digits are said? Two convolutions make four steps one, an LSTM reads both ways, and at each of these steps of 40 ms there are the ten digits and a blank: which
/// part of the sound is which digit, the loss finds out.
/// </summary>
[LstmModel(LookBack = MostSteps, Features = LogMel.Bands)]
[Conv1D(48, 5, Stride = 2, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv1D(48, 5, Stride = 2, Padding = Padding.Same, Activation = Activation.Relu)]
[Lstm(64, Bidirectional = true, ReturnSequences = true)]
[Dropout(0.3)]
[Ctc(11, MaximumLabels = MostDigits)]
public sealed partial class DigitsModel
{
    /// <summary>Steps of the longest string: 5.6 seconds.</summary>
    public const int MostSteps = 560;

    /// <summary>Digits of the longest string.</summary>
    public const int MostDigits = 7;
}
