using LstmGen.Inspection;
using LstmGen.Runtime;

namespace LstmGen.Watch.Frames;

/// <summary>
/// Holds a gate of one unit: its columns of kernel and recurrent kernel are zero, and its bias is so large that the gate says 1, or 0, at every step. The network stays what it is, so that what
/// is seen is the product's own code.
/// </summary>
internal static class GateHolder
{
    /// <summary>Where a sigmoid, hard or soft, is 1 or 0 in a float.</summary>
    private const float Saturated = 120f;

    /// <summary>The gates in the order of a kernel's columns, of those cells that have a cell and of those that have not.</summary>
    private const string LstmGates = "ifgo";

    private const string GruGates = "zrg";

    /// <summary>The gates of a layer that can be held; none where its cell has parameters beyond kernels and biases, or no bias.</summary>
    public static string Held(ModelDescription model, LayerTrace layer, string gates)
    {
        string order = Order(gates);
        if (order.Length == 0) return "";
        ParameterDescription[] tensors = [.. TensorsOf(model, layer)];
        bool plain = tensors.Length == 3 && tensors.All(tensor => tensor.Shape[^1] == order.Length * layer.Units) && tensors.Any(IsBias);
        return plain ? order.Replace("g", "", StringComparison.Ordinal) : "";
    }

    /// <summary>Writes the held gate's weights into the parameters of a copy.</summary>
    public static void Hold(Span<float> parameters, ModelDescription model, LayerTrace layer, string gates, HeldGate held)
    {
        string order = Order(gates);
        int column = order.IndexOf(held.Gate, StringComparison.Ordinal) * layer.Units + held.Unit;
        int width = order.Length * layer.Units;
        foreach (ParameterDescription tensor in TensorsOf(model, layer))
        {
            Span<float> values = parameters.Slice(tensor.Offset, tensor.Count);
            for (int at = column; at < values.Length; at += width)
            {
                values[at] = 0f;
            }

            if (IsBias(tensor)) values[column] = held.Open ? Saturated : -Saturated;
        }
    }

    private static IEnumerable<ParameterDescription> TensorsOf(ModelDescription model, LayerTrace layer) =>
        model.Parameters.Where(tensor => tensor.Name.StartsWith(layer.Name + ".", StringComparison.Ordinal));

    private static bool IsBias(ParameterDescription tensor) => tensor.Name.EndsWith(".bias", StringComparison.Ordinal);

    private static string Order(string gates) => gates.Contains('c', StringComparison.Ordinal) ? LstmGates : gates.Contains('z', StringComparison.Ordinal) ? GruGates : "";
}
