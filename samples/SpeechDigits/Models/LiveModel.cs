using LstmGen;
using SpeechDigits.Audio;

namespace SpeechDigits.Models;

/// <summary>
/// The digits while they are said: it reads forward alone, one step of 30 ms after the other, and its <c>Step</c> says after each whether a digit was heard. It cannot wait for the
/// end of a recording to know how loud it is, so that its scaling is that of the training strings.
/// </summary>
[LstmModel(LookBack = MostSteps, Features = Joined * LogMel.Bands, Scaling = Scaling.Standard)]
[Lstm(96, ReturnSequences = true)]
[Dropout(0.3)]
[Lstm(96, ReturnSequences = true)]
[Dropout(0.3)]
[Ctc(11, MaximumLabels = DigitsModel.MostDigits)]
public sealed partial class LiveModel
{
    /// <summary>Steps of 10 ms that are one of this model.</summary>
    public const int Joined = 3;

    /// <summary>Steps of the longest string in training: 5.6 seconds. A stream has no end.</summary>
    public const int MostSteps = DigitsModel.MostSteps / Joined;
}
