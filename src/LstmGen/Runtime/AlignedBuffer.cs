using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Runtime;

/// <summary>Floats that start on a 64-byte boundary and never move: a whole cache line to every vector load.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class AlignedBuffer
{
    private const int AlignmentFloats = 16;
    private readonly float[] _array;
    private readonly int _offset;

    /// <summary>Allocates zeroed floats on the pinned heap.</summary>
    /// <param name="length">Floats, at least 0.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _array = GC.AllocateArray<float>(checked(length + AlignmentFloats), pinned: true);
        Length = length;
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref _array[0]);
        _offset = (int)((-address & 63) / sizeof(float));
    }

    /// <summary>Floats.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => new(_array, _offset, Length);

    /// <summary>The first float.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref float Reference => ref _array[_offset];
}
