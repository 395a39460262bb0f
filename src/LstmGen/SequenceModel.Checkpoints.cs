using System.Buffers;
using LstmGen.Persistence;

namespace LstmGen;

// Checkpoints: a model with all that training remembers, so that another process goes on as if there had been no break.
public abstract partial class SequenceModel
{
    /// <summary>
    /// Saves all that training needs to go on: what <see cref="Save(string)"/> saves, the optimizer with its moments and counters, the schedule, the counters that
    /// shuffling and dropout draw from, the states of streams, which tensors are frozen, and the seed. Five epochs, a checkpoint, and five more in another process are ten, bit for bit.
    /// </summary>
    /// <remarks>
    /// <see cref="Load(string)"/> takes a checkpoint for its weights. While Fit runs, only its <see cref="FitOptions.Progress"/> may call this, on the training thread: between two
    /// epochs. (<see cref="Progress{T}"/> calls its handler on another thread; implement <see cref="IProgress{T}"/> for that.) Early stopping is a matter of one run, and not saved.
    /// </remarks>
    /// <param name="path">The file to make or replace, in one step as with <see cref="Save(string)"/>.</param>
    /// <exception cref="InvalidOperationException">
    /// The model is being trained; a value is NaN or infinite; or the optimizer or the schedule is a class that does not name what it remembers (override its
    /// ExchangeState). Nothing is written.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public void SaveCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SaveCheckpoint((content, checkpoint) => AtomicFile.Write(path, stream => ModelFile.Write(stream, Description, content, checkpoint)));
    }

    /// <summary>Writes a checkpoint. The same model gives the same bytes.</summary>
    /// <param name="stream">Writable; stays open.</param>
    /// <inheritdoc cref="SaveCheckpoint(string)"/>
    public void SaveCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SaveCheckpoint((content, checkpoint) => ModelFile.Write(stream, Description, content, checkpoint));
    }

    /// <summary>Writes a checkpoint. The same model gives the same bytes.</summary>
    /// <param name="writer">Receives them.</param>
    /// <inheritdoc cref="SaveCheckpoint(string)"/>
    public void SaveCheckpoint(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        SaveCheckpoint((content, checkpoint) => ModelFile.Write(new ByteSink(writer), Description, content, checkpoint));
    }

    /// <summary>
    /// Makes the model the one that was saved, <see cref="Seed"/> and <see cref="Optimizer"/> included: <see cref="Fit"/>, with the options of before, goes on where it stood,
    /// and so does <see cref="FitBatch"/> with <see cref="Optimizer"/>. A file that does not fit from end to end changes nothing.
    /// </summary>
    /// <param name="path">Written by <see cref="SaveCheckpoint(string)"/>.</param>
    /// <param name="optimizer">
    /// Takes on the moments and counters, and keeps its own hyperparameters; needed where the optimizer is a class of yours. The default, null, makes the one that was saved.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is no checkpoint, another model's, another optimizer's, cut short or damaged: what was expected and what was found.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is being trained, or <paramref name="optimizer"/> belongs to another model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void LoadCheckpoint(string path, Optimizer? optimizer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        var bytes = new ByteSource(stream);
        LoadCheckpoint(ref bytes, $"'{path}'", optimizer);
    }

    /// <summary>Makes the model the one that was saved.</summary>
    /// <param name="stream">Readable, and read to its end; stays open.</param>
    /// <param name="optimizer">Takes on the moments and counters; null to make the optimizer that was saved.</param>
    /// <inheritdoc cref="LoadCheckpoint(string, Optimizer?)"/>
    public void LoadCheckpoint(Stream stream, Optimizer? optimizer = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new ByteSource(stream);
        LoadCheckpoint(ref bytes, "The stream", optimizer);
    }

    /// <summary>Makes the model the one that was saved.</summary>
    /// <param name="bytes">A whole checkpoint.</param>
    /// <param name="optimizer">Takes on the moments and counters; null to make the optimizer that was saved.</param>
    /// <inheritdoc cref="LoadCheckpoint(string, Optimizer?)"/>
    public void LoadCheckpoint(ReadOnlySpan<byte> bytes, Optimizer? optimizer = null)
    {
        var source = new ByteSource(bytes);
        LoadCheckpoint(ref source, "The data", optimizer);
    }

    private void SaveCheckpoint(Action<ModelFile.Content, Checkpoint> write)
    {
        bool reporting = _run is { } run && run.ReportingThread == Environment.CurrentManagedThreadId;
        if (!reporting) BeginRun(nameof(SaveCheckpoint));
        try
        {
            ModelFile.Content content = ContentToSave();
            write(content, Checkpoint.Of(this, _run?.Position() ?? SchedulePosition, _streams));
        }
        finally
        {
            if (!reporting) EndRun();
        }
    }

    private void LoadCheckpoint(ref ByteSource bytes, string source, Optimizer? given)
    {
        RefuseWhileRunning(nameof(LoadCheckpoint));
        try
        {
            (ModelFile.Content content, Checkpoint checkpoint) = ModelFile.ReadCheckpoint(ref bytes, Description);
            using Lock.Scope gate = HoldWriters();
            RefuseWhileRunning(nameof(LoadCheckpoint));
            Optimizer? optimizer = checkpoint.RestoreOptimizer(this, given);

            // Nothing fails from here on.
            Replace(nameof(LoadCheckpoint), content.Parameters, content.Scaler, content.Layout);
            Optimizer = optimizer;
            FrozenTensors = checkpoint.Frozen;
            (Seed, UpdateCount, EpochCount) = (checkpoint.Seed, checkpoint.Updates, checkpoint.Epochs);
            SchedulePosition = optimizer is not null && checkpoint.Schedule is { } schedule
                ? new SchedulePosition(schedule, checkpoint.ScheduleUpdates, checkpoint.ScheduleState, optimizer, optimizer.Generation)
                : null;
            _streams = checkpoint.Streams is { } states ? new StreamStates(Description.CarriedLength, states) : null;
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{source} cannot be loaded into {Description.Name}. {error.Message}", error);
        }
    }
}
