using LstmGen.Import;
using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;
using LstmGen.Import.Formats;
using LstmGen.Import.Formats.Keras;
using LstmGen.Import.Formats.Torch;
using LstmGen.Import.Loading;

namespace LstmGen;

/// <summary>
/// Weights of other libraries' files into a declared class. Layers are matched by their shapes, in the file's order; what does not fit changes nothing and is said in the
/// file's names and ours. The scaler stays as it is.
/// </summary>
public static class ModelLoading
{
    /// <summary>Loads a Keras file: <c>.keras</c>, <c>.h5</c> with a model or with weights alone, or safetensors in Keras' names and layouts.</summary>
    /// <param name="model">The declared model.</param>
    /// <param name="path">Of the file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>Which weights went where.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, no such file, or it does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public static LoadReport LoadKeras(this SequenceModel model, string path, ImportOptions? options = null) => Load(model, path, options, ReadKeras);

    /// <inheritdoc cref="LoadKeras(SequenceModel, string, ImportOptions)"/>
    /// <param name="model">The declared model.</param>
    /// <param name="stream">The whole file, from where it stands; stays open.</param>
    /// <param name="options">What the file does not say.</param>
    public static LoadReport LoadKeras(this SequenceModel model, Stream stream, ImportOptions? options = null) => Load(model, stream, options, ReadKeras);

    /// <summary>
    /// Loads a PyTorch file: a state dictionary, alone or in a checkpoint, in zip or in the older format, or safetensors in PyTorch's names. Its pickle is read by a
    /// reader that knows tensors and plain values alone; nothing of it is ever run.
    /// </summary>
    /// <inheritdoc cref="LoadKeras(SequenceModel, string, ImportOptions)"/>
    public static LoadReport LoadTorch(this SequenceModel model, string path, ImportOptions? options = null) => Load(model, path, options, ReadTorch);

    /// <inheritdoc cref="LoadTorch(SequenceModel, string, ImportOptions)"/>
    /// <param name="model">The declared model.</param>
    /// <param name="stream">The whole file, from where it stands; stays open.</param>
    /// <param name="options">What the file does not say.</param>
    public static LoadReport LoadTorch(this SequenceModel model, Stream stream, ImportOptions? options = null) => Load(model, stream, options, ReadTorch);

    /// <summary>Loads a safetensors file in the names of LstmGen, PyTorch or Keras, whichever it has.</summary>
    internal static LoadReport LoadSafeTensors(this SequenceModel model, string path, ImportOptions? options)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string name = Path.GetFileName(path);
        List<FileTensor> tensors = SafeTensorsFile.Read(bytes, name).Tensors;
        if (model.Parameters.Tensors.All(wanted => tensors.Exists(tensor => tensor.Name == wanted.Name)))
        {
            model.Load(bytes);
            return new("safetensors of LstmGen", [.. Slot.Of(model.Description).Select(slot => new LoadedLayer(slot.Layer, slot.Layer))]);
        }

