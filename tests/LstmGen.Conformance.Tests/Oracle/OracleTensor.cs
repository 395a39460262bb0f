namespace LstmGen.Conformance.Oracle;

/// <summary>One tensor of a layer: its name within the layer and its row-major shape.</summary>
internal sealed record OracleTensor(string Name, params int[] Shape)
{
    /// <summary>Whether nothing trains it: its gradient is zero by definition.</summary>
    public bool IsFrozen { get; init; }

    public int Count => Shape.Aggregate(1, (product, dimension) => product * dimension);
}

/// <summary>Tensors that lie back to back in one vector.</summary>
internal static class OracleTensors
{
    public static int Count(this IReadOnlyList<OracleTensor> tensors) => tensors.Sum(tensor => tensor.Count);

    /// <summary>One tensor's part of the vector; empty where the layer has no such tensor.</summary>
    public static Span<double> Of(this IReadOnlyList<OracleTensor> tensors, string name, double[] vector)
    {
        int offset = 0;
        foreach (OracleTensor tensor in tensors)
        {
            if (tensor.Name == name)
            {
                return vector.AsSpan(offset, tensor.Count);
            }

            offset += tensor.Count;
        }

        return [];
    }
}
