using System.Buffers;

namespace LstmGen.Persistence;

/// <summary>Where a file's bytes go: a stream or a buffer.</summary>
internal readonly struct ByteSink
{
    private readonly Stream? _stream;
    private readonly IBufferWriter<byte>? _writer;

    public ByteSink(Stream stream) => _stream = stream;

    public ByteSink(IBufferWriter<byte> writer) => _writer = writer;

    public static implicit operator ByteSink(Stream stream) => new(stream);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null)
        {
            _stream.Write(bytes);
        }
        else
        {
            _writer!.Write(bytes);
        }
    }
}
