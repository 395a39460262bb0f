using System.Buffers.Binary;

namespace LstmGen.Import.Containers;

/// <summary>The bytes of a file, read with little-endian numbers at checked places: what lies outside the file is damage, whatever the file says of its own length.</summary>
/// <param name="memory">All of it.</param>
/// <param name="what">What it is, for messages.</param>
internal sealed class FileBytes(ReadOnlyMemory<byte> memory, string what)
{
    public long Length => memory.Length;

    public ReadOnlySpan<byte> Span => memory.Span;

    /// <exception cref="InvalidDataException">It does not lie in the file.</exception>
    public ReadOnlyMemory<byte> Slice(ulong at, ulong length)
    {
        if (at > (ulong)memory.Length || length > (ulong)memory.Length - at)
        {
            throw new InvalidDataException($"Expected {length} bytes at {at} of {what}, but it ends at {memory.Length}: it is cut short or damaged.");
        }

        return memory.Slice((int)at, (int)length);
    }

    public byte Byte(ulong at) => Slice(at, 1).Span[0];

    public ushort UInt16(ulong at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2).Span);

    public uint UInt32(ulong at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4).Span);

    public ulong UInt64(ulong at) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(at, 8).Span);

    /// <summary>A number of 1, 2, 4 or 8 bytes.</summary>
    public ulong Number(ulong at, int size) => size switch
    {
        1 => Byte(at),
        2 => UInt16(at),
        4 => UInt32(at),
        8 => UInt64(at),
        _ => throw new InvalidDataException($"Expected numbers of 1, 2, 4 or 8 bytes in {what}, but got {size}."),
    };

    public bool StartsWith(ulong at, ReadOnlySpan<byte> signature) =>
        at <= (ulong)memory.Length && memory.Span[(int)at..].StartsWith(signature);
}
