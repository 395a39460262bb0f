using LstmGen.Metrics;

namespace MovingShapes;

/// <summary>What moves. All fit into a circle of radius 1, and balance on its middle, so that one that rotates does not move.</summary>
internal enum Figure
{
    Bar,
    Square,
    Triangle,
    Corner,
}

internal static class Figures
{
    public static int Count { get; } = Enum.GetValues<Figure>().Length;

    /// <summary>Whether a point lies in a figure around the origin.</summary>
    public static bool Contains(this Figure figure, double x, double y) => figure switch
    {
        Figure.Bar => Math.Abs(x) < 0.95 && Math.Abs(y) < 0.3,
        Figure.Square => Math.Abs(x) < 0.7 && Math.Abs(y) < 0.7,
        Figure.Triangle => y > -0.5 && y + 1.73 * Math.Abs(x) < 1,
        _ => x is > -0.538 and < 0.822 && y is > -0.538 and < 0.822 && (x < 0.042 || y < 0.042),
    };
}
