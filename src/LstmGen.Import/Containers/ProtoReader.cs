using System.Text;

namespace LstmGen.Import.Containers;

/// <summary>Reads the fields of one message in the wire format of protocol buffers. What a field holds stays where it lies in the file.</summary>
internal ref struct ProtoReader(ReadOnlyMemory<byte> memory)
{
    private readonly ReadOnlySpan<byte> _span = memory.Span;
    private int _at;

    /// <summary>The number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>A number, where the field is one; the bits of a float or a double.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its bytes, where the field has a length.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Whether the field has a length.</summary>
    public bool HasBytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes.Span);

    public readonly float Single => BitConverter.Int32BitsToSingle((int)Number);

    /// <summary>Goes on to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Next()
    {
        if (_at == _span.Length) return false;
        ulong tag = Varint();
        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        HasBytes = false;
        Bytes = default;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = Fixed(8);
                break;
            case 2:
                ulong length = Varint();
                if (length > (ulong)(_span.Length - _at)) throw Damaged();
                Bytes = memory.Slice(_at, (int)length);
                HasBytes = true;
                _at += (int)length;
                break;
            case 5:
                Number = Fixed(4);
                break;
            default:
                throw Damaged();
        }

        if (Field == 0) throw Damaged();
        return true;
    }

    /// <summary>The numbers of a repeated field, packed into one or one alone.</summary>
    public readonly void AddNumbers(List<long> numbers)
    {
        if (!HasBytes)
        {
            numbers.Add((long)Number);
            return;
        }

        var packed = new ProtoReader(Bytes);
        while (packed._at < packed._span.Length)
        {
            numbers.Add((long)packed.Varint());
        }
    }

    private static InvalidDataException Damaged() => new("Expected fields of protocol buffers, but the ONNX file is damaged.");

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_at == _span.Length) throw Damaged();
            byte next = _span[_at++];
            value |= (ulong)(next & 0x7F) << Math.Min(shift, 63);
            if (next < 0x80) return value;
        }

        throw Damaged();
    }

    private ulong Fixed(int size)
    {
        if (size > _span.Length - _at) throw Damaged();
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | _span[_at + i];
        }

        _at += size;
        return value;
    }
}
