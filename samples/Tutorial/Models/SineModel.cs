using LstmGen.Numerics;

namespace Tutorial;

/// <summary>The network of the sine forecast: 20 points in, the next one out.</summary>
[LstmModel(LookBack = LookBack)]
[Lstm(50)]
[Dense(1)]
public sealed partial class SineModel
{
    public const int LookBack = 20;
    public const int Points = 1_000;

    /// <summary>Ten periods in 1,000 points.</summary>
    public static float[] Sine(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => (float)DoubleMath.Sin(2 * Math.PI * 10 * i / Points))];
}
