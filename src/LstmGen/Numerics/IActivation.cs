using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// An element-wise function as a static operator: a scalar form and forms for three vector widths that agree bit for bit, and its slope as
/// a function of its <em>result</em>, which is what a tape keeps.
/// </summary>
/// <remarks>Kernels call these with inlining; every implementation is marked <c>AggressiveInlining</c>.</remarks>
public interface IActivation
{
    /// <summary>The value at x.</summary>
    static abstract float Invoke(float x);

    /// <summary>The values of four lanes.</summary>
    static abstract Vector128<float> Invoke(Vector128<float> x);

    /// <summary>The values of eight lanes.</summary>
    static abstract Vector256<float> Invoke(Vector256<float> x);

    /// <summary>The values of sixteen lanes.</summary>
    static abstract Vector512<float> Invoke(Vector512<float> x);

    /// <summary>The slope where the function has the value y.</summary>
    static abstract float Slope(float y);

    /// <summary>The slopes of four lanes.</summary>
    static abstract Vector128<float> Slope(Vector128<float> y);

    /// <summary>The slopes of eight lanes.</summary>
    static abstract Vector256<float> Slope(Vector256<float> y);

    /// <summary>The slopes of sixteen lanes.</summary>
    static abstract Vector512<float> Slope(Vector512<float> y);
}
