using LstmGen.Numerics;
using MovingShapes;

namespace LstmGen.Samples.Tests.MovingShapes;

/// <summary>The videos show what they are said to.</summary>
public sealed class VideoTests
{
    private const int FramePixels = Video.Side * Video.Side;

    [Fact]
    public void A_seed_gives_the_same_videos_and_another_gives_others()
    {
        VideoSet one = new(10, seed: 3, stream: 1), same = new(10, seed: 3, stream: 1), other = new(10, seed: 3, stream: 2);
        Assert.True(one.Frames.SequenceEqual(same.Frames));
        Assert.False(one.Frames.SequenceEqual(other.Frames));
    }

    [Theory]
    [InlineData(nameof(Movement.Left), -1, 0)]
    [InlineData(nameof(Movement.Right), 1, 0)]
    [InlineData(nameof(Movement.Up), 0, -1)]
    [InlineData(nameof(Movement.Down), 0, 1)]
    [InlineData(nameof(Movement.Rotating), 0, 0)]
    public void The_middle_of_the_light_moves_as_the_name_says(string movement, int right, int down)
    {
        RandomSource random = new(5);
        for (int count = 0; count < 20; count++)
        {
            Video video = Video.Draw(Enum.Parse<Movement>(movement), random);
            float[] frames = new float[Video.Size];
            video.Render(frames, random);
            int steps = Video.Frames - 1;
            double expected = video.Movement == Movement.Rotating ? 0 : video.Speed * steps;
            Assert.Equal(right * expected, Moved(frames, pixel => pixel % Video.Side), 1.0);
            Assert.Equal(down * expected, Moved(frames, pixel => pixel / Video.Side), 1.0);
        }
    }

    [Fact]
    public void Reversed_videos_end_with_their_first_frame()
    {
        VideoSet set = new(3, seed: 1, stream: 1);
        float[] reversed = set.Reversed();
        for (int video = 0; video < 3; video++)
        {
            for (int t = 0; t < Video.Frames; t++)
            {
                Assert.True(set[video].Slice(t * FramePixels, FramePixels).SequenceEqual(
                    reversed.AsSpan(video * Video.Size + (Video.Frames - 1 - t) * FramePixels, FramePixels)));
            }
        }
    }

    /// <summary>How far the middle of the light moved around the joined edges, in pixels: the angle of its mean on a circle, followed from frame to frame.</summary>
    private static double Moved(float[] frames, Func<int, int> place)
    {
        double moved = 0, before = 0;
        for (int t = 0; t < Video.Frames; t++)
        {
            double sin = 0, cos = 0;
            for (int pixel = 0; pixel < FramePixels; pixel++)
            {
                (double s, double c) = Math.SinCos(2 * Math.PI * place(pixel) / Video.Side);
                sin += s * frames[t * FramePixels + pixel];
                cos += c * frames[t * FramePixels + pixel];
            }

            double now = Math.Atan2(sin, cos) / (2 * Math.PI) * Video.Side;
            moved += t == 0 ? 0 : Math.IEEERemainder(now - before, Video.Side);
            before = now;
        }

        return moved;
    }
}
