using System.Runtime.Intrinsics;

namespace LstmGen;

/// <summary>A loss that looks at one output at a time: its value and its slope by the output.</summary>
internal interface IPointLoss
{
    /// <summary>One output.</summary>
    float Invoke(float output, float target, out float slope);

    /// <summary>Four outputs.</summary>
    Vector128<float> Invoke(Vector128<float> output, Vector128<float> target, out Vector128<float> slope);
}
