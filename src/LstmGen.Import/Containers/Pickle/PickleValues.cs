namespace LstmGen.Import.Containers.Pickle;

/// <summary>A dictionary in the order in which it was filled.</summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    public object? Find(string key) => Items.FindLast(item => item.Key is string name && name == key).Value;
}

/// <summary>A tuple.</summary>
/// <param name="Items">In order.</param>
internal sealed record PickleTuple(object?[] Items);

/// <summary>Something that a pickle names: a function or a class. Nothing is ever looked up or called.</summary>
/// <param name="Name">With its module.</param>
internal sealed record PickleGlobal(string Name);

/// <summary>A value that is known and of no use here, such as a number type or a device.</summary>
/// <param name="Name">What made it.</param>
internal sealed record PickleOpaque(string Name);

/// <summary>The memory behind tensors.</summary>
internal sealed class TorchStorage(string key, ElementType type, long count)
{
    public string Key => key;

    public ElementType Type => type;

    public long Count => count;

    /// <summary>Set once it has been found.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; set; }
}

/// <summary>A tensor: a view into a storage.</summary>
/// <param name="Storage">Where its values lie.</param>
/// <param name="Offset">Of its first value, in values.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Strides">In values.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides);
