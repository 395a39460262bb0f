namespace LstmGen.Conformance.Training;

/// <summary>A series with nothing random and no transcendental function in it: two triangle waves.</summary>
internal static class Series
{
    public static float[] Of(int count) => [.. Enumerable.Range(0, count).Select(i => Triangle(i, 25) + 0.25f * Triangle(i, 7))];

    private static float Triangle(int i, int period) => 4f * Math.Abs(i % period / (float)period - 0.5f) - 1f;
}
