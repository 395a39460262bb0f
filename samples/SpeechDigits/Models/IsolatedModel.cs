using LstmGen;
using SpeechDigits.Audio;

namespace SpeechDigits.Models;

/// <summary>One digit: an LSTM reads it both ways and says which of ten it is.</summary>
[LstmModel(LookBack = MostSteps, Features = LogMel.Bands)]
[Lstm(64, Bidirectional = true)]
[Dropout(0.3)]
[Softmax(ClipSet.Digits)]
public sealed partial class IsolatedModel
{
    /// <summary>Steps that it reads: the first second.</summary>
    public const int MostSteps = 100;
}
