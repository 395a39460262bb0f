using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

/// <summary>Keras' layers as LstmGen's. Both keep the same layouts, so that this is naming and checking; what has no counterpart goes to the problems.</summary>
internal sealed partial class KerasMapper(KerasModel model, KerasWeights weights, Problems problems, ImportOptions options)
{
    private readonly List<ImportedLayer> _layers = [];
    private readonly List<string> _notes = [];
    private int _index;
    private Flow _flow = null!;

    private KerasLayer Current => model.Layers[_index];

    /// <exception cref="InvalidDataException">Something has no counterpart, or weights do not fit: all of it is listed.</exception>
    public ImportedNetwork Map()
    {
        if (model.Layers.Count == 0) throw new InvalidDataException("Expected layers in the Keras model, but it has none.");
        LstmModelAttribute attribute = ReadInput();
        for (_index = 0; _index < model.Layers.Count; _index++)
        {
            Add(Current, weights.Find(model.Layers, _index));
        }

        problems.Throw();
        return new() { Format = model.Format, Model = attribute, Layers = _layers, Notes = _notes };
    }

    private LstmModelAttribute ReadInput()
    {
        int[] shape = model.InputShape ?? [];
        bool reads = model.Layers[0].ClassName == "Embedding";
        if (shape.Length == 0 && reads && model.Layers[0].Config.Whole("input_length") is { } length) shape = [length];
        if (shape.Length == 0)
        {
            problems.Add("the input", "the file does not say its shape", "build the model with an Input layer, or call model.build(…), before it is saved");
            shape = [1, 1];
        }

        int steps = options.LookBack ?? (shape.Length > 0 && shape[0] > 0 ? shape[0] : options.OpenLookBack ?? -1);
        if (steps < 1)
        {
            problems.Add("the input", "its number of steps is open", "say how many a window has: LookBack on the build item, --look-back for the tool");
            steps = 1;
        }

        int[] rest = shape.Length > 1 ? shape[1..] : [];
        if (rest.Length is not (0 or 1 or 3) || Array.Exists(rest, size => size < 1) || (rest.Length == 0 && !reads))
        {
            problems.Add("the input", $"its shape is (batch, {string.Join(", ", shape.Select(size => size < 0 ? "None" : $"{size}"))})", "a model reads (batch, steps, values), (batch, steps) of token ids, or (batch, steps, height, width, channels)");
            rest = [1];
        }

        _flow = rest.Length == 3 ? new Flow(steps, rest[0] * rest[1] * rest[2], rest) : new Flow(steps, rest.Length == 0 ? 1 : rest[0], null);
        return rest.Length == 3
            ? new LstmModelAttribute { LookBack = steps, Height = rest[0], Width = rest[1], Channels = rest[2] }
            : new LstmModelAttribute { LookBack = steps, Features = _flow.Width };
    }

    private void Add(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        if (layer.IsCustom)
        {
            problems.Add(layer.Place, "a class of its own, whose code is not in the file", "replace it by layers of Keras");
            return;
        }

        if (!s_readers.TryGetValue(layer.ClassName, out Action<KerasMapper, KerasLayer, IReadOnlyList<FileTensor>>? read))
        {
            problems.Add(layer.Place, "a layer that has no counterpart", NearestTo(layer.ClassName));
            return;
        }

        read(this, layer, tensors);
    }

    private static string NearestTo(string kind) => kind switch
    {
        "Lambda" => "its code is in the file as bytes of Python, which are never run; say it by a layer, for example [Last(n)] for the last n steps",
        "Concatenate" or "Add" or "Multiply" or "Average" or "Dot" => "a model must be a chain, where each layer reads the one above; [Residual] adds what an earlier layer read",
        "Attention" or "AdditiveAttention" or "MultiHeadAttention" => "[Attention] weighs the steps of a sequence; declare it and train it here",
        "ConvLSTM2D" or "ConvLSTM1D" => "[Conv2D], [Flatten] and [Lstm] read a sequence of pictures",
        "Permute" or "Reshape" => "give the model its steps and values in that order",
        "Normalization" or "Rescaling" => "Scaling in [LstmModel], with SetScaler",
        _ => "see docs/layers.md for those that there are",
    };

    /// <summary>Adds a layer, with its tensors checked against the shapes that it must have.</summary>
    private void Put(KerasLayer layer, LayerAttribute attribute, params ImportedTensor[] tensors) => _layers.Add(new(attribute, layer.Place, tensors));

    private static ImportedTensor Take(KerasLayer layer, FileTensor tensor, string name, params int[] shape)
    {
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new InvalidDataException($"Expected {name} [{string.Join(", ", shape)}] of {layer.Place}, but '{tensor.Name}' has the shape {tensor.ShapeText}.");
        }

        return new(name, shape, tensor.ToFloats());
    }

    private static void Count(KerasLayer layer, IReadOnlyList<FileTensor> tensors, params int[] counts)
    {
        if (!counts.Contains(tensors.Count))
        {
            string found = tensors.Count == 0 ? "none" : string.Join(", ", tensors);
            throw new InvalidDataException($"Expected {string.Join(" or ", counts)} weights of {layer.Place}, but the file has {found}.");
        }
    }

    private void Note(string note)
    {
        if (!_notes.Contains(note)) _notes.Add(note);
    }

    /// <summary>What flows between two layers.</summary>
    /// <param name="Steps">Of a sequence; null for one vector.</param>
    /// <param name="Width">Values a step.</param>
    /// <param name="Frame">Height, width and channels of a picture, or null.</param>
    private sealed record Flow(int? Steps, int Width, int[]? Frame);
}
