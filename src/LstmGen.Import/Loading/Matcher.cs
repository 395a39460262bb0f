using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>
/// Gives every layer of a declared model the weights of a file that have its shapes. First in order, which is how files are written; where that does not fit, whichever way all of
/// them fit, with those of one shape in the file's order.
/// </summary>
internal static class Matcher
{
    private const int MostTries = 100_000;

    /// <returns>The whole flat vector, and what went where.</returns>
    /// <exception cref="InvalidDataException">They do not fit; the message has both sides.</exception>
    public static (float[] Parameters, IReadOnlyList<LoadedLayer> Layers) Match(ModelDescription model, IReadOnlyList<WeightModule> modules, string what)
    {
        List<Slot> slots = Slot.Of(model, whole: modules is DescribedModules);
        int[] chosen = new int[slots.Count];
        bool[] used = new bool[modules.Count];
        int tries = 0;
        if (slots.Count != modules.Count || !Choose(0)) throw Unfit(model, slots, modules, what);
        float[] parameters = new float[model.ParameterCount];
        var layers = new List<LoadedLayer>();
        for (int i = 0; i < slots.Count; i++)
        {
            modules[chosen[i]].Fill(slots[i], parameters);
            layers.Add(new(slots[i].Layer, modules[chosen[i]].Name));
        }

        return (parameters, layers);

        bool Choose(int slot)
        {
            if (slot == slots.Count) return true;
            for (int i = 0; i < modules.Count; i++)
            {
                if (used[i] || ++tries > MostTries || !modules[i].Fits(slots[slot])) continue;
                (used[i], chosen[slot]) = (true, i);
                if (Choose(slot + 1)) return true;
                used[i] = false;
            }

            return false;
        }
    }

    private static InvalidDataException Unfit(ModelDescription model, List<Slot> slots, IReadOnlyList<WeightModule> modules, string what)
    {
        var lines = new List<string> { $"Expected weights in {what} for every layer of {model.Name}, but they do not fit." };
        Slot[] without = [.. slots.Where(slot => !modules.Any(module => module.Fits(slot)))];
        WeightModule[] left = [.. modules.Where(module => !slots.Any(slot => module.Fits(slot)))];
        if (without.Length > 0) lines.Add($"{model.Name} has, and nothing in the file has these shapes:");
        lines.AddRange(without.Select(slot => $"  {slot}"));
        if (left.Length > 0) lines.Add("The file has, and no layer takes it:");
        lines.AddRange(left.Select(module => $"  {module.Name}: {module}"));
        if (without.Length == 0 && left.Length == 0)
        {
            lines.Add($"The model has {slots.Count} layers with weights, the file {modules.Count}:");
            lines.AddRange(slots.Select(slot => $"  {slot.Layer}: {slot}"));
            lines.AddRange(modules.Select(module => $"  {module.Name}: {module}"));
        }

        if (without.Any(slot => slot.Kind == "gru" && slot.Tensors.Any(tensor => tensor.Name.EndsWith("bias", StringComparison.Ordinal) && tensor.Shape.Length == 1)) && left.Length > 0)
        {
            lines.Add("A GRU of PyTorch has two biases: ResetAfter = true.");
        }

        if (left.Any(module => module is TorchRecurrentModule) && without.Any(slot => slot.Find("bias") is not null))
        {
            lines.Add("A module with bias=False is declared with UseBias = false.");
        }

        return new InvalidDataException(string.Join('\n', lines));
    }
}
