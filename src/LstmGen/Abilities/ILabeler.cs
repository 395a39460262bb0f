namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Sigmoid]</c>: it says which of several labels are there, for a window or for each of its steps; they do not exclude each other.
/// Its calls are those of <see cref="LabelerExtensions"/>.
/// </summary>
/// <remarks>The generator implements it. Algorithms take any such model by the constraint <c>where T : SequenceModel, ILabeler</c>.</remarks>
public interface ILabeler
{
    /// <summary>How many labels there are, of each step where there is a sequence; at least 1.</summary>
    static abstract int Labels { get; }
}
