namespace LstmGen;

/// <summary>
/// A model that predicts distributions of what follows a window, so that it can go on from its own samples. Beside the calls of every
/// <see cref="IDistributionPredictor"/> it has those of <see cref="DistributionForecasterExtensions"/>.
/// </summary>
public interface IDistributionForecaster : IDistributionPredictor;
