using LstmGen.Import.Containers;
using LstmGen.Import.Formats;
using LstmGen.Import.Formats.Audio;
using LstmGen.Import.Formats.Keras;
using LstmGen.Import.Formats.Onnx;
using LstmGen.Import.Formats.Torch;

namespace LstmGen.Import;

/// <summary>
/// Reads files that hold a trained network: Keras (<c>.keras</c>, HDF5), ONNX, RTNeural's JSON and NAM. What a file is, is told by its content and never by its name.
/// </summary>
public static class FileImporter
{
    /// <summary>Reads the network that a file holds.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>The network in LstmGen's terms, with its weights.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, no such file, or it holds what has no counterpart: all of that is listed, with its place and the nearest thing that works.</exception>
    public static ImportedNetwork Read(string path, ImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(File.ReadAllBytes(path), Path.GetFileName(path), options);
    }

    /// <summary>Reads the network that bytes hold.</summary>
    /// <param name="bytes">Of a whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>The network in LstmGen's terms, with its weights.</returns>
    /// <exception cref="InvalidDataException">They are damaged, no such file, or they hold what has no counterpart.</exception>
    public static ImportedNetwork Read(ReadOnlyMemory<byte> bytes, string name, ImportOptions? options = null)
    {
        options ??= new ImportOptions();
        if (options.LookBack is < 1) throw new ArgumentException($"Expected a look-back of at least 1 step, but got {options.LookBack}.", nameof(options));
        FileKind kind = Sniffer.KindOf(bytes.Span);
        switch (kind)
        {
            case FileKind.Hdf5:
                return KerasReader.ReadHdf5(bytes, options, name);
            case FileKind.Zip:
                var entries = new ZipEntries(bytes, name);
                if (KerasReader.IsKeras(entries)) return KerasReader.ReadArchive(entries, options, name);
                if (TorchReader.IsTorch(entries))
                {
                    // What such a file names that is no tensor is said first.
                    TorchReader.ReadArchive(entries, options, name);
                    throw new InvalidDataException(Sniffer.Describe(FileKind.Pickle, name, bytes.Span));
                }

                break;
            case FileKind.Onnx:
                return OnnxReader.Read(bytes, options, name);
            case FileKind.Json:
                return AudioReader.Read(bytes, options, name);
        }

        throw new InvalidDataException(Sniffer.Describe(kind, name, bytes.Span));
    }
}
