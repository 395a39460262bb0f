using System.Diagnostics;
using LstmGen;
using LstmGen.Compiler;

namespace Tuning;

/// <summary>One candidate: compiled in the process, trained on one thread, measured by the validation span.</summary>
internal sealed class Trial(Candidate candidate, SeriesSpans spans, Scaling scaling, TuningOptions options)
{
    private const int Patience = 5;

    /// <summary>Trains until the validation error stops improving.</summary>
    /// <param name="bar">The validation error after each epoch above which the trial ends; empty for none.</param>
    /// <param name="deadline">Ends it, too.</param>
    public TrialResult Run(IReadOnlyList<double> bar, CancellationToken deadline)
    {
        long start = Stopwatch.GetTimestamp();
        (WindowDataset training, WindowDataset validation) = spans.ForChoice(candidate.LookBack);
        SequenceModel model = ModelCompiler.Compile(candidate.Spec(scaling, spans.Horizon), options.Seed);
        model.FitScaler(training);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var curve = new LossCurve(model.Scaler!.OutputScales[0], bar, stop);
        FitReport report = model.Fit(training, new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = candidate.BatchSize,
            LearningRate = candidate.LearningRate,
            Clipping = Candidate.Clipping,
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = Patience, RestoreBestWeights = false },
            MaxDegreeOfParallelism = 1,
            Progress = curve,
            CancellationToken = stop.Token,
        });
        Ending ending = report.StopReason switch
        {
            StopReason.Cancelled => curve.IsBelowMedian ? Ending.BelowMedian : Ending.OutOfTime,
            StopReason.EarlyStopping => Ending.EarlyStopping,
            StopReason.NonFinite => Ending.Diverged,
            _ => Ending.Completed,
        };
        return new TrialResult(candidate, curve.Lowest, curve.BestEpoch, curve.Values, ending, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Keeps the lowest validation error so far, in the units of the series, and ends the run where it is above the bar.</summary>
    private sealed class LossCurve(double scale, IReadOnlyList<double> bar, CancellationTokenSource stop) : IProgress<EpochReport>
    {
        /// <summary>Epochs that every trial is given: what starts slowly may still arrive.</summary>
        private const int Grace = 5;

        private readonly List<double> _values = [];

        public IReadOnlyList<double> Values => _values;

        public double Lowest => _values.Count == 0 ? double.PositiveInfinity : _values[^1];

        public int BestEpoch { get; private set; }

        public bool IsBelowMedian { get; private set; }

        public void Report(EpochReport value)
        {
            double error = value.ValidationLoss is { } loss && double.IsFinite(loss) ? Math.Sqrt(loss) * scale : double.PositiveInfinity;
            if (error < Lowest)
            {
                BestEpoch = value.Epoch;
            }

            _values.Add(Math.Min(error, Lowest));
            if (value.Epoch >= Grace && value.Epoch <= bar.Count && Lowest > bar[value.Epoch - 1])
            {
                IsBelowMedian = true;
                stop.Cancel();
            }
        }
    }
}
