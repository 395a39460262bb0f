using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>Weights of a file that belong together, and that may fill a layer.</summary>
/// <param name="name">In the file.</param>
internal abstract class WeightModule(string name)
{
    public string Name => name;

    /// <summary>Its tensors with their shapes, for messages.</summary>
    public abstract override string ToString();

    /// <summary>Whether its shapes are those that a slot wants.</summary>
    public abstract bool Fits(Slot slot);

    /// <summary>Writes its values where a slot wants them.</summary>
    /// <param name="slot">One that it fits.</param>
    /// <param name="parameters">The whole flat vector.</param>
    public abstract void Fill(Slot slot, Span<float> parameters);

    /// <summary>Writes the values of a tensor.</summary>
    protected static void Put(ParameterDescription tensor, ReadOnlySpan<float> values, Span<float> parameters)
    {
        if (values.Length != tensor.Count) throw new InvalidDataException($"Expected {tensor.Count} values for '{tensor.Name}', but got {values.Length}.");
        values.CopyTo(parameters[tensor.Offset..]);
    }

    protected static bool Is(ParameterDescription? tensor, params ReadOnlySpan<int> shape) => tensor is not null && tensor.Shape.AsSpan().SequenceEqual(shape);
}
