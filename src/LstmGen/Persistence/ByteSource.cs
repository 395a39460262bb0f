namespace LstmGen.Persistence;

/// <summary>Where a file's bytes come from: a stream or memory.</summary>
internal ref struct ByteSource
{
    private readonly Stream? _stream;
    private ReadOnlySpan<byte> _rest;

    public ByteSource(Stream stream) => _stream = stream;

    public ByteSource(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Reads until the span is full or nothing is left.</summary>
    /// <returns>The bytes read.</returns>
    public int Read(Span<byte> into)
    {
        if (_stream is not null) return _stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        int count = Math.Min(into.Length, _rest.Length);
        _rest[..count].CopyTo(into);
        _rest = _rest[count..];
        return count;
    }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd() => _stream is not null ? _stream.ReadByte() < 0 : _rest.IsEmpty;
}
