namespace SpeechDigits.Audio;

/// <summary>One recording of one digit.</summary>
/// <param name="Digit">0 to 9.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Number">The how manieth time that this speaker says this digit.</param>
/// <param name="Samples">The sound, −1 to 1.</param>
internal sealed record Clip(int Digit, string Speaker, int Number, float[] Samples);
