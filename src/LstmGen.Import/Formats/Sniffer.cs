using System.Text;
using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;

namespace LstmGen.Import.Formats;

/// <summary>What a file is.</summary>
internal enum FileKind
{
    Unknown,
    Empty,
    LfsPointer,
    Hdf5,
    Zip,
    Pickle,
    SafeTensors,
    Json,
    Onnx,
    TensorFlowLite,
    Text,
}

/// <summary>Tells what a file is by its first bytes.</summary>
internal static class Sniffer
{
    private static ReadOnlySpan<byte> LfsPointer => "version https://git-lfs.github.com/spec/"u8;

    public static FileKind KindOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return FileKind.Empty;
        if (bytes.StartsWith(LfsPointer)) return FileKind.LfsPointer;
        if (bytes.StartsWith(Hdf5File.Signature)) return FileKind.Hdf5;
        if (bytes.StartsWith(ZipEntries.Signature)) return FileKind.Zip;
        if (bytes.Length > 8 && bytes[4..8].SequenceEqual("TFL3"u8)) return FileKind.TensorFlowLite;
        if (SafeTensorsFile.LooksLike(bytes)) return FileKind.SafeTensors;
        if (bytes[0] == 0x80 && bytes.Length > 1 && bytes[1] is >= 1 and <= 5) return FileKind.Pickle;
        ReadOnlySpan<byte> text = bytes.StartsWith("\xEF\xBB\xBF"u8) ? bytes[3..] : bytes;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.Length > 0 && text[0] is (byte)'{' or (byte)'[') return FileKind.Json;

        // A message of ONNX begins with the version of its format, a small number.
        if (bytes.Length > 4 && bytes[0] == 0x08 && bytes[1] is > 0 and < 64) return FileKind.Onnx;
        return IsText(bytes) ? FileKind.Text : FileKind.Unknown;
    }

    /// <summary>Why a file of that kind holds no network.</summary>
    public static string Describe(FileKind kind, string name, ReadOnlySpan<byte> bytes) => kind switch
    {
        FileKind.Empty => $"Expected a model in {name}, but the file is empty.",
        FileKind.LfsPointer => $"Expected a model in {name}, but it is a Git LFS pointer: the name of a file that has not been fetched{LfsSize(bytes)}; run 'git lfs pull' in its repository.",
        FileKind.Pickle => $"Expected a model in {name}, but it is a pickle of PyTorch, which holds weights and no network; declare the class, and fill it with LoadTorch, or name the declared class in Class of the build item.",
        FileKind.Zip => $"Expected a model in {name}, but the zip archive holds none of Keras.",
        FileKind.SafeTensors => $"Expected a model in {name}, but a safetensors file holds weights and no network; declare the class, and fill it with LoadTorch or LoadKeras, or name the declared class in Class of the build item.",
        FileKind.TensorFlowLite => $"Expected a model in {name}, but it is a TensorFlow Lite file, which is not read; save the model as .keras.",
        FileKind.Text => $"Expected a model in {name}, but it is text: {Beginning(bytes)}",
        _ => $"Expected a model in {name}: Keras (.keras, .h5), PyTorch, safetensors, ONNX, RTNeural or NAM; its first bytes are {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 8)])}.",
    };

    private static string LfsSize(ReadOnlySpan<byte> bytes)
    {
        foreach (string line in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 1_024)]).Split('\n'))
        {
            if (line.StartsWith("size ", StringComparison.Ordinal)) return $" ({line[5..].Trim()} bytes)";
        }

        return "";
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes[..Math.Min(bytes.Length, 512)])
        {
            if (value is < 9 or (> 13 and < 32)) return false;
        }

        return true;
    }

    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        const int Shown = 60;
        string text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Shown)]).ReplaceLineEndings(" ").Trim();
        return $"'{text}{(bytes.Length > Shown ? "…" : "")}'";
    }
}
