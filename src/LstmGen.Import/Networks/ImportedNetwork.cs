using LstmGen.Import.Containers;
using LstmGen.Import.Loading;

namespace LstmGen.Import;

/// <summary>A network as a file describes it: the attributes that declare it, its weights, and what was noticed on the way.</summary>
public sealed class ImportedNetwork
{
    /// <summary>What kind of file it was, with the version that wrote it: <c>Keras 3.3.3, .keras</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Look-back, features and the like.</summary>
    public required LstmModelAttribute Model { get; init; }

    /// <summary>The layers, top to bottom.</summary>
    public required IReadOnlyList<ImportedLayer> Layers { get; init; }

    /// <summary>The scaler inside of the file's network; null where it has none.</summary>
    public ImportedScaling? Scaling { get; init; }

    /// <summary>What LstmGen wrote of scaler and forecasts, word for word: a number has several texts.</summary>
    internal IEnumerable<(string Key, string Value)>? OwnMetadata { get; init; }

    /// <summary>What a reader of the file should know: layers that training alone has, options that were left out because they change no answer.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All tensors with the names that LstmGen's own files have: <c>lstm.kernel</c>, <c>lstm_1.bias</c>.</summary>
    public IEnumerable<ImportedTensor> Tensors()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ImportedLayer layer in Layers)
        {
            string kind = layer.Kind.ToLowerInvariant();
            int number = counts.GetValueOrDefault(kind);
            counts[kind] = number + 1;
            string name = number == 0 ? kind : $"{kind}_{number}";
            foreach (ImportedTensor tensor in layer.Tensors)
            {
                yield return tensor with { Name = $"{name}.{tensor.Name}" };
            }
        }
    }

    /// <summary>Writes the weights into a model of the same layers.</summary>
    /// <param name="model">Declared as <see cref="Layers"/> say.</param>
    /// <returns>Which weights went where.</returns>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="InvalidDataException">They do not fit.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public LoadReport FillInto(SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (float[] parameters, IReadOnlyList<LoadedLayer> layers) = Matcher.Match(model.Description, new DescribedModules(this), Format);
        if (Scaling is { } scaling) model.Load(SafeTensorsText.Write(model.Description, parameters, OwnMetadata ?? scaling.ToMetadata(Model.Scaling)));
        else model.Parameters.CopyFrom(parameters);
        return new LoadReport(Format, layers);
    }

    /// <summary>The declaration as a user would write it.</summary>
    /// <param name="className">Of the class, with its namespace.</param>
    /// <returns>A C# file.</returns>
    /// <exception cref="ArgumentException">The name is no name of a C# class.</exception>
    public string ToCSharp(string className) => DeclarationText.Write(Model, Layers.Select(layer => layer.Attribute), className);
}
