namespace LstmGen.Import.Containers.Pickle;

/// <summary>What a pickle of tensors may name, and what becomes of it.</summary>
internal static class KnownGlobals
{
    private static readonly Dictionary<string, ElementType> s_storages = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = ElementType.Float32,
        ["torch.DoubleStorage"] = ElementType.Float64,
        ["torch.HalfStorage"] = ElementType.Float16,
        ["torch.BFloat16Storage"] = ElementType.BFloat16,
        ["torch.LongStorage"] = ElementType.Int64,
        ["torch.IntStorage"] = ElementType.Int32,
        ["torch.ShortStorage"] = ElementType.Int16,
        ["torch.CharStorage"] = ElementType.Int8,
        ["torch.ByteStorage"] = ElementType.UInt8,
        ["torch.BoolStorage"] = ElementType.Boolean,
        ["torch.cuda.FloatStorage"] = ElementType.Float32,
        ["torch.cuda.DoubleStorage"] = ElementType.Float64,
        ["torch.cuda.HalfStorage"] = ElementType.Float16,
        ["torch.cuda.LongStorage"] = ElementType.Int64,
    };

    private static readonly HashSet<string> s_dictionaries = new(StringComparer.Ordinal)
    {
        "collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict",
    };

    // Values beside the weights in checkpoints: devices, number types, the best loss as a number of numpy. They are known, and of no use.
    private static readonly HashSet<string> s_opaque = new(StringComparer.Ordinal)
    {
        "torch.device", "torch.Size", "torch.float32", "torch.float64", "torch.float16", "torch.bfloat16", "torch.int64", "torch.int32", "torch.int16", "torch.int8", "torch.uint8",
        "torch.bool", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.dtype", "_codecs.encode", "builtins.set", "__builtin__.set", "builtins.list", "__builtin__.list",
        "datetime.datetime", "pathlib.PosixPath", "pathlib.WindowsPath",
    };

    public static bool IsKnown(string name) =>
        s_storages.ContainsKey(name) || s_dictionaries.Contains(name) || s_opaque.Contains(name)
        || name is "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor" or "torch._utils._rebuild_parameter";

    public static ElementType? ElementOf(string storage) => s_storages.TryGetValue(storage, out ElementType type) ? type : null;

    /// <summary>The plain value that a name with its arguments stands for; null where the arguments are not those it takes.</summary>
    public static object? Make(string name, object?[] arguments)
    {
        if (s_dictionaries.Contains(name)) return Dictionary(arguments);
        if (s_opaque.Contains(name)) return new PickleOpaque(name);
        return (name, arguments) switch
        {
            ("torch._utils._rebuild_parameter", [TorchTensor tensor, ..]) => tensor,
            ("torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor", [TorchStorage storage, long offset, PickleTuple shape, PickleTuple strides, ..])
                when offset >= 0 && Numbers(shape) is { } sizes && Numbers(strides) is { } steps && sizes.Length == steps.Length => new TorchTensor(storage, offset, sizes, steps),
            _ => null,
        };
    }

    private static PickleDictionary Dictionary(object?[] arguments)
    {
        var dictionary = new PickleDictionary();
        foreach (object? argument in arguments)
        {
            foreach (object? pair in argument as List<object?> ?? [])
            {
                if (pair is PickleTuple { Items: [var key, var value] }) dictionary.Items.Add(new(key, value));
                else if (pair is List<object?> and [var listKey, var listValue]) dictionary.Items.Add(new(listKey, listValue));
            }
        }

        return dictionary;
    }

    private static long[]? Numbers(PickleTuple tuple)
    {
        long[] numbers = new long[tuple.Items.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (tuple.Items[i] is not (long and >= 0 and <= int.MaxValue)) return null;
            numbers[i] = (long)tuple.Items[i]!;
        }

        return numbers;
    }
}
