using System.Text;

namespace LstmGen.Import.Containers.Hdf5;

/// <summary>A group or a dataset, with its attributes.</summary>
internal sealed class Hdf5Object
{
    private const int Dataspace = 0x01;
    private const int LinkInfo = 0x02;
    private const int Datatype = 0x03;
    private const int Link = 0x06;
    private const int Layout = 0x08;
    private const int Filters = 0x0B;
    private const int AttributeMessage = 0x0C;
    private const int SymbolTable = 0x11;
    private const int AttributeInfo = 0x15;

    private readonly Hdf5File _file;
    private readonly List<Hdf5Message> _messages;
    private SortedDictionary<string, ulong>? _children;

    public Hdf5Object(Hdf5File file, string path, List<Hdf5Message> messages) => (_file, Path, _messages) = (file, path, messages);

    public string Path { get; }

    public bool IsDataset => _messages.Exists(message => message.Type == Layout);

    /// <summary>Names of what a group holds, sorted by their bytes, as HDF5 lists them.</summary>
    public IReadOnlyCollection<string> Names => Children.Keys;

    private SortedDictionary<string, ulong> Children => _children ??= ReadChildren();

    /// <summary>A child by its path from here, or null.</summary>
    public Hdf5Object? Find(string path)
    {
        Hdf5Object found = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found.IsDataset || !found.Children.TryGetValue(name, out ulong address)) return null;
            found = _file.ReadObject(address, found.Path.TrimEnd('/') + "/" + name);
        }

        return found;
    }

    /// <summary>Every dataset below, by its path from the root, in the order of names.</summary>
    public IEnumerable<Hdf5Object> Datasets() => Datasets([], 0);

    /// <summary>The strings of an attribute, one for a scalar; null where there is no such attribute.</summary>
    public string[]? Strings(string attribute)
    {
        if (FindAttribute(attribute) is not { } found) return null;
        (Hdf5Type type, long[] shape, ReadOnlyMemory<byte> data) = found;
        long count = Count(shape, attribute);

        // An empty list has no texts that would say its type.
        if (count == 0) return [];
        if (!type.IsFixedString && !type.IsVariableString) throw new InvalidDataException($"Expected text in the attribute '{attribute}' of {Path}, but got {type}.");
        long size = type.IsFixedString ? type.Size : 8 + _file.OffsetSize;
        if (size == 0 || count > data.Length / size) throw new InvalidDataException($"Expected {count} texts in the attribute '{attribute}' of {Path}, but got {data.Length} bytes.");
        string[] texts = new string[count];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlyMemory<byte> part = data.Slice((int)(i * size), (int)size);
            ReadOnlySpan<byte> text = (type.IsFixedString ? part : _file.HeapObject(part)).Span;
            int end = text.IndexOf((byte)0);
            texts[i] = Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
        }

        return texts;
    }

    /// <summary>The text of an attribute, or null where there is none.</summary>
    public string? Text(string attribute) => Strings(attribute) is [var text] ? text : null;

    /// <summary>A dataset as a tensor.</summary>
    /// <exception cref="InvalidDataException">It is none, or written in a way that is not read.</exception>
    public FileTensor ReadTensor()
    {
        (Hdf5Type type, int[] shape) = Description();
        if (type.Element is not { } element) throw new InvalidDataException($"Expected numbers in {Path}, but got {type}.");
        ReadOnlyMemory<byte> data = new Hdf5Data(_file, Path, (int)type.Size, shape).Read(Body(Layout), FindBody(Filters));
        return new FileTensor(Path.TrimStart('/'), shape, element, data, null, type.BigEndian);
    }

    /// <summary>Whether a dataset holds numbers, which a tensor can be made of.</summary>
    public bool HoldsNumbers => Description().Type.Element is not null;

    private (Hdf5Type Type, int[] Shape) Description()
    {
        var type = Hdf5Type.Read(new FileBytes(Body(Datatype), $"the type of {Path}"), 0);
        long[] shape = ReadShape(Body(Dataspace), Path);
        return (type, Array.ConvertAll(shape, value => value <= int.MaxValue ? (int)value : throw new InvalidDataException($"Expected dimensions below 2³¹ in {Path}, but got {value}.")));
    }

    private (Hdf5Type Type, long[] Shape, ReadOnlyMemory<byte> Data)? FindAttribute(string name)
    {
        foreach (Hdf5Message message in _messages)
        {
            if (message.Type == AttributeMessage && ReadAttribute(message, name) is { } found) return found;
        }

        Hdf5Message? info = _messages.Find(message => message.Type == AttributeInfo);
        if (info is not null)
        {
            var bytes = new FileBytes(info.Body, "the attributes");
            ulong at = 2 + ((bytes.Byte(1) & 1) != 0 ? 2UL : 0);
            if (!_file.IsNone(bytes.Number(at, _file.OffsetSize)))
            {
                throw new InvalidDataException(
                    $"Expected the attributes of {Path} in its header, but they lie in a heap, as HDF5's newest format has them; write the file without libver='latest' and without track_order.");
            }
        }

        return null;
    }

    private (Hdf5Type Type, long[] Shape, ReadOnlyMemory<byte> Data)? ReadAttribute(Hdf5Message message, string wanted)
    {
        var body = new FileBytes(message.Body, $"an attribute of {Path}");
        int version = body.Byte(0);
        if (version is < 1 or > 3) throw new InvalidDataException($"Expected an attribute of version 1 to 3 in {Path}, but got version {version}.");
        ulong nameSize = body.UInt16(2);
        ulong typeSize = body.UInt16(4);
        ulong spaceSize = body.UInt16(6);
        ulong at = version == 3 ? 9UL : 8;
        ulong Padded(ulong size) => version == 1 ? (size + 7) & ~7UL : size;
        ReadOnlySpan<byte> name = body.Slice(at, nameSize).Span;
        int end = name.IndexOf((byte)0);
        if (Encoding.UTF8.GetString(end < 0 ? name : name[..end]) != wanted) return null;
        if (message.IsShared || (version > 1 && (body.Byte(1) & 3) != 0))
        {
            throw new InvalidDataException($"Expected the attribute '{wanted}' of {Path} to have a type of its own, but it shares one, which is not read.");
        }

        at += Padded(nameSize);
        var type = Hdf5Type.Read(new FileBytes(body.Slice(at, typeSize), "a type"), 0);
        at += Padded(typeSize);
        long[] shape = ReadShape(body.Slice(at, spaceSize), wanted);
        at += Padded(spaceSize);
        return (type, shape, body.Slice(at, (ulong)body.Length - at));
    }

    private long[] ReadShape(ReadOnlyMemory<byte> message, string of)
    {
        var body = new FileBytes(message, $"the shape of {of}");
        int version = body.Byte(0);
        int rank = body.Byte(1);
        if (version is not (1 or 2) || rank > 32) throw new InvalidDataException($"Expected the shape of {of} in version 1 or 2 with at most 32 dimensions, but got version {version} and {rank}.");
        if (version == 2 && body.Byte(3) == 2) return [0];
        ulong at = version == 1 ? 8UL : 4;
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            ulong size = body.Number(at + ((ulong)i * (ulong)_file.LengthSize), _file.LengthSize);
            shape[i] = size <= int.MaxValue ? (long)size : throw new InvalidDataException($"Expected dimensions below 2³¹ for {of}, but got {size}.");
        }

        return shape;
    }

    private static long Count(long[] shape, string of)
    {
        long count = 1;
        foreach (long size in shape)
        {
            count *= size;
            if (count > 1_000_000) throw new InvalidDataException($"Expected at most a million values in '{of}', but got more.");
        }

        return count;
    }

    private ReadOnlyMemory<byte> Body(int type) => FindBody(type) ?? throw new InvalidDataException($"Expected a dataset at {Path} of the HDF5 file, but its header is not complete.");

    private ReadOnlyMemory<byte>? FindBody(int type)
    {
        Hdf5Message? message = _messages.Find(message => message.Type == type);
        if (message is { IsShared: true }) throw new InvalidDataException($"Expected {Path} to have a header of its own, but it shares a part of it (a named type), which is not read.");
        return message?.Body;
    }

    private SortedDictionary<string, ulong> ReadChildren()
    {
        var children = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach (Hdf5Message message in _messages)
        {
            switch (message.Type)
            {
                case SymbolTable:
                    new Hdf5SymbolTable(_file, children).Read(message.Body);
                    break;
                case Link:
                    ReadLink(message.Body, children);
                    break;
                case LinkInfo:
                    RefuseHeap(message.Body);
                    break;
            }
        }

        return children;
    }

    private void ReadLink(ReadOnlyMemory<byte> message, SortedDictionary<string, ulong> children)
    {
        var body = new FileBytes(message, $"a link of {Path}");
        byte flags = body.Byte(1);
        ulong at = 2;
        int kind = (flags & 8) != 0 ? body.Byte(at++) : 0;
        at += ((flags & 4) != 0 ? 8UL : 0) + ((flags & 0x10) != 0 ? 1UL : 0);
        int size = 1 << (flags & 3);
        ulong length = body.Number(at, size);
        at += (ulong)size;
        string name = Encoding.UTF8.GetString(body.Slice(at, length).Span);
        if (kind == 0) Add(children, name, _file.Absolute(body.Number(at + length, _file.OffsetSize)));
    }

    /// <summary>A child of a group, of which there is one of each name.</summary>
    internal static void Add(SortedDictionary<string, ulong> children, string name, ulong address)
    {
        if (!children.TryAdd(name, address)) throw new InvalidDataException($"Expected every name once in a group of the HDF5 file, but '{name}' comes twice.");
    }

    private void RefuseHeap(ReadOnlyMemory<byte> message)
    {
        var body = new FileBytes(message, $"the links of {Path}");
        ulong at = 2 + ((body.Byte(1) & 1) != 0 ? 8UL : 0);
        if (!_file.IsNone(body.Number(at, _file.OffsetSize)))
        {
            throw new InvalidDataException(
                $"Expected what {Path} holds in its header, but it lies in a heap, as HDF5's newest format has it; write the file without libver='latest' and without track_order.");
        }
    }

    private IEnumerable<Hdf5Object> Datasets(HashSet<ulong> above, int depth)
    {
        const int Deepest = 64;
        if (depth > Deepest) throw new InvalidDataException($"Expected groups at most {Deepest} deep in the HDF5 file, but got more at {Path}.");
        foreach ((string name, ulong address) in Children)
        {
            if (!above.Add(address)) throw new InvalidDataException($"Expected groups without a circle, but {Path} holds one that holds it: the HDF5 file is damaged.");
            Hdf5Object child = _file.ReadObject(address, Path.TrimEnd('/') + "/" + name);
            if (child.IsDataset)
            {
                yield return child;
            }
            else
            {
                foreach (Hdf5Object dataset in child.Datasets(above, depth + 1))
                {
                    yield return dataset;
                }
            }

            above.Remove(address);
        }
    }
}
