namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Softmax]</c> on one vector: it says which of several classes a window is. Its calls are those of <see cref="ClassifierExtensions"/>.
/// </summary>
/// <remarks>The generator implements it. Algorithms take any such model by the constraint <c>where T : SequenceModel, IClassifier</c>.</remarks>
public interface IClassifier
{
    /// <summary>How many classes there are, at least 2. They are numbered from 0.</summary>
    static abstract int Classes { get; }
}
