using LstmGen;
using LstmGen.Watch;

namespace Playground.Exercises;

/// <summary>What a network is to learn: windows, and what is drawn beside them.</summary>
internal sealed record Exercise
{
    /// <summary>All that can be chosen.</summary>
    public static readonly IReadOnlyList<string> Names = [.. BuiltInSeries.Names, "adding", "text", "csv"];

    /// <summary>What is trained on and validated with.</summary>
    public required WindowDataset Windows { get; init; }

    /// <summary>What the page draws.</summary>
    public required TrainingFeedOptions Shown { get; init; }

    /// <summary>Values a step.</summary>
    public int Features { get; init; } = 1;

    /// <summary>Characters to tell apart; 0 where numbers are forecast.</summary>
    public int Classes { get; init; }

    /// <summary>How the model scales.</summary>
    public Scaling Scaling { get; init; }

    /// <summary>How the windows are made, in C#.</summary>
    public required string Code { get; init; }

    /// <summary>Of settings without problems.</summary>
    /// <exception cref="ProblemException">The data are too short for the look-back and the horizon.</exception>
    public static Exercise Of(Settings settings) => settings.Data switch
    {
        "adding" => AddingProblem.Create(settings),
        "text" => TypedText.Create(settings),
        "csv" => SeriesExercise.Create(settings, settings.Series!, Scaling.Standard),
        _ => SeriesExercise.Create(settings, BuiltInSeries.Create(settings), BuiltInSeries.ScalingOf(settings.Data)),
    };
}
