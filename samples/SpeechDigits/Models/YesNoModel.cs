using LstmGen;
using SpeechDigits.Audio;

namespace SpeechDigits.Models;

/// <summary>Yes or no, eight times without a break.</summary>
[LstmModel(LookBack = MostSteps, Features = LogMel.Bands)]
[Conv1D(24, 5, Stride = 2, Padding = Padding.Same, Activation = Activation.Relu)]
[Conv1D(24, 5, Stride = 2, Padding = Padding.Same, Activation = Activation.Relu)]
[Lstm(24, Bidirectional = true, ReturnSequences = true)]
[Dropout(0.3)]
[Ctc(3, MaximumLabels = Words)]
public sealed partial class YesNoModel
{
    /// <summary>Steps of the longest recording, 7.2 seconds.</summary>
    public const int MostSteps = 720;

    /// <summary>Words of a recording.</summary>
    public const int Words = 8;
}
