using LstmGen;
using LstmGen.Compiler;
using LstmGen.Forecasting;

namespace Tuning;

/// <summary>The one look at the test: a candidate is trained again, on all that came before it, for the epochs that were best in its trial.</summary>
/// <param name="Name">Of the forecast.</param>
/// <param name="Accuracy">Over the test span.</param>
internal sealed record Judgement(string Name, ForecastAccuracy Accuracy)
{
    public static Judgement Of(string name, TrialResult trial, SeriesSpans spans, Scaling scaling, TuningOptions options)
    {
        Candidate candidate = trial.Candidate;
        (WindowDataset training, WindowDataset test) = spans.ForJudgement(candidate.LookBack);
        SequenceModel model = ModelCompiler.Compile(candidate.Spec(scaling, spans.Horizon), options.Seed);
        model.Fit(training, new FitOptions
        {
            Epochs = trial.BestEpoch,
            BatchSize = candidate.BatchSize,
            LearningRate = candidate.LearningRate,
            Clipping = Candidate.Clipping,
            MaxDegreeOfParallelism = options.Threads,
        });
        return new(name, ForecastAccuracy.Of(model, test)!);
    }
}
