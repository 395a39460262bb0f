using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Results;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>The network that reads forward alone, sample by sample as a microphone would bring them: it never sees what comes next, and it never ends.</summary>
internal sealed class LiveListener(LiveModel model)
{
    private const int StepSamples = LiveModel.Joined * LogMel.Hop, WindowSamples = (LiveModel.Joined - 1) * LogMel.Hop + LogMel.Frame;

    private readonly List<float> _waiting = [];
    private readonly float[] _probabilities = new float[ClipSet.Digits + 1];
    private LiveModel.State _state;
    private int _last;
    private long _samples;

    /// <summary>Hears some samples.</summary>
    /// <returns>The digits that were heard with them, and when, in seconds from the beginning.</returns>
    public IEnumerable<(int Digit, double Seconds)> Hear(IEnumerable<float> samples)
    {
        _waiting.AddRange(samples);
        List<(int, double)> heard = [];

        // The first of three frames reaches back one sample for its pre-emphasis.
        int before = _samples > 0 ? 1 : 0;
        while (_waiting.Count >= before + WindowSamples)
        {
            float[] steps = LogMel.Raw(_waiting.GetRange(0, before + WindowSamples).ToArray(), before);
            model.Step(ref _state, steps, _probabilities);
            int symbol = Array.IndexOf(_probabilities, _probabilities.Max());
            if (symbol != 0 && symbol != _last)
            {
                heard.Add((symbol - 1, (double)(_samples + WindowSamples) / WaveFile.Rate));
            }

            _last = symbol;
            _waiting.RemoveRange(0, StepSamples - 1 + before);
            _samples += StepSamples;
            before = 1;
        }

        return heard;
    }
}
