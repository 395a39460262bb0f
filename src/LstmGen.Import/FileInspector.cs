using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;
using LstmGen.Import.Formats;
using LstmGen.Import.Formats.Onnx;
using LstmGen.Import.Formats.Torch;

namespace LstmGen.Import;

/// <summary>Says what is in any file that is read, whether or not it can be imported.</summary>
public static class FileInspector
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    public static FileContents Read(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImportOptions();
        byte[] bytes = File.ReadAllBytes(path);
        string name = Path.GetFileName(path);
        FileKind kind = Sniffer.KindOf(bytes);
        var facts = new List<(string Name, string Value)>();
        List<FileTensor> tensors = Tensors(kind, bytes, name, options, facts);
        ImportedNetwork? network = null;
        string? why = null;
        try
        {
            network = FileImporter.Read(bytes, name, options);
            facts.AddRange(network.Notes.Select(note => ("note", note)));
        }
        catch (InvalidDataException reason)
        {
            if (tensors.Count == 0) throw;
            why = reason.Message;
        }

        return new(network?.Format ?? $"{kind}", facts, [.. tensors.Select(tensor => (tensor.Name, tensor.ShapeText, $"{tensor.Type}"))], network, why);
    }

    private static List<FileTensor> Tensors(FileKind kind, byte[] bytes, string name, ImportOptions options, List<(string Name, string Value)> facts)
    {
        switch (kind)
        {
            case FileKind.SafeTensors:
                (List<FileTensor> found, Dictionary<string, string> metadata) = SafeTensorsFile.Read(bytes, name);
                facts.AddRange(metadata.Select(entry => (entry.Key, entry.Value)));
                return found;
            case FileKind.Pickle:
                return TorchReader.ReadPickle(bytes, options, name);
            case FileKind.Hdf5:
                Hdf5File file = Hdf5File.Open(bytes, name);
                foreach (string attribute in (string[])["keras_version", "backend"])
                {
                    if (file.Root.Text(attribute) is { } text) facts.Add((attribute, text));
                }

                return [.. file.Root.Datasets().Where(dataset => dataset.HoldsNumbers).Select(dataset => dataset.ReadTensor())];
            case FileKind.Zip:
                var entries = new ZipEntries(bytes, name);
                if (TorchReader.IsTorch(entries)) return TorchReader.ReadArchive(entries, options, name);
                if (!entries.Contains("model.weights.h5")) return [];
                Hdf5File weights = Hdf5File.Open(entries.Read("model.weights.h5"), $"model.weights.h5 of {name}");
                return [.. weights.Root.Datasets().Where(dataset => dataset.HoldsNumbers).Select(dataset => dataset.ReadTensor())];

            case FileKind.Onnx:
                OnnxGraph graph = OnnxGraph.Read(bytes, name);
                facts.Add(("opset", $"{graph.Opset}"));
                facts.Add(("nodes", string.Join(", ", graph.Nodes.GroupBy(node => node.Op).OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}"))));
                facts.AddRange(graph.Inputs.Where(port => !graph.Initializers.ContainsKey(port.Name)).Select(port => ("input", Port(port))));
                facts.AddRange(graph.Outputs.Select(port => ("output", Port(port))));
                facts.AddRange(graph.Metadata.Select(entry => (entry.Key, entry.Value)));
                return [];
            default:
                return [];
        }
    }

    private static string Port(OnnxPort port) => port.Shape is null ? port.Name : $"{port.Name} ({string.Join(", ", port.Shape.Select(size => size < 0 ? "?" : $"{size}"))})";
}
