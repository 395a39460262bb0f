using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>Whether a forward pass keeps what the backward pass needs: a constant to the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ITape
{
    /// <summary>True in training.</summary>
    static abstract bool Keep { get; }
}

/// <summary>Training: gates and cells of every step are kept.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly struct KeepTape : ITape
{
    /// <inheritdoc/>
    public static bool Keep => true;
}

/// <summary>Prediction: nothing is kept.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly struct NoTape : ITape
{
    /// <inheritdoc/>
    public static bool Keep => false;
}
