namespace LstmGen;

/// <summary>
/// Watches a run of <see cref="SequenceModel.Fit"/> from inside: set as <see cref="FitOptions.Progress"/>, it is told of the start, of every update, of every epoch
/// (<see cref="IProgress{T}.Report"/>) and of the end.
/// </summary>
/// <remarks>
/// All calls come on the training thread, and training waits for them: an observer that does not return holds the run where it is, which is how a run is paused. Meanwhile the model may
/// predict, forecast, trace and be cloned; what would train or change it is refused. What an observer throws ends the run as <see cref="FitOptions.Progress"/> does, with the parameters of
/// the last update.
/// </remarks>
public interface ITrainingObserver : IProgress<EpochReport>
{
    /// <summary>The options are checked and the scaler is fitted; nothing is learnt yet.</summary>
    /// <param name="run">What will be trained, and on what. It stays valid until the end of the run.</param>
    void RunStarted(TrainingRun run);

    /// <summary>After every update.</summary>
    /// <param name="update">Which one, and the loss of its batch.</param>
    void Updated(in UpdateReport update);

    /// <summary>After the last epoch, however the run ended.</summary>
    /// <param name="report">What <see cref="SequenceModel.Fit"/> returns; null where it throws.</param>
    void RunEnded(FitReport? report);
}
