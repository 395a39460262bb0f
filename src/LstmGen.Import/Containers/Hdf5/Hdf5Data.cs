using System.IO.Compression;

namespace LstmGen.Import.Containers.Hdf5;

/// <summary>The bytes of a dataset, wherever they lie: in its header, in one piece, or in chunks that may be compressed.</summary>
internal sealed class Hdf5Data
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;

    private readonly Hdf5File _file;
    private readonly FileBytes _bytes;
    private readonly string _path;
    private readonly int _size;
    private readonly int[] _shape;
    private readonly long _length;
    private readonly HashSet<ulong> _seen = [];

    public Hdf5Data(Hdf5File file, string path, int size, int[] shape)
    {
        (_file, _bytes, _path, _size, _shape) = (file, file.Bytes, path, size, shape);
        UInt128 length = (uint)size;
        foreach (int dimension in shape)
        {
            length *= (uint)dimension;
            if (length > int.MaxValue) throw new InvalidDataException($"Expected at most {int.MaxValue} bytes in {path}, but its shape is [{string.Join(", ", shape)}].");
        }

        _length = (long)length;
    }

    public ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> layout, ReadOnlyMemory<byte>? filters)
    {
        var body = new FileBytes(layout, $"the layout of {_path}");
        int version = body.Byte(0);
        return version switch
        {
            1 or 2 => ReadOlder(body, filters),
            3 or 4 => body.Byte(1) switch
            {
                0 => Exactly(body.Slice(4, body.UInt16(2))),
                1 => Contiguous(body.Number(2, _file.OffsetSize)),
                2 when version == 3 => Chunked(body.Number(3, _file.OffsetSize), Dimensions(body, 3 + (ulong)_file.OffsetSize, body.Byte(2)), filters),
                2 => throw new InvalidDataException($"Expected the chunks of {_path} in the format of HDF5 1.8, but they are in a newer one; write the file without libver='latest'."),
                _ => throw new InvalidDataException($"Expected {_path} in one piece or in chunks, but its layout is {body.Byte(1)}, which is not read."),
            },
            _ => throw new InvalidDataException($"Expected a layout of version 1 to 4 of {_path}, but got version {version}."),
        };
    }

    private ReadOnlyMemory<byte> ReadOlder(FileBytes body, ReadOnlyMemory<byte>? filters)
    {
        int rank = body.Byte(1);
        ulong address = body.Number(8, _file.OffsetSize);
        return body.Byte(2) switch
        {
            1 => Contiguous(address),
            2 => Chunked(address, Dimensions(body, 8 + (ulong)_file.OffsetSize, rank), filters),
            _ => Exactly(body.Slice(12 + ((ulong)rank * 4), body.UInt32(8 + ((ulong)rank * 4)))),
        };
    }

    private static int[] Dimensions(FileBytes body, ulong at, int rank)
    {
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            uint size = body.UInt32(at + ((ulong)i * 4));
            dimensions[i] = size is > 0 and <= int.MaxValue ? (int)size : throw new InvalidDataException($"Expected chunks of at least one value, but got {size}.");
        }

        return dimensions;
    }

    private ReadOnlyMemory<byte> Exactly(ReadOnlyMemory<byte> data) =>
        data.Length >= _length ? data[..(int)_length] : throw new InvalidDataException($"Expected {_length} bytes in {_path}, but got {data.Length}.");

    /// <summary>Data that were never written are zeros.</summary>
    private ReadOnlyMemory<byte> Contiguous(ulong address) => _length == 0 ? default
        : _file.IsNone(address) ? NeverWritten()
        : _bytes.Slice(_file.Absolute(address), (ulong)_length);

    private byte[] NeverWritten() => _length <= _bytes.Length
        ? new byte[_length]
        : throw new InvalidDataException($"Expected the {_length} bytes of {_path}, but none of them were written.");

    private byte[] Chunked(ulong address, int[] chunk, ReadOnlyMemory<byte>? filters)
    {
        if (chunk.Length != _shape.Length + 1 || chunk[^1] != _size)
        {
            throw new InvalidDataException($"Expected chunks of {_shape.Length} dimensions and {_size} bytes a value in {_path}, but got [{string.Join(", ", chunk)}].");
        }

        long chunkLength = 1;
        foreach (int dimension in chunk)
        {
            chunkLength *= dimension;
            if (chunkLength > Math.Max(_bytes.Length * 2L, 1 << 20)) throw new InvalidDataException($"Expected chunks of {_path} that fit to its file, but got [{string.Join(", ", chunk)}].");
        }

        // What deflate makes much smaller is no weights.
        if (_length > Math.Max(_bytes.Length * 2L, 1 << 20)) throw new InvalidDataException($"Expected {_path} to be at most twice as large as its file, but it has {_length} bytes.");
        if (_file.IsNone(address)) return NeverWritten();
        byte[] data = new byte[_length];
        byte[] buffer = new byte[chunkLength];
        ReadNode(_file.Absolute(address), chunk, buffer, data, ReadFilters(filters));
        return data;
    }

    private int[] ReadFilters(ReadOnlyMemory<byte>? message)
    {
        if (message is not { } bytes) return [];
        var body = new FileBytes(bytes, $"the filters of {_path}");
        int version = body.Byte(0);
        int[] filters = new int[body.Byte(1)];
        ulong at = version == 1 ? 8UL : 2;
        for (int i = 0; i < filters.Length; i++)
        {
            filters[i] = body.UInt16(at);
            if (filters[i] is not (Deflate or Shuffle or Checksum))
            {
                throw new InvalidDataException($"Expected {_path} compressed by gzip or not at all, but it uses HDF5's filter {filters[i]}; write it with compression='gzip'.");
            }

            ulong name = version == 1 ? (body.UInt16(at + 2) + 7UL) & ~7UL : 0;
            ulong values = body.UInt16(at + (version == 1 ? 6UL : 4));
            at += (version == 1 ? 8UL : 6) + name + (values * 4) + (version == 1 && (values & 1) != 0 ? 4UL : 0);
        }

        return filters;
    }

    private void ReadNode(ulong at, int[] chunk, byte[] buffer, byte[] data, int[] filters)
    {
        if (!_seen.Add(at) || !_bytes.StartsWith(at, "TREE"u8) || _bytes.Byte(at + 4) != 1)
        {
            throw new InvalidDataException($"Expected the tree of chunks of {_path} at {at} of the HDF5 file, but got something else: it is damaged.");
        }

        int level = _bytes.Byte(at + 5);
        ulong size = (ulong)_file.OffsetSize;
        ulong keyLength = 8 + ((ulong)chunk.Length * 8);
        ulong entry = at + 8 + (2 * size);
        for (int i = 0, count = _bytes.UInt16(at + 6); i < count; i++, entry += keyLength + size)
        {
            ulong child = _file.Address(entry + keyLength);
            if (level > 0)
            {
                ReadNode(child, chunk, buffer, data, filters);
                continue;
            }

            if (!_seen.Add(child)) throw new InvalidDataException($"Expected every chunk of {_path} once, but the one at {child} comes again: the HDF5 file is damaged.");
            ReadOnlyMemory<byte> stored = _bytes.Slice(child, _bytes.UInt32(entry));
            Unfilter(stored, _bytes.UInt32(entry + 4), filters, buffer);
            Place(entry + 8, chunk, buffer, data);
        }
    }

    /// <summary>Undoes the filters, last first. A set bit of the mask says that a filter was left out.</summary>
    private void Unfilter(ReadOnlyMemory<byte> stored, uint mask, int[] filters, byte[] buffer)
    {
        ReadOnlyMemory<byte> data = stored;
        for (int i = filters.Length - 1; i >= 0; i--)
        {
            if (i < 32 && (mask >> i & 1) != 0) continue;
            data = filters[i] switch
            {
                Checksum => data.Length >= 4 ? data[..^4] : throw new InvalidDataException($"Expected a checksum behind a chunk of {_path}, but it has {data.Length} bytes."),
                Deflate => Inflate(data, buffer.Length),
                _ => Unshuffle(data),
            };
        }

        if (data.Length != buffer.Length) throw new InvalidDataException($"Expected chunks of {buffer.Length} bytes in {_path}, but got {data.Length}.");
        data.CopyTo(buffer);
    }

    private byte[] Inflate(ReadOnlyMemory<byte> data, int length)
    {
        byte[] result = new byte[length];
        using var source = new MemoryStream(data.ToArray(), writable: false);
        using var inflate = new ZLibStream(source, CompressionMode.Decompress);
        int read = inflate.ReadAtLeast(result, length, throwOnEndOfStream: false);
        return read == length ? result : throw new InvalidDataException($"Expected {length} bytes in a compressed chunk of {_path}, but got {read}.");
    }

    /// <summary>The first bytes of all values came first, then their second bytes.</summary>
    private byte[] Unshuffle(ReadOnlyMemory<byte> data)
    {
        byte[] result = new byte[data.Length];
        ReadOnlySpan<byte> from = data.Span;
        int values = from.Length / _size;
        for (int part = 0; part < _size; part++)
        {
            for (int i = 0; i < values; i++)
            {
                result[(i * _size) + part] = from[(part * values) + i];
            }
        }

        from[(values * _size)..].CopyTo(result.AsSpan(values * _size));
        return result;
    }

    private void Place(ulong key, int[] chunk, byte[] buffer, byte[] data)
    {
        int rank = _shape.Length;
        int[] first = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            ulong offset = _bytes.UInt64(key + ((ulong)i * 8));
            if (offset > (ulong)_shape[i]) throw new InvalidDataException($"Expected the chunks of {_path} within its shape, but one begins at {offset} of {_shape[i]}: the HDF5 file is damaged.");
            first[i] = (int)offset;
        }

        PlaceFrom(0, 0, 0);

        void PlaceFrom(int dimension, long from, long to)
        {
            if (dimension == rank)
            {
                buffer.AsSpan((int)(from * _size), _size).CopyTo(data.AsSpan((int)(to * _size)));
                return;
            }

            int count = Math.Min(chunk[dimension], _shape[dimension] - first[dimension]);
            for (int i = 0; i < count; i++)
            {
                PlaceFrom(dimension + 1, (from * chunk[dimension]) + i, (to * _shape[dimension]) + first[dimension] + i);
            }
        }
    }
}
