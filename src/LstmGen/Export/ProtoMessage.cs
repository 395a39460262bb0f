using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen.Export;

/// <summary>A protocol buffers message, written field by field. Large tensors are copied once, into bytes of their own.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5;

    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private readonly MemoryStream _open = new();

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public ProtoMessage Add(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
        return this;
    }

    public ProtoMessage Add(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Append(bytes);
        return this;
    }

    public ProtoMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Add(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        Number((ulong)value.Length);
        Append(value);
        return this;
    }

    /// <summary>The bytes of floats, little end first.</summary>
    public ProtoMessage AddBytesOf(int field, float[] values)
    {
        Tag(field, LengthDelimited);
        Number((ulong)values.Length * sizeof(float));
        CloseOpen();
        byte[] bytes = new byte[values.Length * sizeof(float)];
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, int>(bytes.AsSpan()).ToArray().Select(BinaryPrimitives.ReverseEndianness).ToArray().CopyTo(MemoryMarshal.Cast<byte, int>(bytes.AsSpan()));
        }

        _parts.Add(bytes);
        Length += bytes.Length;
        return this;
    }

    public ProtoMessage Add(int field, ProtoMessage value)
    {
        Tag(field, LengthDelimited);
        Number((ulong)value.Length);
        CloseOpen();
        value.CloseOpen();
        _parts.AddRange(value._parts);
        Length += value.Length;
        return this;
    }

    public ProtoMessage AddAll(int field, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            Add(field, value);
        }

        return this;
    }

    public void WriteTo(Stream stream)
    {
        CloseOpen();
        foreach (ReadOnlyMemory<byte> part in _parts)
        {
            stream.Write(part.Span);
        }
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        WriteTo(stream);
        return stream.ToArray();
    }

    private void Tag(int field, int type) => Number((ulong)(field << 3 | type));

    private void Number(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }

        bytes[count++] = (byte)value;
        Append(bytes[..count]);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _open.Write(bytes);
        Length += bytes.Length;
    }

    private void CloseOpen()
    {
        if (_open.Length > 0)
        {
            _parts.Add(_open.ToArray());
            _open.SetLength(0);
        }
    }
}
