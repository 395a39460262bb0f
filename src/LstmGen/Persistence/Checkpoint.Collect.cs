using System.Globalization;

namespace LstmGen.Persistence;

// From a model that may go on to what its file holds.
internal sealed partial class Checkpoint
{
    private readonly List<(string Key, string Value)> _metadata = [];
    private readonly List<Tensor> _tensors = [];

    /// <summary>What is written besides a model's own metadata.</summary>
    public IReadOnlyList<(string Key, string Value)> Metadata => _metadata;

    /// <summary>What is written behind a model's own tensors.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>Collects what training remembers. Slots are not copied.</summary>
    /// <param name="model">The model, between two updates.</param>
    /// <param name="position">Where its schedule stands.</param>
    /// <param name="streams">The streams of FitBatch.</param>
    /// <exception cref="InvalidOperationException">
    /// The optimizer or the schedule is a class that does not name what it remembers, or a value is not finite: nothing is written.
    /// </exception>
    public static Checkpoint Of(SequenceModel model, SchedulePosition? position, StreamStates? streams)
    {
        var checkpoint = new Checkpoint();
        checkpoint.Add(Mark, Version);
        checkpoint.Add("checkpoint.seed", model.Seed.ToString(CultureInfo.InvariantCulture));
        checkpoint.Add("checkpoint.updates", model.UpdateCount.ToString(CultureInfo.InvariantCulture));
        checkpoint.Add("checkpoint.epochs", model.EpochCount.ToString(CultureInfo.InvariantCulture));
        if (model.Parameters.Frozen is { Count: > 0 } frozen) checkpoint.Add(FrozenName, string.Join(',', frozen));
        if (model.Optimizer is { } optimizer)
        {
            checkpoint.Add(model, optimizer);
            if (position is not null && position.Optimizer == optimizer && position.Generation == optimizer.Generation) checkpoint.Add(model, position);
        }

        if (streams is not null)
        {
            checkpoint._tensors.Add(new Tensor(StreamsName, [streams.Count, model.Description.CarriedLength], streams.Values));
        }

        foreach (Tensor tensor in checkpoint._tensors)
        {
            if (ModelFile.DescribeBadValue(tensor.Name, tensor.Values) is { } bad)
            {
                throw new InvalidOperationException($"{model.Description.Name} is not saved. {bad}");
            }
        }

        return checkpoint;
    }

    private void Add(SequenceModel model, Optimizer optimizer)
    {
        Add("checkpoint.optimizer", KindOf(optimizer));
        if (optimizer.Kind is not null)
        {
            foreach ((string name, string value) in OptimizerKinds.Of(optimizer).Values)
            {
                Add(OptimizerPrefix + SettingsPart + name, value);
            }
        }

        Add(model, OptimizerPrefix + StatePart, optimizer.SaveState(), "optimizer");
        for (int slot = 0; optimizer.HasSlots && slot < optimizer.SlotCount; slot++)
        {
            _tensors.Add(new Tensor(OptimizerPrefix + optimizer.SlotName(slot), [model.Description.ParameterCount], optimizer.ValuesOf(slot)));
        }
    }

    private void Add(SequenceModel model, SchedulePosition position)
    {
        Add("checkpoint.schedule", position.Schedule);
        Add(SchedulePrefix + "updates", position.Updates.ToString(CultureInfo.InvariantCulture));
        Add(model, SchedulePrefix + StatePart, position.State, "schedule");
    }

    private void Add(SequenceModel model, string prefix, SavedState state, string what)
    {
        if (state.Unnamed is { } unnamed)
        {
            throw new InvalidOperationException(
                $"{model.Description.Name} is not saved. Expected {what} classes that name what they remember, but {unnamed} does not: override ExchangeState in it " +
                "(with an empty body if it remembers nothing), or save the weights alone with Save.");
        }

        foreach ((string name, string value) in state.Numbers)
        {
            Add(prefix + name, value);
        }

        foreach ((string name, float[] values) in state.Vectors)
        {
            _tensors.Add(new Tensor(prefix + name, [values.Length], values));
        }
    }

    private void Add(string key, string value) => _metadata.Add((key, value));
}
