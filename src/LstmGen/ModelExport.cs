using LstmGen.Export;
using LstmGen.Persistence;

namespace LstmGen;

/// <summary>Models as files that other tools read.</summary>
public static class ModelExport
{
    /// <summary>
    /// Writes the model as an ONNX file (opset 17) that gives what <c>PredictBatch</c> gives: input <c>input</c> [batch, LookBack, features] in raw units, output <c>output</c> [batch, outputs], or
    /// [batch, steps, outputs] of a model that puts out a sequence. The scaler and the head are in the graph; token ids come in as floats, as everywhere.
    /// </summary>
    /// <remarks>
    /// The file is complete or not there, as with <see cref="SequenceModel.Save(string)"/>, and holds one state of the model. docs/export.md says what each layer becomes.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="options">A step of a stream instead, or windows with lengths; null for whole windows.</param>
    /// <exception cref="NotSupportedException">ONNX, or a stream, cannot hold a layer: all such layers are named, and nothing is written.</exception>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite, or the model scales and has no scaler yet; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public static void ExportOnnx(this SequenceModel model, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ProtoMessage message = OnnxModel.Of(model, options ?? new());
        AtomicFile.Write(path, message.WriteTo);
    }

    /// <inheritdoc cref="ExportOnnx(SequenceModel, string, OnnxExportOptions)"/>
    /// <param name="model">The model.</param>
    /// <param name="stream">Writable; stays open.</param>
    /// <param name="options">A step of a stream instead, or windows with lengths; null for whole windows.</param>
    public static void ExportOnnx(this SequenceModel model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        OnnxModel.Of(model, options ?? new()).WriteTo(stream);
    }
}
