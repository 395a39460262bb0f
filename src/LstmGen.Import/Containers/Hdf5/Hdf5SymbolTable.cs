using System.Text;

namespace LstmGen.Import.Containers.Hdf5;

/// <summary>The children of a group in the older format: a tree of tables, and a heap of their names.</summary>
internal sealed class Hdf5SymbolTable(Hdf5File file, SortedDictionary<string, ulong> children)
{
    private readonly FileBytes _bytes = file.Bytes;
    private readonly HashSet<ulong> _seen = [];
    private ulong _names;
    private ulong _namesLength;

    public void Read(ReadOnlyMemory<byte> message)
    {
        var body = new FileBytes(message, "a group");
        ulong tree = file.Absolute(body.Number(0, file.OffsetSize));
        ulong heap = file.Absolute(body.Number((ulong)file.OffsetSize, file.OffsetSize));
        if (!_bytes.StartsWith(heap, "HEAP"u8)) throw Damaged(heap, "the names of a group");
        _namesLength = _bytes.Number(heap + 8, file.LengthSize);
        _names = file.Address(heap + 8 + (2 * (ulong)file.LengthSize));
        _ = _bytes.Slice(_names, _namesLength);
        ReadNode(tree);
    }

    private static InvalidDataException Damaged(ulong at, string what) => new($"Expected {what} at {at} of the HDF5 file, but got something else: it is damaged.");

    private void ReadNode(ulong at)
    {
        if (!_seen.Add(at)) throw Damaged(at, "a part of a group that is not part of itself");
        if (_bytes.StartsWith(at, "SNOD"u8))
        {
            ReadTable(at);
            return;
        }

        if (!_bytes.StartsWith(at, "TREE"u8) || _bytes.Byte(at + 4) != 0) throw Damaged(at, "the tree of a group");
        ulong size = (ulong)file.OffsetSize;
        ulong key = (ulong)file.LengthSize;
        ulong entry = at + 8 + (2 * size) + key;
        for (int i = 0, count = _bytes.UInt16(at + 6); i < count; i++, entry += size + key)
        {
            ReadNode(file.Address(entry));
        }
    }

    private void ReadTable(ulong at)
    {
        ulong size = (ulong)file.OffsetSize;
        ulong entry = at + 8;
        for (int i = 0, count = _bytes.UInt16(at + 6); i < count; i++, entry += (2 * size) + 24)
        {
            ulong name = _bytes.Number(entry, file.OffsetSize);
            if (name >= _namesLength) throw Damaged(entry, "the name of a group's member");
            ReadOnlySpan<byte> text = _bytes.Slice(_names + name, _namesLength - name).Span;
            int end = text.IndexOf((byte)0);
            uint cached = _bytes.UInt32(entry + (2 * size));

            // A link by name has no header; nothing that is read has one.
            if (cached != 2) Hdf5Object.Add(children, Encoding.UTF8.GetString(end < 0 ? text : text[..end]), file.Address(entry + size));
        }
    }
}
