namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Sigmoid(1)]</c> on one vector: it says whether its one label is there. Beside the calls of every <see cref="ILabeler"/> it has those of
/// <see cref="SingleLabelerExtensions"/>.
/// </summary>
public interface ISingleLabeler : ILabeler;
