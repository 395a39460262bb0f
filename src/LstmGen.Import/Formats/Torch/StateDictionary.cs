using LstmGen.Import.Containers.Pickle;

namespace LstmGen.Import.Formats.Torch;

/// <summary>Finds the dictionary of weights in what a file holds.</summary>
internal static class StateDictionary
{
    private const int Deepest = 4;

    /// <exception cref="InvalidDataException">There is none, or several and nothing says which.</exception>
    public static PickleDictionary Find(object? root, string? key, string what)
    {
        if (root is TorchTensor) throw new InvalidDataException($"Expected a dictionary of weights in {what}, but it is one tensor; save model.state_dict().");
        if (root is not PickleDictionary dictionary) throw new InvalidDataException($"Expected a dictionary of weights in {what}, but it is {Describe(root)}; save model.state_dict().");
        var found = new List<(string Path, PickleDictionary Dictionary)>();
        Collect(dictionary, "", 0, found);
        if (key is not null)
        {
            foreach ((string path, PickleDictionary candidate) in found)
            {
                if (path == key) return candidate;
            }

            throw new InvalidDataException($"Expected the weights under '{key}' in {what}, but found {(found.Count == 0 ? "none" : string.Join(", ", found.Select(entry => $"'{entry.Path}'")))}.");
        }

        return found switch
        {
            [] => throw new InvalidDataException($"Expected a dictionary of weights in {what}, but found {Describe(root)} without one."),
            [var only] => only.Dictionary,
            _ => throw new InvalidDataException($"Expected one dictionary of weights in {what}, but found {string.Join(", ", found.Select(entry => $"'{entry.Path}'"))}; name one of them as Key in ImportOptions."),
        };
    }

    public static string Describe(object? value) => value switch
    {
        null => "nothing",
        PickleDictionary dictionary => dictionary.Items.Count == 0 ? "an empty dictionary" : $"a dictionary with {string.Join(", ", dictionary.Items.Take(6).Select(item => $"'{item.Key}'"))}",
        List<object?> list => $"a list of {list.Count}",
        PickleTuple tuple => $"a tuple of {tuple.Items.Length}",
        string => "text",
        TorchTensor => "a tensor",
        PickleOpaque opaque => opaque.Name,
        _ => $"a {value.GetType().Name}",
    };

    /// <summary>A dictionary of weights has tensors by names; that of an optimizer has them by numbers, below names of its own.</summary>
    private static void Collect(PickleDictionary dictionary, string path, int depth, List<(string Path, PickleDictionary Dictionary)> found)
    {
        if (dictionary.Items.Count > 0 && dictionary.Items.Exists(item => item is { Key: string, Value: TorchTensor })
            && dictionary.Items.TrueForAll(item => item.Key is string && item.Value is TorchTensor or null or PickleDictionary { Items.Count: 0 } or PickleOpaque))
        {
            found.Add((path, dictionary));
            return;
        }

        if (depth == Deepest) return;
        foreach ((object? key, object? value) in dictionary.Items)
        {
            if (key is string name && value is PickleDictionary inner && !name.Contains("optim", StringComparison.OrdinalIgnoreCase) && name is not "state")
            {
                Collect(inner, path.Length == 0 ? name : $"{path}.{name}", depth + 1, found);
            }
        }
    }
}
