namespace LstmGen;

/// <summary>
/// The average of each value over a few steps of a sequence, for a shorter one: ⌊(n − size)/Stride⌋ + 1 steps of n. A rest at the end is dropped.
/// </summary>
/// <remarks>LookBack must have at least one reading; a window whose length is shorter gives one step, of the steps that it has.</remarks>
/// <param name="size">Steps that each output reads, 1 to 100,000.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool1DAttribute(int size = 2) : LayerAttribute
{
    /// <summary>Steps that each output reads.</summary>
    public int Size { get; set; } = size;

    /// <summary>Steps from one reading to the next, 1 to 100,000; 0, the default, is the size: no step is read twice or left out.</summary>
    public int Stride { get; set; }

    /// <summary>
    /// Whether readings may reach past the ends of the sequence: the default is no, as in Keras. Only the steps that are there count, and the mean is divided by their number, as in Keras (PyTorch's <c>count_include_pad=False</c>).
    /// </summary>
    public Padding Padding { get; set; } = Padding.Valid;
}
