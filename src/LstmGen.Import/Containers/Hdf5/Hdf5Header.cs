namespace LstmGen.Import.Containers.Hdf5;

/// <summary>A message of an object's header.</summary>
/// <param name="Type">HDF5's number of it.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="IsShared">Whether the body is the address of the real one.</param>
internal sealed record Hdf5Message(int Type, ReadOnlyMemory<byte> Body, bool IsShared);

/// <summary>Reads the messages of object headers, of both versions, with their continuations.</summary>
internal static class Hdf5Header
{
    private const int Continuation = 0x10;
    private const int MostMessages = 65_536;
    private const int MostBlocks = 4_096;

    public static List<Hdf5Message> Read(Hdf5File file, ulong address) =>
        file.Bytes.StartsWith(address, "OHDR"u8) ? ReadNew(file, address) : ReadOld(file, address);

    private static List<Hdf5Message> ReadOld(Hdf5File file, ulong address)
    {
        FileBytes bytes = file.Bytes;
        if (bytes.Byte(address) != 1) throw new InvalidDataException($"Expected the header of an object at {address} of the HDF5 file, but got something else: it is damaged.");
        var blocks = new Queue<(ulong At, ulong Length)>();
        blocks.Enqueue((address + 16, bytes.UInt32(address + 8)));
        return ReadBlocks(file, blocks, 8, (at, length) => (bytes.UInt16(at), bytes.UInt16(at + 2), bytes.Byte(at + 4)), isNew: false);
    }

    private static List<Hdf5Message> ReadNew(Hdf5File file, ulong address)
    {
        FileBytes bytes = file.Bytes;
        if (bytes.Byte(address + 4) != 2) throw new InvalidDataException($"Expected version 2 of the header at {address} of the HDF5 file, but got {bytes.Byte(address + 4)}.");
        byte flags = bytes.Byte(address + 5);
        ulong at = address + 6 + ((flags & 0x20) != 0 ? 16UL : 0) + ((flags & 0x10) != 0 ? 4UL : 0);
        int size = 1 << (flags & 3);
        var blocks = new Queue<(ulong At, ulong Length)>();
        blocks.Enqueue((at + (ulong)size, bytes.Number(at, size)));
        ulong head = (flags & 4) != 0 ? 6UL : 4;
        return ReadBlocks(file, blocks, head, (message, length) => (bytes.Byte(message), bytes.UInt16(message + 1), bytes.Byte(message + 3)), isNew: true);
    }

    private static List<Hdf5Message> ReadBlocks(
        Hdf5File file, Queue<(ulong At, ulong Length)> blocks, ulong head, Func<ulong, ulong, (int Type, ulong Size, byte Flags)> read, bool isNew)
    {
        var messages = new List<Hdf5Message>();
        int read0 = 0;
        while (blocks.TryDequeue(out (ulong At, ulong Length) block))
        {
            if (++read0 > MostBlocks) throw new InvalidDataException("Expected the header of an HDF5 object to end, but its parts go round in a circle: the file is damaged.");
            _ = file.Bytes.Slice(block.At, block.Length);
            ulong at = block.At;
            ulong end = block.At + block.Length;
            while (at + head <= end)
            {
                (int type, ulong size, byte flags) = read(at, block.Length);
                ulong body = at + head;
                if (body + size > end) throw new InvalidDataException($"Expected a message of {size} bytes at {at} of the HDF5 file to end by {end}: the file is damaged.");
                if (type == Continuation)
                {
                    ulong next = file.Address(body);
                    ulong length = file.Bytes.Number(body + (ulong)file.OffsetSize, file.LengthSize);
                    // In the newer form a signature stands before the messages, and a checksum behind them.
                    if (isNew && length < 8) throw new InvalidDataException($"Expected the rest of a header to have at least 8 bytes, but got {length}.");
                    blocks.Enqueue(isNew ? (next + 4, length - 8) : (next, length));
                }
                else if (type != 0)
                {
                    messages.Add(new(type, file.Bytes.Slice(body, size), (flags & 2) != 0));
                    if (messages.Count > MostMessages) throw new InvalidDataException("Expected fewer messages in the header of an HDF5 object: the file is damaged.");
                }

                at = body + size;
            }
        }

        return messages;
    }
}
