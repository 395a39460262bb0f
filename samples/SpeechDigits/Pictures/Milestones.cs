using SpeechDigits.Strings;

namespace SpeechDigits.Pictures;

/// <summary>What a network says of one string while it learns: after the first epoch, after some, and at the end.</summary>
internal sealed class Milestones(Func<float[], float[][]> probabilities, SpokenString said, int milliseconds)
{
    private static readonly int[] s_epochs = [1, 2, 4];

    private readonly List<(int Epoch, float[][] Probabilities)> _seen = [];

    public SpokenString Said => said;

    /// <summary>From one step of the network's output to the next.</summary>
    public int Milliseconds => milliseconds;

    public IReadOnlyList<(int Epoch, float[][] Probabilities)> Seen => _seen;

    public void After(int epoch, int epochs)
    {
        if (s_epochs.Contains(epoch) || epoch == epochs)
        {
            _seen.Add((epoch, probabilities(said.Samples)));
        }
    }
}
