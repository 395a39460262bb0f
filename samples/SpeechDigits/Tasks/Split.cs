using SpeechDigits.Audio;

namespace SpeechDigits.Tasks;

/// <summary>Who and what is trained with, and who and what is tested.</summary>
/// <param name="LeftOut">The speaker whom training does not hear; null where all speakers are heard.</param>
/// <param name="Training">Never a recording of the test.</param>
/// <param name="Test">What is judged by.</param>
internal sealed record Split(string? LeftOut, ClipSet Training, ClipSet Test)
{
    /// <summary>One split, or one for each speaker.</summary>
    /// <exception cref="UserError">There is no such speaker, or a part has no recordings.</exception>
    public static Split[] All(ClipSet clips, SpeechOptions options)
    {
        string[] speakers = clips.Speakers;
        if (options.LeaveOut is { } name && name != SpeechCommand.All && !speakers.Contains(name))
        {
            throw new UserError($"There is no speaker '{name}'; there are {string.Join(", ", speakers)}.");
        }

        (int from, int to) = options.Validate ? (ClipSet.TestNumbers, ClipSet.ValidationNumbers) : (0, ClipSet.TestNumbers);
        List<string?> leftOut = options.LeaveOut == SpeechCommand.All ? [.. speakers] : [options.LeaveOut];
        Split[] splits = [.. leftOut.Select(speaker => new Split(
            speaker,
            clips.Where(clip => clip.Number >= to && clip.Speaker != speaker),
            clips.Where(clip => clip.Number >= from && clip.Number < to && (speaker is null || clip.Speaker == speaker))))];
        return splits.All(split => split.Training.Count > 0 && split.Test.Count > 0)
            ? splits
            : throw new UserError($"Expected recordings with numbers from {from} to {to - 1}, to test, and from {to} on, to train; of {clips.Count} recordings there are not both.");
    }

    public override string ToString() => LeftOut is null ? $"{Training.Count} recordings to train, {Test.Count} to test" : $"{LeftOut} left out: {Training.Count} recordings to train, {Test.Count} to test";
}
