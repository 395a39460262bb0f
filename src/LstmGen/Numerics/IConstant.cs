using System.ComponentModel;

namespace LstmGen.Numerics;

/// <summary>A number as a type, so that it is a constant to the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IConstant
{
    /// <summary>The number.</summary>
    static abstract float Value { get; }
}
