using System.Globalization;
using LstmGen.Runtime;

namespace LstmGen.Persistence;

/// <summary>
/// What training remembers beside the weights: optimizer, schedule, counters, streams. In a file these are tensors and metadata whose names begin with
/// <c>checkpoint</c>, so that a reader of weights finds weights.
/// </summary>
internal sealed partial class Checkpoint
{
    private const string Mark = "checkpoint";
    private const string Version = "1";
    private const string OptimizerPrefix = "checkpoint.optimizer.";
    private const string SchedulePrefix = "checkpoint.schedule.";
    private const string SettingsPart = "settings.";
    private const string StatePart = "state.";
    private const string FrozenName = "checkpoint.frozen";
    private const string StreamsName = "checkpoint.streams";

    /// <summary>A tensor of the file.</summary>
    public sealed record Tensor(string Name, int[] Shape, float[] Values);

    /// <summary>The seed of the model.</summary>
    public long Seed { get; private set; }

    /// <summary>Updates that the model had made.</summary>
    public uint Updates { get; private set; }

    /// <summary>Epochs that the model had begun.</summary>
    public uint Epochs { get; private set; }

    /// <summary>Which tensors were frozen, by their places; null for none.</summary>
    public bool[]? Frozen { get; private set; }

    /// <summary>The class of the optimizer; null where the model had none.</summary>
    public string? OptimizerKind { get; private set; }

    /// <summary>The class and settings of the schedule; null where none goes on.</summary>
    public string? Schedule { get; private set; }

    /// <summary>Updates that the schedule had counted.</summary>
    public long ScheduleUpdates { get; private set; }

    /// <summary>What the schedule remembered.</summary>
    public SavedState ScheduleState { get; } = new();

    /// <summary>The states of the streams, one after another; null where there were none.</summary>
    public float[]? Streams { get; private set; }

    private Settings OptimizerSettings { get; } = new();

    private SavedState OptimizerState { get; } = new();

    private Dictionary<string, float[]> Slots { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a file is a checkpoint.</summary>
    public static bool IsOne(SafeTensorsHeader header) => header.Metadata.ContainsKey(Mark);

    /// <summary>Whether a tensor is one of a checkpoint's.</summary>
    public static bool Names(SafeTensorsHeader.Tensor tensor) => tensor.Name.StartsWith(Mark + ".", StringComparison.Ordinal);

    /// <summary>Takes in the metadata, and refuses tensors that no checkpoint of this model has.</summary>
    /// <exception cref="InvalidDataException">Something is missing, unknown or no such value.</exception>
    public void CheckHeader(SafeTensorsHeader header, ModelDescription model)
    {
        foreach ((string key, string value) in header.Metadata)
        {
            if (key == FrozenName) Frozen = FrozenTensors(value, model);
            else if (key == Mark || key.StartsWith(Mark + ".", StringComparison.Ordinal)) Take(key, value);
        }

        foreach (string needed in (string[])["checkpoint.seed", "checkpoint.updates", "checkpoint.epochs"])
        {
            if (!header.Metadata.ContainsKey(needed)) throw new InvalidDataException($"The metadata lack '{needed}'.");
        }

        bool optimizer = OptimizerSettings.Values.Count + OptimizerState.Numbers.Count > 0;
        if (OptimizerKind is null && optimizer) throw new InvalidDataException("The metadata lack 'checkpoint.optimizer'.");
        if (Schedule is null != !header.Metadata.ContainsKey(SchedulePrefix + "updates") || (Schedule is null && ScheduleState.Numbers.Count > 0))
        {
            throw new InvalidDataException("Expected 'checkpoint.schedule' and its updates, or neither.");
        }

        foreach (SafeTensorsHeader.Tensor tensor in header.Tensors.Values)
        {
            if (tensor.Parameter is null) CheckTensor(tensor, model);
        }
    }

    /// <summary>Takes in the values of a tensor that <see cref="CheckHeader"/> has passed.</summary>
    /// <exception cref="InvalidDataException">A value is not finite.</exception>
    public void Take(SafeTensorsHeader.Tensor tensor, float[] values)
    {
        if (ModelFile.DescribeBadValue(tensor.Name, values) is { } bad) throw new InvalidDataException(bad);
        if (tensor.Name == StreamsName)
        {
            Streams = values;
        }
        else if (After(tensor.Name, SchedulePrefix + StatePart) is { } schedule)
        {
            ScheduleState.Vectors[schedule] = values;
        }
        else if (After(tensor.Name, OptimizerPrefix + StatePart) is { } state)
        {
            OptimizerState.Vectors[state] = values;
        }
        else
        {
            Slots[tensor.Name[OptimizerPrefix.Length..]] = values;
        }
    }

    /// <summary>The optimizer as it was.</summary>
    /// <param name="model">The model that it belongs to.</param>
    /// <param name="given">One that takes on the state; null to make one.</param>
    /// <returns>Null where the model had no optimizer.</returns>
    /// <exception cref="InvalidDataException">The optimizer cannot be made, or the state is not that of its class; nothing was set.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another model.</exception>
    public Optimizer? RestoreOptimizer(SequenceModel model, Optimizer? given)
    {
        if (OptimizerKind is null)
        {
            return given is null ? null : throw new InvalidDataException($"Expected the state of {KindOf(given)}, but the checkpoint holds no optimizer.");
        }

        Optimizer optimizer = given ?? OptimizerKinds.Create(OptimizerKind, OptimizerSettings) ?? throw new InvalidDataException(
            $"The optimizer is {OptimizerKind}, a class that this library cannot make: give LoadCheckpoint one of it, which then takes on the state.");
        if (KindOf(optimizer) != OptimizerKind) throw new InvalidDataException($"Expected the state of {KindOf(optimizer)}, but got that of {OptimizerKind}.");
        float[][]? slots = SlotsOf(optimizer);
        optimizer.Restore(model, OptimizerState, slots);
        return optimizer;
    }

    private static string KindOf(Optimizer optimizer) => optimizer.Kind ?? optimizer.GetType().FullName ?? optimizer.GetType().Name;

    private static string? After(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private void Take(string key, string value)
    {
        switch (key)
        {
            case Mark when value == Version:
                break;
            case Mark:
                throw new InvalidDataException($"Expected '{Version}' as {Mark}, found '{value}'.");
            case "checkpoint.seed":
                Seed = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed)
                    ? seed
                    : throw Bad(key, "a whole number of 64 bits", $"'{value}'");
                break;
            case "checkpoint.updates":
                Updates = (uint)Whole(key, value, uint.MaxValue);
                break;
            case "checkpoint.epochs":
                Epochs = (uint)Whole(key, value, uint.MaxValue);
                break;
            case "checkpoint.optimizer":
                OptimizerKind = value;
                break;
            case "checkpoint.schedule":
                Schedule = value;
                break;
            case "checkpoint.schedule.updates":
                ScheduleUpdates = (long)Whole(key, value, long.MaxValue / 2);
                break;
            default:
                TakeSetting(key, value);
                break;
        }
    }

    private void TakeSetting(string key, string value)
    {
        if (After(key, OptimizerPrefix + SettingsPart) is { } setting)
        {
            OptimizerSettings.Add(setting, value);
        }
        else if (After(key, OptimizerPrefix + StatePart) is { } state)
        {
            OptimizerState.Numbers[state] = value;
        }
        else if (After(key, SchedulePrefix + StatePart) is { } schedule)
        {
            // Whose state it is turns out when a run gives the schedule; that it is numbers can be said now.
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) throw Bad(key, "a number", value);
            ScheduleState.Numbers[schedule] = value;
        }
        else
        {
            throw new InvalidDataException($"Found '{key}' in the metadata, which no checkpoint has.");
        }
    }

