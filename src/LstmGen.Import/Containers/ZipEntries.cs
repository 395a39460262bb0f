using System.IO.Compression;
using System.Text;

namespace LstmGen.Import.Containers;

/// <summary>
/// The files in a zip archive, by name, with slashes whichever system wrote it. Those that are stored, as Python's tools store weights, are parts of the archive's own bytes and take no memory of
/// their own; what is compressed is bounded by the archive's length. The format is PKWARE's APPNOTE 6.3, with the 64-bit forms of sizes and places.
/// </summary>
internal sealed class ZipEntries
{
    private const uint DirectoryEnd = 0x0605_4B50;
    private const uint DirectoryEnd64 = 0x0606_4B50;
    private const uint DirectoryLocator64 = 0x0706_4B50;
    private const uint DirectoryEntry = 0x0201_4B50;
    private const uint LocalEntry = 0x0403_4B50;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int MostEntries = 100_000;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly FileBytes _bytes;
    private readonly string _what;
    private long _left;

    /// <exception cref="InvalidDataException">It is no zip archive, or damaged.</exception>
    public ZipEntries(ReadOnlyMemory<byte> memory, string what)
    {
        // Weights hardly get smaller by compression: what becomes much larger is no model.
        (_bytes, _what, _left) = (new FileBytes(memory, what), what, memory.Length + (1L << 20));
        (ulong at, ulong count) = FindDirectory();
        if (count > MostEntries) throw new InvalidDataException($"Expected at most {MostEntries} files in {what}, but got {count}.");
        for (ulong i = 0; i < count; i++)
        {
            at = ReadEntry(at);
        }
    }

    /// <summary>What a zip archive begins with.</summary>
    public static ReadOnlySpan<byte> Signature => "PK\x03\x04"u8;

    public IEnumerable<string> Names => _entries.Keys;

    public bool Contains(string name) => _entries.ContainsKey(name);

    public ReadOnlyMemory<byte> Read(string name)
    {
        if (!_entries.TryGetValue(name, out Entry? entry)) throw new InvalidDataException($"Expected '{name}' in {_what}, but it holds {Some(Names)}.");
        if (_bytes.UInt32(entry.At) != LocalEntry) throw Damaged($"'{name}'");
        if ((entry.Flags & 1) != 0) throw new InvalidDataException($"Expected '{name}' in {_what} without a password, but it is encrypted.");
        ulong data = entry.At + 30 + _bytes.UInt16(entry.At + 26) + _bytes.UInt16(entry.At + 28);
        ReadOnlyMemory<byte> stored = _bytes.Slice(data, entry.Stored);
        return entry.Method switch
        {
            Stored => entry.Stored == entry.Length ? stored : throw Damaged($"'{name}'"),
            Deflated => Inflate(name, stored, entry.Length),
            _ => throw new InvalidDataException($"Expected '{name}' in {_what} stored or deflated, but its method is {entry.Method}."),
        };
    }

    private static string Some(IEnumerable<string> names)
    {
        const int Shown = 8;
        string[] all = [.. names];
        return all.Length == 0 ? "nothing" : string.Join(", ", all.Take(Shown).Select(name => $"'{name}'")) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
    }

    private InvalidDataException Damaged(string expected) => new($"Expected {expected} in the zip archive {_what}, but it is not where its directory says: the archive is cut short or damaged.");

    /// <summary>The directory's place and its number of entries, from the record at the end, behind which a comment may stand.</summary>
    private (ulong At, ulong Count) FindDirectory()
    {
        const int Length = 22;
        const int LongestComment = ushort.MaxValue;
        for (long at = _bytes.Length - Length; at >= Math.Max(0, _bytes.Length - Length - LongestComment); at--)
        {
            if (_bytes.UInt32((ulong)at) != DirectoryEnd) continue;
            ulong end = (ulong)at;
            ulong count = _bytes.UInt16(end + 10);
            ulong place = _bytes.UInt32(end + 16);
            if (end >= 20 && _bytes.UInt32(end - 20) == DirectoryLocator64 && (count == ushort.MaxValue || place == uint.MaxValue))
            {
                ulong record = _bytes.UInt64(end - 12);
                if (record > (ulong)_bytes.Length || _bytes.UInt32(record) != DirectoryEnd64) throw Damaged("the directory");
                (count, place) = (_bytes.UInt64(record + 32), _bytes.UInt64(record + 48));
            }

            return (place, count);
        }

        throw Damaged("a directory");
    }

    private ulong ReadEntry(ulong at)
    {
        if (at > (ulong)_bytes.Length || _bytes.UInt32(at) != DirectoryEntry) throw Damaged("an entry of the directory");
        ulong nameLength = _bytes.UInt16(at + 28);
        ulong extraLength = _bytes.UInt16(at + 30);
        ulong stored = _bytes.UInt32(at + 20);
        ulong length = _bytes.UInt32(at + 24);
        ulong place = _bytes.UInt32(at + 42);
        string name = Encoding.UTF8.GetString(_bytes.Slice(at + 46, nameLength).Span).Replace('\\', '/');
        ulong extra = at + 46 + nameLength;
        for (ulong end = extra + extraLength; extra + 4 <= end;)
        {
            ulong size = _bytes.UInt16(extra + 2);
            if (_bytes.UInt16(extra) == 1)
            {
                // Those of length, stored length and place that do not fit into 32 bits, in this order.
                ulong value = extra + 4;
                if (length == uint.MaxValue) (length, value) = (_bytes.UInt64(value), value + 8);
                if (stored == uint.MaxValue) (stored, value) = (_bytes.UInt64(value), value + 8);
                if (place == uint.MaxValue) place = _bytes.UInt64(value);
            }

            extra += 4 + size;
        }

        var entry = new Entry(_bytes.UInt16(at + 10), _bytes.UInt16(at + 8), stored, length, place);
        if (!_entries.TryAdd(name, entry)) throw new InvalidDataException($"Expected every name once in {_what}, but '{name}' comes twice.");
        return at + 46 + nameLength + extraLength + _bytes.UInt16(at + 32);
    }

    private byte[] Inflate(string name, ReadOnlyMemory<byte> stored, ulong length)
    {
        if (length > (ulong)Math.Max(_left, 0)) throw new InvalidDataException($"Expected '{name}' in {_what} not to be much larger than the archive, but it would take {length} bytes.");
        _left -= (long)length;
        byte[] bytes = new byte[length];
        using var stream = new DeflateStream(new MemoryStream(stored.ToArray(), writable: false), CompressionMode.Decompress);
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length && stream.ReadByte() < 0 ? bytes : throw Damaged($"{length} bytes of '{name}'");
    }

    private sealed record Entry(int Method, int Flags, ulong Stored, ulong Length, ulong At);
}
