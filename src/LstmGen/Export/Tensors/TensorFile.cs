using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LstmGen.Forecasting;
using LstmGen.Persistence;
using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>A model's weights as a safetensors file in the names and layouts of another tool.</summary>
internal sealed class TensorFile
{
    private readonly byte[] _header;
    private readonly IReadOnlyList<NamedTensor> _tensors;

    private TensorFile(byte[] header, IReadOnlyList<NamedTensor> tensors) => (_header, _tensors) = (header, tensors);

    /// <param name="model">The model.</param>
    /// <param name="tool">Whose names they are.</param>
    /// <param name="whyNot">What keeps a layer out of the tool's layers; null where nothing does.</param>
    /// <param name="tensorsOf">The tensors of a layer.</param>
    /// <param name="format">As other tools say it in the metadata.</param>
    /// <exception cref="NotSupportedException">The tool has no layer for one of the model's; all of them are named.</exception>
    /// <exception cref="InvalidOperationException">A weight is not finite.</exception>
    public static TensorFile Of(SequenceModel model, string tool, Func<DeclaredLayer, string?> whyNot, Func<DeclaredLayer, LayerWeights, IEnumerable<NamedTensor>> tensorsOf, string format)
    {
        ModelDescription d = model.Description;
        ImmutableArray<DeclaredLayer> layers = model.GetDeclaredLayers();
        string[] problems = [.. from layer in layers let why = whyNot(layer) where why is not null select $"  {layer.Name}: {why}"];
        if (problems.Length > 0)
        {
            throw new NotSupportedException($"{d.Name} cannot be exported to {tool}:\n{string.Join('\n', problems)}\nSave keeps all of it.");
        }

        (float[] parameters, Scaler? scaler, ForecastLayout? layout) = model.CopyWeights();
        if (ModelFile.DescribeBadValue(d, parameters) is { } bad)
        {
            throw new InvalidOperationException($"{d.Name} is not exported. {bad}");
        }

        var weights = new ExportWeights(d, parameters);
        NamedTensor[] tensors = [.. layers.SelectMany(layer => tensorsOf(layer, new LayerWeights(layer, d, layers, weights)))];
        IEnumerable<(string, string)> metadata =
        [
            ("format", format), .. ModelMetadata.Write(d, scaler, layout).Where(entry => entry.Key is not ("format" or "format_version")),
            ("tensors", string.Join(' ', tensors.Select(tensor => tensor.Name))),
        ];
        return new TensorFile(SafeTensorsHeader.Write(metadata, Places(tensors)), tensors);
    }

    public void WriteTo(Stream stream)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)_header.Length);
        stream.Write(length);
        stream.Write(_header);
        foreach (NamedTensor tensor in _tensors)
        {
            float[] values = tensor.Values;
            if (!BitConverter.IsLittleEndian)
            {
                values = [.. values];
                TensorType.ToOrFromLittleEndian(values);
            }

            stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    private static IEnumerable<(string Name, int[] Shape, long Begin, long End)> Places(IEnumerable<NamedTensor> tensors)
    {
        long end = 0;
        foreach (NamedTensor tensor in tensors)
        {
            long begin = end;
            end += tensor.Values.Length * (long)sizeof(float);
            yield return (tensor.Name, tensor.Shape, begin, end);
        }
    }
}
