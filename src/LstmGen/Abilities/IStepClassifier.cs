namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Softmax]</c> on a sequence: it says which of several classes each step of a window is. Its calls are those of
/// <see cref="StepClassifierExtensions"/>.
/// </summary>
/// <remarks>The generator implements it. Algorithms take any such model by the constraint <c>where T : SequenceModel, IStepClassifier</c>.</remarks>
public interface IStepClassifier
{
    /// <summary>How many classes there are, at least 2. They are numbered from 0.</summary>
    static abstract int Classes { get; }
}
