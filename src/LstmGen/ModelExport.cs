using LstmGen.Export;
using LstmGen.Persistence;

namespace LstmGen;

/// <summary>Models as files that other tools read.</summary>
public static class ModelExport
{
    /// <summary>
    /// Writes the model as an ONNX file (opset 17) that gives what <c>PredictBatch</c> gives: input <c>input</c> [batch, LookBack, features] in raw units, output <c>output</c> [batch, outputs], or
    /// [batch, steps, outputs] of a model that puts out a sequence, that of a decoder included. The scaler and the head are in the graph; token ids come in as floats, as everywhere.
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

    /// <summary>
    /// Writes the weights as a safetensors file in PyTorch's names and layouts, for <c>load_state_dict(strict=True)</c> of a module whose attributes are named as the layers:
    /// <c>lstm.weight_ih_l0</c>, <c>dense.weight</c>. docs/export.md has such a module. The scaler is in the metadata.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file to make or replace.</param>
    /// <exception cref="NotSupportedException">PyTorch has no module for a layer, such as an LSTM with peepholes: all such layers are named, and nothing is written.</exception>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public static void ExportTorch(this SequenceModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, TorchFile(model).WriteTo);
    }

    /// <inheritdoc cref="ExportTorch(SequenceModel, string)"/>
    /// <param name="model">The model.</param>
    /// <param name="stream">Writable; stays open.</param>
    public static void ExportTorch(this SequenceModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TorchFile(model).WriteTo(stream);
    }

    /// <summary>
    /// Writes the weights as a safetensors file in Keras' names and layouts: <c>lstm/lstm_cell/kernel</c>, <c>dense/kernel</c>. The metadata <c>tensors</c> has the names in the order of
    /// <c>model.set_weights</c>; docs/export.md has the lines of Python. The scaler is in the metadata.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file to make or replace.</param>
    /// <exception cref="NotSupportedException">Keras has no layer for one of the model's, such as an LSTM with peepholes: all such layers are named, and nothing is written.</exception>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public static void ExportKeras(this SequenceModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, KerasFile(model).WriteTo);
    }

    /// <inheritdoc cref="ExportKeras(SequenceModel, string)"/>
    /// <param name="model">The model.</param>
    /// <param name="stream">Writable; stays open.</param>
    public static void ExportKeras(this SequenceModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KerasFile(model).WriteTo(stream);
    }

    private static TensorFile TorchFile(SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TensorFile.Of(model, "PyTorch", TorchTensors.WhyNot, TorchTensors.Of, "pt");
    }

    private static TensorFile KerasFile(SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TensorFile.Of(model, "Keras", KerasTensors.WhyNot, KerasTensors.Of, "keras");
    }
}
