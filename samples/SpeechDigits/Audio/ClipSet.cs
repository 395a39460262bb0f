using System.Globalization;

namespace SpeechDigits.Audio;

/// <summary>Recordings of digits, in an order that does not depend on the file system.</summary>
internal sealed class ClipSet
{
    /// <summary>Digits that there are.</summary>
    public const int Digits = 10;

    /// <summary>Numbers below it are the test of the data set's authors.</summary>
    public const int TestNumbers = 5;

    /// <summary>Numbers below it, and not of the test, are what recipes were compared with.</summary>
    public const int ValidationNumbers = 10;

    private ClipSet(IReadOnlyList<Clip> clips) => Clips = clips;

    public IReadOnlyList<Clip> Clips { get; }

    public int Count => Clips.Count;

    /// <summary>Everybody who speaks, by name.</summary>
    public string[] Speakers => [.. Clips.Select(clip => clip.Speaker).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads a folder of files <c>DIGIT_SPEAKER_NUMBER.wav</c>.</summary>
    /// <exception cref="UserError">There are none, or a name or a file is none of those: it is named.</exception>
    public static ClipSet Read(DirectoryInfo folder)
    {
        FileInfo[] files = folder.Exists ? [.. folder.GetFiles("*.wav").OrderBy(file => file.Name, StringComparer.Ordinal)] : [];
        return files.Length > 0
            ? new([.. files.Select(Read)])
            : throw new UserError($"Expected recordings such as 7_anna_12.wav in the folder '{folder.FullName}', and found none.");
    }

    public ClipSet Where(Func<Clip, bool> keeps) => new([.. Clips.Where(keeps)]);

    private static Clip Read(FileInfo file)
    {
        string[] parts = Path.GetFileNameWithoutExtension(file.Name).Split('_');
        if (parts.Length != 3 || parts[0].Length != 1 || !char.IsAsciiDigit(parts[0][0]) || parts[1].Length == 0
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw new UserError($"'{file.FullName}': expected a name of a digit, a speaker and a number, such as 7_anna_12.wav.");
        }

        float[] samples = WaveFile.Read(file.FullName);
        return LogMel.Steps(samples.Length) > 0
            ? new Clip(parts[0][0] - '0', parts[1], number, samples)
            : throw new UserError($"'{file.FullName}': {samples.Length} samples are too few; a step of 25 ms has {LogMel.Frame}.");
    }
}
