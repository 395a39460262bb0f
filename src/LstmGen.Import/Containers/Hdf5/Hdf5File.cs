namespace LstmGen.Import.Containers.Hdf5;

/// <summary>
/// An HDF5 file as libraries for Python write it: groups of symbol tables or of links, attributes of numbers and strings, datasets that are contiguous, compact, or in chunks
/// with deflate and shuffle. The format is that of the HDF5 File Format Specification, version 3.0; what is not read is refused by name.
/// </summary>
/// <remarks>
/// Every place is checked against the length of the file, every object is read at most once a path, and depth and number of objects are bounded: a damaged file costs an
/// <see cref="InvalidDataException"/> and nothing else.
/// </remarks>
internal sealed class Hdf5File
{
    private const int MostObjects = 100_000;
    private int _objects;

    private Hdf5File(FileBytes bytes, int offsetSize, int lengthSize, ulong baseAddress) =>
        (Bytes, OffsetSize, LengthSize, BaseAddress) = (bytes, offsetSize, lengthSize, baseAddress);

    /// <summary>What a file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    public FileBytes Bytes { get; }

    /// <summary>Bytes of an address.</summary>
    public int OffsetSize { get; }

    /// <summary>Bytes of a length.</summary>
    public int LengthSize { get; }

    public Hdf5Object Root { get; private set; } = null!;

    private ulong BaseAddress { get; }

    /// <exception cref="InvalidDataException">This is no HDF5 file, it is damaged, or it uses what is not read.</exception>
    public static Hdf5File Open(ReadOnlyMemory<byte> memory, string what)
    {
        var bytes = new FileBytes(memory, what);
        ulong start = FindSignature(bytes);
        int version = bytes.Byte(start + 8);
        (ulong sizes, ulong addresses) = version switch
        {
            0 => (start + 13, start + 24),
            1 => (start + 13, start + 28),
            2 or 3 => (start + 9, start + 12),
            _ => throw new InvalidDataException($"Expected an HDF5 superblock of version 0 to 3 in {what}, but got version {version}."),
        };
        int offsetSize = bytes.Byte(sizes);
        int lengthSize = bytes.Byte(sizes + 1);
        if (offsetSize is not (2 or 4 or 8) || lengthSize is not (2 or 4 or 8))
        {
            throw new InvalidDataException($"Expected addresses and lengths of 2, 4 or 8 bytes in {what}, but got {offsetSize} and {lengthSize}.");
        }

        ulong size = (ulong)offsetSize;
        var file = new Hdf5File(bytes, offsetSize, lengthSize, bytes.Number(addresses, offsetSize));

        // Behind four addresses, the last field of the older superblock is the entry of the root group: where its name lies, then its header. The newer one has the header itself.
        ulong root = version < 2 ? addresses + (5 * size) : addresses + (3 * size);
        file.Root = file.ReadObject(file.Address(root), "/");
        return file;
    }

    /// <summary>Reads the header of an object.</summary>
    public Hdf5Object ReadObject(ulong address, string path)
    {
        if (++_objects > MostObjects) throw new InvalidDataException($"Expected at most {MostObjects} objects in an HDF5 file, but got more.");
        return new Hdf5Object(this, path, Hdf5Header.Read(this, address));
    }

    /// <summary>An address, counted from where the file begins.</summary>
    public ulong Address(ulong at) => Absolute(Bytes.Number(at, OffsetSize));

    /// <summary>An address, or null for one that is not set.</summary>
    public ulong? AddressOrNone(ulong at)
    {
        ulong address = Bytes.Number(at, OffsetSize);
        return IsNone(address) ? null : Absolute(address);
    }

    public ulong Absolute(ulong address) => IsNone(address) || address > (ulong)Bytes.Length
        ? throw new InvalidDataException($"Expected an address within the {Bytes.Length} bytes of the HDF5 file, but got {address}: it is cut short or damaged.")
        : address + BaseAddress;

    /// <summary>Whether an address means that there is nothing: all of its bits are set.</summary>
    public bool IsNone(ulong address) => address == ulong.MaxValue >> (64 - (8 * OffsetSize));

    /// <summary>The bytes that a datum of variable length points to.</summary>
    /// <param name="at">Where it lies: its length, the address of its heap, its number there.</param>
    public ReadOnlyMemory<byte> HeapObject(ReadOnlyMemory<byte> at)
    {
        var pointer = new FileBytes(at, "a pointer to a string");
        uint length = pointer.UInt32(0);
        if (length == 0) return default;
        ulong heap = Absolute(pointer.Number(4, OffsetSize));
        uint wanted = pointer.UInt32(4 + (ulong)OffsetSize);
        if (!Bytes.StartsWith(heap, "GCOL"u8)) throw new InvalidDataException($"Expected a heap of strings at {heap} of the HDF5 file, but got something else: it is damaged.");
        ulong end = heap + Bytes.Number(heap + 8, LengthSize);
        ulong next = heap + 8 + (ulong)LengthSize;
        ulong head = 8 + (ulong)LengthSize;
        while (next + head <= end)
        {
            ushort number = Bytes.UInt16(next);
            ulong size = Bytes.Number(next + 8, LengthSize);
            if (number == wanted) return Bytes.Slice(next + head, Math.Min(length, size));
            if (number == 0 || size > (ulong)Bytes.Length) break;
            next += head + ((size + 7) & ~7UL);
        }

        throw new InvalidDataException($"Expected object {wanted} in the heap at {heap} of the HDF5 file, but it is not there: it is damaged.");
    }

    private static ulong FindSignature(FileBytes bytes)
    {
        for (ulong at = 0; at < (ulong)bytes.Length; at = at == 0 ? 512 : at * 2)
        {
            if (bytes.StartsWith(at, Signature)) return at;
        }

        throw new InvalidDataException("Expected the signature of HDF5, but it is not there.");
    }
}
