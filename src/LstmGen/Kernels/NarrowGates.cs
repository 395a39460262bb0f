using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>Room for the four gates of a narrow block of at most eight units.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(32)]
public struct NarrowGates
{
    private float _first;
}
