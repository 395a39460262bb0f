using System.IO.Compression;

namespace LstmGen.Import.Containers;

/// <summary>The files in a zip archive, by name, with slashes whichever system wrote it. What they take together is bounded by the archive's own length.</summary>
internal sealed class ZipEntries : IDisposable
{
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly MemoryStream _stream;
    private readonly ZipArchive _archive;
    private readonly string _what;
    private long _left;

    /// <exception cref="InvalidDataException">It is no zip archive, or damaged.</exception>
    public ZipEntries(ReadOnlyMemory<byte> memory, string what)
    {
        // Weights hardly get smaller by compression, and Python's tools store them as they are: what becomes much larger is no model.
        (_what, _left) = (what, (2L * memory.Length) + (1 << 20));
        _stream = new MemoryStream(memory.ToArray(), writable: false);
        try
        {
            _archive = new ZipArchive(_stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in _archive.Entries)
            {
                if (!_entries.TryAdd(entry.FullName.Replace('\\', '/'), entry)) throw new InvalidDataException($"Expected every name once in {what}, but '{entry.FullName}' comes twice.");
            }
        }
        catch (Exception damage) when (damage is ArgumentException or IOException or OverflowException or NotSupportedException)
        {
            throw new InvalidDataException($"Expected a zip archive in {what}, but it is damaged: {damage.Message}");
        }
    }

    /// <summary>What a zip archive begins with.</summary>
    public static ReadOnlySpan<byte> Signature => "PK\x03\x04"u8;

    public IEnumerable<string> Names => _entries.Keys;

    public bool Contains(string name) => _entries.ContainsKey(name);

    public byte[] Read(string name)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry)) throw new InvalidDataException($"Expected '{name}' in {_what}, but it holds {Some(Names)}.");
        try
        {
            long length = entry.Length;
            if (length > _left) throw new InvalidDataException($"Expected '{name}' in {_what} not to be much larger than the archive, but it would take {length} bytes.");
            _left -= length;
            byte[] bytes = new byte[length];
            using Stream stream = entry.Open();
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length || stream.ReadByte() >= 0) throw new InvalidDataException($"Expected {length} bytes of '{name}' in {_what}, but got {(read < bytes.Length ? read : "more")}.");
            return bytes;
        }
        catch (Exception damage) when (damage is ArgumentException or IOException or OverflowException or NotSupportedException)
        {
            throw new InvalidDataException($"Expected '{name}' in {_what}, but the archive is damaged: {damage.Message}");
        }
    }

    public void Dispose()
    {
        _archive.Dispose();
        _stream.Dispose();
    }

    private static string Some(IEnumerable<string> names)
    {
        const int Shown = 8;
        string[] all = [.. names];
        return all.Length == 0 ? "nothing" : string.Join(", ", all.Take(Shown).Select(name => $"'{name}'")) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
    }
}