    private void CheckTensor(SafeTensorsHeader.Tensor tensor, ModelDescription model)
    {
        long count = (tensor.End - tensor.Begin) / sizeof(float);
        if (tensor.Type != TensorType.Float32) throw new InvalidDataException($"Expected '{tensor.Name}' as {TensorType.Float32}, found {tensor.Type}.");
        bool streams = tensor.Name == StreamsName;
        bool schedule = After(tensor.Name, SchedulePrefix + StatePart) is not null;
        bool state = schedule || After(tensor.Name, OptimizerPrefix + StatePart) is not null;
        bool known = streams ? model.CarriedLength > 0 : schedule ? Schedule is not null : OptimizerKind is not null && After(tensor.Name, OptimizerPrefix) is not null;
        if (!known) throw new InvalidDataException($"Found the tensor '{tensor.Name}', which no checkpoint of {model.Name} has.");

        long[] expected = streams ? [count / model.CarriedLength, model.CarriedLength] : [state ? count : model.ParameterCount];
        bool fits = tensor.Shape.AsSpan().SequenceEqual(expected) && Product(expected) * sizeof(float) == tensor.End - tensor.Begin
            && count <= Array.MaxLength && (!streams || count > 0);
        if (!fits)
        {
            throw new InvalidDataException(
                $"Expected '{tensor.Name}' with the shape [{string.Join(", ", expected)}], found [{string.Join(", ", tensor.Shape)}] in {tensor.End - tensor.Begin} bytes.");
        }
    }

    private static bool[] FrozenTensors(string names, ModelDescription model)
    {
        bool[] frozen = new bool[model.Parameters.Length];
        foreach (string name in names.Split(','))
        {
            int index = -1;
            for (int i = 0; i < frozen.Length && index < 0; i++)
            {
                if (model.Parameters[i].Name == name) index = i;
            }

            if (index < 0) throw Bad(FrozenName, $"names of tensors of {model.Name}", $"'{name}'");
            frozen[index] = true;
        }

        return frozen;
    }

    private static long Product(long[] shape)
    {
        long product = 1;
        foreach (long dimension in shape)
        {
            product *= dimension;
        }

        return product;
    }

    private float[][]? SlotsOf(Optimizer optimizer)
    {
        bool begun = OptimizerState.Numbers.GetValueOrDefault("updates") != "0";
        if (Slots.Count == 0 && !begun) return null;
        if (Slots.Count != optimizer.SlotCount)
        {
            throw new InvalidDataException($"Expected {optimizer.SlotCount} tensors of {OptimizerKind}, found {Slots.Count}: {string.Join(", ", Slots.Keys)}.");
        }

        float[][] slots = new float[optimizer.SlotCount][];
        for (int slot = 0; slot < slots.Length; slot++)
        {
            string name = optimizer.SlotName(slot);
            slots[slot] = Slots.TryGetValue(name, out float[]? values) ? values : throw new InvalidDataException($"Expected the tensor '{OptimizerPrefix}{name}'.");
            if (optimizer.HoldsSquares(slot) && Array.FindIndex(values, value => value < 0f) is >= 0 and int bad)
            {
                throw Bad($"value {bad} of '{OptimizerPrefix}{name}'", "a mean of squares, at least 0,", values[bad].ToString(CultureInfo.InvariantCulture));
            }
        }

        return slots;
    }

    private static ulong Whole(string key, string text, ulong most) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value <= most
            ? value
            : throw Bad(key, $"a whole number from 0 to {most}", $"'{text}'");

    private static InvalidDataException Bad(string key, string expected, string found) => new($"Expected {expected} as {key}, found {found}.");
}
