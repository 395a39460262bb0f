using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>Token ids as one window of a model, in a buffer that goes back to the pool it came from at the end.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly ref struct TokenWindow
{
    private readonly ScratchPool _pool;
    private readonly AlignedBuffer _buffer;
    private readonly int _size;

    internal TokenWindow(ScratchPool pool, int size, int length)
    {
        (_pool, _buffer, _size, Length) = (pool, pool.Rent(size), size, length);
    }

    /// <summary>LookBack × Features values; zeros past the length.</summary>
    public Span<float> Values => _buffer.Span[.._size];

    /// <summary>Valid steps.</summary>
    public int Length { get; }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _pool.Return(_buffer);
}
