using System.Globalization;
using LstmGen.Import.Containers;
using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>
/// One layer of a recurrent module of PyTorch: <c>weight_ih_l0</c> [gates·units, inputs], <c>weight_hh_l0</c>, two biases, and the same with <c>_reverse</c>. An LSTM has our order of
/// gates, i f g o, and its biases add; a GRU has r z n instead of z r n, and keeps both biases.
/// </summary>
internal sealed class TorchRecurrentModule : WeightModule
{
    private readonly IReadOnlyDictionary<string, FileTensor> _tensors;
    private readonly string _ending;

    /// <param name="name">The module's.</param>
    /// <param name="tensors">Of the whole module, by their names in it.</param>
    /// <param name="layer">Which of its layers; null for a cell, whose names have no number.</param>
    public TorchRecurrentModule(string name, IReadOnlyDictionary<string, FileTensor> tensors, int? layer)
        : base(layer is null or 0 ? name : $"{name}, layer {layer}") => (_tensors, _ending) = (tensors, layer is null ? "" : $"_l{layer.Value.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Whether a module is one, or a cell.</summary>
    public static bool Is(IReadOnlyDictionary<string, FileTensor> tensors) => tensors.ContainsKey("weight_ih_l0") || tensors.ContainsKey("weight_ih");

    public override string ToString() =>
        string.Join(", ", _tensors.Where(entry => entry.Key.EndsWith(_ending, StringComparison.Ordinal) || entry.Key.EndsWith(_ending + "_reverse", StringComparison.Ordinal)).Select(entry => entry.Value));

    public override bool Fits(Slot slot)
    {
        if (slot.Kind is not ("lstm" or "gru" or "simplernn")) return false;
        bool reverse = _tensors.ContainsKey($"weight_ih{_ending}_reverse");
        return reverse == slot.IsBidirectional && (reverse ? Fits(slot, "forward.", "") && Fits(slot, "backward.", "_reverse") : Fits(slot, "", ""));
    }

    public override void Fill(Slot slot, Span<float> parameters)
    {
        if (slot.IsBidirectional)
        {
            Fill(slot, "forward.", "", parameters);
            Fill(slot, "backward.", "_reverse", parameters);
        }
        else
        {
            Fill(slot, "", "", parameters);
        }
    }

    private FileTensor? Find(string name, string reverse) => _tensors.GetValueOrDefault($"{name}{_ending}{reverse}");

    private bool Fits(Slot slot, string prefix, string reverse)
    {
        if (Find("weight_ih", reverse) is not { Rank: 2, Shape: [var rows, var inputs] } || Find("weight_hh", reverse) is not { Rank: 2, Shape: [var hiddenRows, var hidden] }) return false;
        FileTensor? bias = Find("bias_ih", reverse);
        FileTensor? second = Find("bias_hh", reverse);
        bool biased = slot.Find(prefix + "bias") is { } wanted
            ? bias?.Count == rows && second?.Count == rows && (slot.Kind == "gru" ? Is(wanted, 2, rows) : Is(wanted, rows))
            : bias is null && second is null;
        FileTensor? projection = Find("weight_hr", reverse);
        bool projected = slot.Find(prefix + "projection") is { } target ? projection is { Rank: 2, Shape: [var to, var from] } && Is(target, from, to) : projection is null;
        return hiddenRows == rows && biased && projected && Is(slot.Find(prefix + "kernel"), inputs, rows) && Is(slot.Find(prefix + "recurrent_kernel"), hidden, rows);
    }

    private void Fill(Slot slot, string prefix, string reverse, Span<float> parameters)
    {
        bool isGru = slot.Kind == "gru";
        Put(slot.Find(prefix + "kernel")!, TorchModule.Turned(Ordered(Find("weight_ih", reverse)!, isGru)), parameters);
        Put(slot.Find(prefix + "recurrent_kernel")!, TorchModule.Turned(Ordered(Find("weight_hh", reverse)!, isGru)), parameters);
        if (slot.Find(prefix + "projection") is { } projection) Put(projection, TorchModule.Turned(Find("weight_hr", reverse)!), parameters);
        if (slot.Find(prefix + "bias") is not { } bias) return;
        float[] first = Ordered(Find("bias_ih", reverse)!, isGru).ToFloats();
        float[] second = Ordered(Find("bias_hh", reverse)!, isGru).ToFloats();
        Put(bias, isGru ? [.. first, .. second] : Added(first, second), parameters);
    }

    private static float[] Added(float[] first, float[] second)
    {
        for (int i = 0; i < first.Length; i++)
        {
            first[i] += second[i];
        }

        return first;
    }

    /// <summary>Rows of r z n as z r n.</summary>
    private static FileTensor Ordered(FileTensor tensor, bool isGru)
    {
        if (!isGru) return tensor;
        float[] values = tensor.ToFloats();
        int third = values.Length / 3;
        float[] ordered = [.. values.AsSpan(third, third), .. values.AsSpan(0, third), .. values.AsSpan(2 * third)];
        return FileTensor.Of(tensor.Name, tensor.Shape, ordered);
    }
}
