using LstmGen.Compiler;
using LstmGen.Import;
using LstmGen.Import.Formats;
using LstmGen.Import.Loading;

namespace LstmGen.Tool;

/// <summary>Any file's weights into a declared model.</summary>
internal static class FileLoader
{
    public static LoadReport Load(SequenceModel model, ModelSpec spec, string path, ImportOptions options)
    {
        FileKind kind = Sniffer.KindOf(File.ReadAllBytes(path));
        if (kind == FileKind.SafeTensors) return model.LoadSafeTensors(path, options);
        if (kind is FileKind.Pickle) return model.LoadTorch(path, options);
        if (kind is FileKind.Onnx) return Checked(model, spec, path, options, model.LoadOnnx);
        if (kind is FileKind.Json) return Checked(model, spec, path, options, model.LoadRTNeural);
        if (kind is FileKind.Zip && ModelLoading.IsTorch(path)) return model.LoadTorch(path, options);
        return Checked(model, spec, path, options, model.LoadKeras);
    }

    /// <summary>A file that says its steps says them for the class too.</summary>
    private static LoadReport Checked(SequenceModel model, ModelSpec spec, string path, ImportOptions options, Func<string, ImportOptions?, LoadReport> load)
    {
        LoadReport report = load(path, options);
        int? steps = StepsOf(path);
        return steps is null || steps == spec.Model.LookBack
            ? report
            : throw new InvalidDataException($"The class has LookBack = {spec.Model.LookBack}, and windows of the file's network have {steps} steps.");
    }

    /// <summary>The steps that a file fixes; null where it leaves them open, or describes no network.</summary>
    private static int? StepsOf(string path)
    {
        try
        {
            return FileImporter.Read(path) is { Format: var format, Model.LookBack: var steps } && !format.StartsWith("RTNeural", StringComparison.Ordinal) && !format.StartsWith("NAM", StringComparison.Ordinal) ? steps : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
