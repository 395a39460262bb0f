using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>
/// A part of a register tile that is there. Whether it is there is a type, because the compiler drops code behind a comparison of types before it looks at it: a
/// kernel with few columns costs no more to compile than if it had been written for them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Present;

/// <summary>A part of a register tile that is not there: <see cref="Present"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Absent;
