using LstmGen;
using LstmGen.Numerics;

namespace MovingShapes;

/// <summary>Videos of all movements in turn, and what they show. The same seed gives the same videos, on every machine.</summary>
internal sealed class VideoSet
{
    private readonly float[] _frames;

    public VideoSet(int count, int seed, ulong stream)
    {
        RandomSource random = new(seed, stream);
        _frames = new float[checked(count * Video.Size)];
        Videos = [.. Enumerable.Range(0, count).Select(index =>
        {
            Video video = Video.Draw((Movement)(index % Movements), random);
            video.Render(_frames.AsSpan(index * Video.Size, Video.Size), random);
            return video;
        })];
    }

    /// <summary>How many movements there are.</summary>
    public static int Movements { get; } = Enum.GetValues<Movement>().Length;

    public IReadOnlyList<Video> Videos { get; }

    /// <summary>All frames, video by video.</summary>
    public ReadOnlySpan<float> Frames => _frames;

    /// <summary>What the videos show, as classes.</summary>
    public int[] Classes => [.. Videos.Select(video => (int)video.Movement)];

    /// <summary>The frames of one video.</summary>
    public ReadOnlySpan<float> this[int video] => _frames.AsSpan(video * Video.Size, Video.Size);

    /// <summary>For training.</summary>
    public WindowDataset ToWindows() => WindowDataset.From(
        _frames, Videos.Select(video => (float)video.Movement).ToArray(), Video.Frames, Video.Side * Video.Side, scaleTargets: false);

    /// <summary>The same frames from the last to the first.</summary>
    public float[] Reversed()
    {
        const int frame = Video.Side * Video.Side;
        float[] reversed = new float[_frames.Length];
        for (int from = 0; from < reversed.Length; from += frame)
        {
            int video = from / Video.Size;
            int to = (2 * video + 1) * Video.Size - frame - from;
            _frames.AsSpan(from, frame).CopyTo(reversed.AsSpan(to, frame));
        }

        return reversed;
    }
}
