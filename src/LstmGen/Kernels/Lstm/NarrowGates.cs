using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>Room for the four gates of a narrow block of at most eight units.</summary>
[InlineArray(32)]
internal struct NarrowGates
{
    private float _first;
}
