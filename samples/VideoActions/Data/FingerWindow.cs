using System.Globalization;
using LstmGen.Numerics;

namespace VideoActions.Data;

/// <summary>Sixteen positions of a finger tip, one after another, as a camera found them.</summary>
/// <param name="Gesture">0 to 3: <see cref="Names"/>.</param>
/// <param name="Points">x and y of each, relative to the first.</param>
internal sealed record FingerWindow(int Gesture, float[] Points)
{
    public const int Count = 16;

    public const int Gestures = 4;

    private const string File = "finger-point-history.csv";
    private const float Tolerance = 1e-4f, Farthest = 0.2f, Jitter = 0.001f;
    private const double MostTurn = 0.5, MostGrowth = 0.3;

    public static string[] Names { get; } = ["stop", "clockwise", "counter-clockwise", "move"];

    /// <summary>The windows of a folder, in the order in which they were recorded.</summary>
    /// <exception cref="UserError">The file is missing, or a line is none of those: it is named.</exception>
    public static FingerWindow[] Read(DirectoryInfo folder)
    {
        string path = Path.Combine(folder.FullName, File);
        if (!System.IO.File.Exists(path))
        {
            throw new UserError($"There is no file '{path}'.");
        }

        FingerWindow[] windows = [.. System.IO.File.ReadAllLines(path).Select((line, i) => Parse(line)
            ?? throw new UserError($"'{path}', line {i + 1}: expected a gesture from 0 to {Gestures - 1} and {2 * Count} numbers."))];
        return windows.Length > 0 ? windows : throw new UserError($"'{path}' is empty.");
    }

    /// <summary>
    /// What the network reads: how far the tip has moved since the frame before, which has no beginning and no end. No tip moves a fifth of the picture from frame to frame: there the camera has lost it, or found it
    /// again, and nothing is known of the move.
    /// </summary>
    public float[] Moves()
    {
        float[] moves = new float[2 * Count];
        for (int i = 2; i < moves.Length; i += 2)
        {
            float x = Points[i] - Points[i - 2], y = Points[i + 1] - Points[i - 1];
            if (Math.Max(Math.Abs(x), Math.Abs(y)) < Farthest)
            {
                (moves[i], moves[i + 1]) = (x, y);
            }
        }

        return moves;
    }

    /// <summary>Moves as they might have been: the whole path turned a little, larger or smaller, and every move a little off.</summary>
    public static float[] Varied(float[] moves, RandomSource random)
    {
        double angle = MostTurn * (2 * random.NextDouble() - 1), scale = Math.Exp(MostGrowth * (2 * random.NextDouble() - 1));
        float cos = (float)(scale * Math.Cos(angle)), sin = (float)(scale * Math.Sin(angle));
        float[] varied = new float[moves.Length];
        for (int i = 2; i < moves.Length; i += 2)
        {
            varied[i] = cos * moves[i] - sin * moves[i + 1] + Jitter * (float)random.NextNormal();
            varied[i + 1] = sin * moves[i] + cos * moves[i + 1] + Jitter * (float)random.NextNormal();
        }

        return varied;
    }

    /// <summary>Whether this is the window of the next frame: the same positions, one later.</summary>
    public bool Follows(FingerWindow before)
    {
        for (int i = 0; i < 2 * (Count - 1); i++)
        {
            if (Math.Abs(Points[i] - (before.Points[i + 2] - before.Points[2 + i % 2])) > Tolerance)
            {
                return false;
            }
        }

        return Gesture == before.Gesture;
    }

    private static FingerWindow? Parse(string line)
    {
        float[] numbers = [.. line.Split(',').Select(cell => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : float.NaN)];
        return numbers.Length == 1 + 2 * Count && numbers.All(float.IsFinite) && numbers[0] is 0 or 1 or 2 or 3 ? new((int)numbers[0], numbers[1..]) : null;
    }
}
