using System.Runtime.Intrinsics;

namespace LstmGen;

/// <summary>The sign as a number: −1, 0 or 1, and NaN of NaN, so that a poisoned error poisons its gradient.</summary>
internal static class Signs
{
    /// <summary>The sign of one value.</summary>
    public static float Of(float x) => x > 0f ? 1f : x < 0f ? -1f : x;

    /// <summary>The signs of four values.</summary>
    public static Vector128<float> Of(Vector128<float> x) => Vector128.ConditionalSelect(
        Vector128.GreaterThan(x, Vector128<float>.Zero),
        Vector128<float>.One,
        Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), -Vector128<float>.One, x));
}
