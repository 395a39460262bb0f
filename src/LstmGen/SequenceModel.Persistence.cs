using LstmGen.Forecasting;
using LstmGen.Persistence;

namespace LstmGen;

// Saving and loading: the flat vector under its canonical names, with the scaler and what the forecasts mean.
public abstract partial class SequenceModel
{
    /// <summary>
    /// Saves weights, scaler and forecast layout as a safetensors file. However this ends (a full disk, a crash, a power cut), the path holds the
    /// whole old file or the whole new one; what a killed process left beside it, a file that ends in <c>.tmp</c>, is cleared by the next save.
    /// </summary>
    /// <remarks>May run beside anything: beside training, the file holds the weights between two updates.</remarks>
    /// <param name="path">The file to make or replace; links are followed.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite: its tensor and place are named, and nothing is written.</exception>
    /// <exception cref="IOException">The path leads to a folder, a device or a pipe, or the file cannot be written; the old one is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder may not be written to.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelFile.Content content = ContentToSave();
        AtomicFile.Write(path, stream => ModelFile.Write(stream, Description, content));
    }

    /// <summary>Writes weights, scaler and forecast layout in the safetensors format. The same model gives the same bytes.</summary>
    /// <param name="stream">Writable; stays open.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite: its tensor and place are named, and nothing is written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(stream, Description, ContentToSave());
    }

    /// <summary>
    /// Replaces weights, scaler and forecast layout by those of a file, all at once: predictions that run beside it answer from the old ones or from the new ones.
    /// A file that does not fit from end to end changes nothing.
    /// </summary>
    /// <param name="path">Written by <see cref="Save(string)"/>, or any safetensors file of the same tensors.</param>
    /// <exception cref="InvalidDataException">The file is another model's, cut short or damaged: what was expected and what was found.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Four reads, the last of all weights at once: a buffer would only copy them.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Load(stream, $"'{path}'");
    }

    /// <summary>Replaces weights, scaler and forecast layout by those of a stream, which is read to its end, all at once.</summary>
    /// <param name="stream">Readable; stays open.</param>
    /// <exception cref="InvalidDataException">The stream is another model's, cut short or damaged: what was expected and what was found.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated; nothing has been read.</exception>
    public void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Load(stream, "The stream");
    }

    private void Load(Stream stream, string source)
    {
        var bytes = new ByteSource(stream);
        Load(ref bytes, source);
    }

    private void Load(ref ByteSource bytes, string source)
    {
        RefuseWhileRunning(nameof(Load));
        ModelFile.Content content = ReadContent(ref bytes, source);
        Replace(nameof(Load), content.Parameters, content.Scaler, content.Layout, static model => model.ForgetTraining());
    }

    private ModelFile.Content ReadContent(Stream stream, string source)
    {
        var bytes = new ByteSource(stream);
        return ReadContent(ref bytes, source);
    }

    private ModelFile.Content ReadContent(ref ByteSource bytes, string source)
    {
        try
        {
            return ModelFile.Read(ref bytes, Description);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{source} cannot be loaded into {Description.Name}. {error.Message}", error);
        }
    }

    private ModelFile.Content ContentToSave()
    {
        (float[] parameters, Scaler? scaler, ForecastLayout? layout) = CopyWeights();
        return ModelFile.DescribeBadValue(Description, parameters) is { } bad
            ? throw new InvalidOperationException($"{Description.Name} is not saved. {bad}")
            : new ModelFile.Content(parameters, scaler, layout);
    }
}
