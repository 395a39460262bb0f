namespace LstmGen;

/// <summary>
/// The last steps of a sequence: y[t] = x[n − steps + t] of a sequence of n steps. One step, the default, is passed on as a vector (<c>x[:, -1]</c> in Python), several as a sequence of
/// so many steps (<c>x[:, -30:]</c>).
/// </summary>
/// <remarks>
/// A window that is shorter than LookBack ends with its own last step; of one with fewer steps than are taken all are passed on, and the output is as short. Behind an <c>[Lstm]</c> in two
/// directions, the one step holds both directions after that step, as <c>output[:, -1]</c> does in PyTorch: the backward direction has then read one step. Without parameters.
/// </remarks>
/// <param name="steps">Steps to take, 1 to 100,000, and at most as many as there are.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LastAttribute(int steps = 1) : LayerAttribute
{
    /// <summary>Steps to take; 1 gives a vector.</summary>
    public int Steps { get; set; } = steps;
}
