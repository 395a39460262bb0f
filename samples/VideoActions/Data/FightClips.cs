using System.Globalization;

namespace VideoActions.Data;

/// <summary>One clip of a surveillance camera.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsFight">Whether there is a fight in it.</param>
/// <param name="Fold">The part that is tested with it: no camera is in two of them.</param>
/// <param name="Frames">Frames × rows × columns, grey, 0 to 255.</param>
internal sealed record FightClip(string Name, bool IsFight, int Fold, ReadOnlyMemory<byte> Frames)
{
    public const int Count = 20, Height = 36, Width = 48, FrameSize = Height * Width, Size = Count * FrameSize;

    /// <summary>The grey values of one frame.</summary>
    public ReadOnlySpan<byte> Frame(int index) => Frames.Span.Slice(index * FrameSize, FrameSize);
}

/// <summary>The clips of a folder.</summary>
internal static class FightClips
{
    private const string Index = "fight-index.csv", Pictures = "fight-300x20x36x48.u8", Header = "clip,label,source,fold";

    /// <exception cref="UserError">A file is missing or is not what it should be: it is named.</exception>
    public static FightClip[] Read(DirectoryInfo folder)
    {
        string[] lines = File.ReadAllLines(Named(folder, Index));
        if (lines.Length < 2 || !lines[0].StartsWith(Header, StringComparison.Ordinal))
        {
            throw new UserError($"'{Named(folder, Index)}': expected a first line of {Header} and a line for each clip.");
        }

        byte[] bytes = File.ReadAllBytes(Named(folder, Pictures));
        int clips = lines.Length - 1;
        if (bytes.Length != clips * FightClip.Size)
        {
            throw new UserError(
                $"'{Named(folder, Pictures)}': expected {clips} clips × {FightClip.Count} frames × {FightClip.Height} × {FightClip.Width} = {clips * FightClip.Size} bytes, and found {bytes.Length}.");
        }

        return [.. lines.Skip(1).Select((line, i) => Parse(line, bytes.AsMemory(i * FightClip.Size, FightClip.Size))
            ?? throw new UserError($"'{Named(folder, Index)}', line {i + 2}: expected {Header} with a label of 0 or 1, and found '{line}'."))];
    }

    private static FightClip? Parse(string line, ReadOnlyMemory<byte> frames)
    {
        string[] cells = line.Split(',');
        return cells.Length >= 4 && cells[1] is "0" or "1" && int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out int fold)
            ? new(cells[0], cells[1] == "1", fold, frames)
            : null;
    }

    private static string Named(DirectoryInfo folder, string name)
    {
        string path = Path.Combine(folder.FullName, name);
        return File.Exists(path) ? path : throw new UserError($"There is no file '{path}'.");
    }
}
