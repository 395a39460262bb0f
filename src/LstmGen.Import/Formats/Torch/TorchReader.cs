using System.Globalization;
using System.Text;
using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Pickle;

namespace LstmGen.Import.Formats.Torch;

/// <summary>State dictionaries of PyTorch: zip archives since 1.6, and the pickles with raw storages before it, alone or inside a checkpoint.</summary>
internal static class TorchReader
{
    /// <summary>The number that older files begin with, as a pickle.</summary>
    private static ReadOnlySpan<byte> LegacyMagic => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E];

    /// <summary>Whether a zip archive is one of PyTorch.</summary>
    public static bool IsTorch(ZipEntries entries) => FindPickle(entries) is not null;

    /// <summary>The tensors of a state dictionary, in its order, which is that in which the modules were made.</summary>
    public static List<FileTensor> ReadArchive(ZipEntries entries, ImportOptions options, string what)
    {
        string pickle = FindPickle(entries)!;
        string folder = pickle[..^"data.pkl".Length];
        if (entries.Contains(folder + "constants.pkl") || entries.Names.Any(name => name.StartsWith(folder + "code/", StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"Expected weights alone in {what}, but it is a TorchScript program, whose code is never run; save the weights alone: torch.save(model.state_dict(), path).");
        }

        if (entries.Contains(folder + "byteorder") && Encoding.ASCII.GetString(entries.Read(folder + "byteorder").Span).Trim() is "big")
        {
            throw new InvalidDataException($"Expected little-endian values in {what}, but they are big-endian; save the file on another machine.");
        }

        var unpickler = new Unpickler(entries.Read(pickle), $"data.pkl of {what}");
        object? root = unpickler.Read();
        foreach (TorchStorage storage in unpickler.Storages.Values)
        {
            ReadOnlyMemory<byte> bytes = entries.Read($"{folder}data/{storage.Key}");
            if (storage.Count * ElementTypes.SizeOf(storage.Type) > bytes.Length)
            {
                throw new InvalidDataException($"Expected {storage.Count} values of {storage.Type} in the storage '{storage.Key}' of {what}, but it has {bytes.Length} bytes.");
            }

            storage.Bytes = bytes;
        }

        return Tensors(StateDictionary.Find(root, options.Key, what), what);
    }

    public static List<FileTensor> ReadPickle(ReadOnlyMemory<byte> bytes, ImportOptions options, string what)
    {
        if (!bytes.Span.StartsWith(LegacyMagic))
        {
            // The pickle of something else: what it names is what is wrong with it.
            object? other = new Unpickler(bytes, what).Read();
            throw new InvalidDataException($"Expected tensors of PyTorch in {what}, but it is a pickle of {StateDictionary.Describe(other)}; save the weights by torch.save(model.state_dict(), path).");
        }

        var unpickler = new Unpickler(bytes, what);
        unpickler.Read(); // the magic number
        unpickler.Read(); // the version
        if (unpickler.Read() is PickleDictionary system && system.Find("little_endian") is false)
        {
            throw new InvalidDataException($"Expected little-endian values in {what}, but they are big-endian; save the file on another machine.");
        }

        object? root = unpickler.Read();
        if (unpickler.Read() is not List<object?> keys) throw new InvalidDataException($"Expected the list of storages in {what}, but it is not there: the file is damaged.");
        var file = new FileBytes(bytes, what);
        ulong at = (ulong)unpickler.Position;
        foreach (object? key in keys)
        {
            if (key is not string name || !unpickler.Storages.TryGetValue(name, out TorchStorage? storage)) throw new InvalidDataException($"Expected only storages that tensors of {what} use: the file is damaged.");
            ulong count = file.UInt64(at);
            if (count > (ulong)file.Length || (long)count < storage.Count) throw new InvalidDataException($"Expected {storage.Count} values in the storage '{name}' of {what}, but it has {count}.");
            ulong length = count * (ulong)ElementTypes.SizeOf(storage.Type);
            storage.Bytes = file.Slice(at + 8, length);
            at += 8 + length;
        }

        return Tensors(StateDictionary.Find(root, options.Key, what), what);
    }

    private static string? FindPickle(ZipEntries entries) =>
        entries.Names.Where(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal)).OrderBy(name => name.Length).FirstOrDefault();

    private static List<FileTensor> Tensors(PickleDictionary dictionary, string what)
    {
        var tensors = new List<FileTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((object? key, object? value) in dictionary.Items)
        {
            if (key is not string name || value is not TorchTensor tensor) continue;
            if (!names.Add(name)) throw new InvalidDataException($"Expected every name once in {what}, but '{name}' comes twice.");
            tensors.Add(Tensor(name, tensor, what));
        }

        return tensors;
    }

    private static FileTensor Tensor(string name, TorchTensor tensor, string what)
    {
        ReadOnlyMemory<byte> bytes = tensor.Storage.Bytes ?? throw new InvalidDataException($"Expected the storage '{tensor.Storage.Key}' of '{name}' in {what}, but it is not there.");
        int size = ElementTypes.SizeOf(tensor.Storage.Type);
        if (tensor.Offset > bytes.Length / size) throw new InvalidDataException($"Expected '{name}' of {what} within its storage, but it begins at value {tensor.Offset.ToString(CultureInfo.InvariantCulture)}.");
        int[] shape = Array.ConvertAll(tensor.Shape, value => (int)value);
        ReadOnlyMemory<byte> rest = bytes[(int)(tensor.Offset * size)..];
        long count = 1;
        bool contiguous = true;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            contiguous &= shape[i] == 1 || tensor.Strides[i] == count;
            count *= shape[i];
            if (count > int.MaxValue) throw new InvalidDataException($"Expected at most {int.MaxValue} values in '{name}' of {what}, but got more.");
        }

        if (!contiguous) return new FileTensor(name, shape, tensor.Storage.Type, rest, tensor.Strides);
        if (count * size > rest.Length) throw new InvalidDataException($"Expected {count} values of '{name}' in {what}, but its storage has {rest.Length / size} left.");
        return new FileTensor(name, shape, tensor.Storage.Type, rest[..(int)(count * size)]);
    }
}
