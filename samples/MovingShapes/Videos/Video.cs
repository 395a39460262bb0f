using LstmGen.Metrics;
using LstmGen.Numerics;

namespace MovingShapes;

/// <summary>
/// One video: a figure that moves over a picture whose edges are joined, so that what leaves on the left comes in on the right. A single frame tells
/// nothing of a movement: places, angles, sizes and brightness are the same for all.
/// </summary>
internal sealed record Video
{
    public const int Frames = 12;

    /// <summary>Lines and columns of a frame.</summary>
    public const int Side = 16;

    /// <summary>Values of one video: frame by frame, line by line.</summary>
    public const int Size = Frames * Side * Side;

    /// <summary>Points across a pixel, and down, whose mean is its brightness.</summary>
    private const int Samples = 3;

    private const double Noise = 0.08;

    public required Movement Movement { get; init; }

    public required Figure Figure { get; init; }

    public required double X { get; init; }

    public required double Y { get; init; }

    /// <summary>Pixels from the middle of the figure to its furthest point.</summary>
    public required double Radius { get; init; }

    public required double Brightness { get; init; }

    /// <summary>In radians, at the first frame.</summary>
    public required double Angle { get; init; }

    /// <summary>Pixels a frame where it moves, radians a frame where it turns: to either side.</summary>
    public required double Speed { get; init; }

    /// <summary>Draws a video of a movement. It takes the same numbers for each, whatever the movement.</summary>
    public static Video Draw(Movement movement, RandomSource random)
    {
        double speed = random.NextDouble();
        bool clockwise = random.NextInt32(2) == 0;
        return new()
        {
            Movement = movement,
            Figure = (Figure)random.NextInt32(Figures.Count),
            X = Side * random.NextDouble(),
            Y = Side * random.NextDouble(),
            Radius = 3.5 + 2 * random.NextDouble(),
            Brightness = 0.5 + 0.5 * random.NextDouble(),
            Angle = 2 * Math.PI * random.NextDouble(),
            Speed = movement == Movement.Rotating ? (clockwise ? -1 : 1) * (0.15 + 0.3 * speed) : 0.4 + 0.8 * speed,
        };
    }

    /// <summary>The frames, with noise.</summary>
    public void Render(Span<float> frames, RandomSource noise)
    {
        (double right, double down, double turn) = Movement switch
        {
            Movement.Left => (-Speed, 0.0, 0.0),
            Movement.Right => (Speed, 0, 0),
            Movement.Up => (0, -Speed, 0),
            Movement.Down => (0, Speed, 0),
            _ => (0, 0, Speed),
        };
        for (int t = 0; t < Frames; t++)
        {
            Render(frames.Slice(t * Side * Side, Side * Side), X + t * right, Y + t * down, Angle + t * turn);
        }

        foreach (ref float value in frames[..Size])
        {
            value += (float)(Noise * noise.NextNormal());
        }
    }

    private void Render(Span<float> frame, double x, double y, double angle)
    {
        double cos = DoubleMath.Sin(angle + Math.PI / 2), sin = DoubleMath.Sin(angle);
        for (int pixel = 0; pixel < frame.Length; pixel++)
        {
            int inside = 0;
            for (int sample = 0; sample < Samples * Samples; sample++)
            {
                double right = Nearest(pixel % Side + (sample % Samples + 0.5) / Samples - x);
                double down = Nearest(pixel / Side + (sample / Samples + 0.5) / Samples - y);
                inside += Figure.Contains((right * cos + down * sin) / Radius, (down * cos - right * sin) / Radius) ? 1 : 0;
            }

            frame[pixel] = (float)(Brightness * inside / (Samples * Samples));
        }
    }

    /// <summary>The shorter way around the joined edges.</summary>
    private static double Nearest(double distance) => distance - Side * Math.Round(distance / Side);
}
