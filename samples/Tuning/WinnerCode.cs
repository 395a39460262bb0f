using System.Globalization;
using LstmGen;

namespace Tuning;

/// <summary>A candidate as code to copy: the declaration of its class, and its training.</summary>
internal static class WinnerCode
{
    public const string ClassName = "TunedModel";

    public static string Of(TrialResult trial, Scaling scaling, int horizon, int seed)
    {
        Candidate candidate = trial.Candidate;
        string windows = horizon == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", horizon: {horizon}");
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            // {{ClassName}}.cs
            {{candidate.Spec(scaling, horizon).ToCSharp(ClassName)}}
            // Training:
            var model = new {{ClassName}}(seed: {{seed}});
            model.Fit(WindowDataset.Of(series, lookBack: {{candidate.LookBack}}{{windows}}), new FitOptions
            {
                Epochs = {{trial.BestEpoch}},
                BatchSize = {{candidate.BatchSize}},
                LearningRate = {{candidate.LearningRate}},
                Clipping = GradientClipping.ByGlobalNorm({{Candidate.LargestNorm}}),
            });

            """);
    }
}