        return tensors.Exists(tensor => tensor.Name.Contains('/', StringComparison.Ordinal) || tensor.Name.EndsWith("kernel", StringComparison.Ordinal))
            ? model.LoadKeras(path, options)
            : model.LoadTorch(path, options);
    }

    internal static bool IsTorch(string path)
    {
        var entries = new ZipEntries(File.ReadAllBytes(path), Path.GetFileName(path));
        return TorchReader.IsTorch(entries);
    }

    /// <summary>Loads the weights of an ONNX graph, whose layers are those of the model.</summary>
    /// <inheritdoc cref="LoadKeras(SequenceModel, string, ImportOptions)"/>
    public static LoadReport LoadOnnx(this SequenceModel model, string path, ImportOptions? options = null) => Load(model, path, options, ReadOnnx);

    /// <inheritdoc cref="LoadOnnx(SequenceModel, string, ImportOptions)"/>
    /// <param name="model">The declared model.</param>
    /// <param name="stream">The whole file, from where it stands; stays open.</param>
    /// <param name="options">What the file does not say.</param>
    public static LoadReport LoadOnnx(this SequenceModel model, Stream stream, ImportOptions? options = null) => Load(model, stream, options, ReadOnnx);

    /// <summary>Loads the weights of RTNeural's JSON.</summary>
    /// <inheritdoc cref="LoadKeras(SequenceModel, string, ImportOptions)"/>
    public static LoadReport LoadRTNeural(this SequenceModel model, string path, ImportOptions? options = null) => Load(model, path, options, ReadJson);

    /// <inheritdoc cref="LoadRTNeural(SequenceModel, string, ImportOptions)"/>
    /// <param name="model">The declared model.</param>
    /// <param name="stream">The whole file, from where it stands; stays open.</param>
    /// <param name="options">What the file does not say.</param>
    public static LoadReport LoadRTNeural(this SequenceModel model, Stream stream, ImportOptions? options = null) => Load(model, stream, options, ReadJson);

    /// <summary>Loads the weights of an LSTM of NAM, whose layers have a LearnedInitialState.</summary>
    /// <inheritdoc cref="LoadKeras(SequenceModel, string, ImportOptions)"/>
    public static LoadReport LoadNam(this SequenceModel model, string path, ImportOptions? options = null) => Load(model, path, options, ReadJson);

    /// <inheritdoc cref="LoadNam(SequenceModel, string, ImportOptions)"/>
    /// <param name="model">The declared model.</param>
    /// <param name="stream">The whole file, from where it stands; stays open.</param>
    /// <param name="options">What the file does not say.</param>
    public static LoadReport LoadNam(this SequenceModel model, Stream stream, ImportOptions? options = null) => Load(model, stream, options, ReadJson);

    private static LoadReport Load(SequenceModel model, string path, ImportOptions? options, Func<byte[], ImportOptions, string, (string Format, IReadOnlyList<WeightModule> Modules)> read)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Load(model, File.ReadAllBytes(path), Path.GetFileName(path), options, read);
    }

    private static LoadReport Load(SequenceModel model, Stream stream, ImportOptions? options, Func<byte[], ImportOptions, string, (string Format, IReadOnlyList<WeightModule> Modules)> read)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Load(model, bytes.ToArray(), "the stream", options, read);
    }

    private static LoadReport Load(
        SequenceModel model, byte[] bytes, string name, ImportOptions? options, Func<byte[], ImportOptions, string, (string Format, IReadOnlyList<WeightModule> Modules)> read)
    {
        (string format, IReadOnlyList<WeightModule> modules) = read(bytes, (options ?? new ImportOptions()) with { OpenLookBack = model.Description.LookBack }, name);
        if (modules is DescribedModules { Network: var network }) Compare(model, network, name);
        (float[] parameters, IReadOnlyList<LoadedLayer> layers) = Matcher.Match(model.Description, modules, name);
        model.Parameters.CopyFrom(parameters);
        return new LoadReport(format, layers);
    }

    private static (string Format, IReadOnlyList<WeightModule> Modules) ReadOnnx(byte[] bytes, ImportOptions options, string name) =>
        ReadKind(FileKind.Onnx, bytes, options, name);

    private static (string Format, IReadOnlyList<WeightModule> Modules) ReadJson(byte[] bytes, ImportOptions options, string name) => ReadKind(FileKind.Json, bytes, options, name);

    internal static (string Format, IReadOnlyList<WeightModule> Modules) ReadKeras(byte[] bytes, ImportOptions options, string name)
    {
        FileKind kind = Sniffer.KindOf(bytes);
        if (kind == FileKind.SafeTensors) return ("safetensors", Modules.OfKeras(SafeTensorsFile.Read(bytes, name).Tensors));
        if (kind == FileKind.Hdf5 && Hdf5File.Open(bytes, name).Root is var root && root.Text("model_config") is null)
        {
            KerasWeights weights = KerasWeights.Of(root) ?? throw new InvalidDataException($"Expected Keras' weights in {name}, but the HDF5 file holds {string.Join(", ", root.Names)}.");
            return ("Keras, HDF5 with weights alone", [.. weights.All().Where(layer => layer.Tensors.Count > 0).Select(layer => new KerasModule(layer.Layer, layer.Tensors))]);
        }

        if (kind is not (FileKind.Zip or FileKind.Hdf5)) throw new InvalidDataException(Sniffer.Describe(kind, name, bytes));
        return Of(FileImporter.Read(bytes, name, options));
    }

    internal static (string Format, IReadOnlyList<WeightModule> Modules) ReadTorch(byte[] bytes, ImportOptions options, string name)
    {
        FileKind kind = Sniffer.KindOf(bytes);
        switch (kind)
        {
            case FileKind.SafeTensors:
                return ("safetensors", Modules.OfTorch(SafeTensorsFile.Read(bytes, name).Tensors));
            case FileKind.Pickle:
                return ("PyTorch before 1.6", Modules.OfTorch(TorchReader.ReadPickle(bytes, options, name)));
            case FileKind.Zip:
                var entries = new ZipEntries(bytes, name);
                if (TorchReader.IsTorch(entries)) return ("PyTorch", Modules.OfTorch(TorchReader.ReadArchive(entries, options, name)));
                throw new InvalidDataException($"Expected PyTorch's data.pkl in {name}, but {(KerasReader.IsKeras(entries) ? "it is a Keras file; load it with LoadKeras" : "the archive has none")}.");

            default:
                throw new InvalidDataException(Sniffer.Describe(kind, name, bytes));
        }
    }

    private static (string Format, IReadOnlyList<WeightModule> Modules) ReadKind(FileKind kind, byte[] bytes, ImportOptions options, string name)
    {
        FileKind found = Sniffer.KindOf(bytes);
        return found == kind ? Of(FileImporter.Read(bytes, name, options)) : throw new InvalidDataException(Sniffer.Describe(found, name, bytes));
    }

    private static (string Format, IReadOnlyList<WeightModule> Modules) Of(ImportedNetwork network) => (network.Format, new DescribedModules(network));

    /// <summary>The file describes its network: what its layers say is compared with the class.</summary>
    private static void Compare(SequenceModel model, ImportedNetwork network, string name)
    {
        List<string> lines = Contradictions.Between([.. model.GetDeclaredLayers().Select(layer => layer.Attribute)], network);
        if (lines.Count > 0) throw new InvalidDataException($"Expected {name} ({network.Format}) to hold the network of {model.Description.Name}, but:{string.Concat(lines.Select(line => $"\n  {line}"))}");
    }
}
