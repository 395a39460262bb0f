using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests;

/// <summary>Why the steps of one model ran, or did not run, after an edit.</summary>
/// <param name="Declaration">Reading the attributes.</param>
/// <param name="File">Writing the file.</param>
internal sealed record StepReasons(IncrementalStepRunReason Declaration, IncrementalStepRunReason File)
{
    /// <summary>The edit did not concern the model.</summary>
    public static StepReasons Nothing { get; } = new(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);

    /// <summary>The model was read and written anew.</summary>
    public static StepReasons Regenerated { get; } = new(IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);

    /// <summary>The declaration is the same, but not the project around it.</summary>
    public static StepReasons Rewritten { get; } = new(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified);

    /// <summary>The declaration says something else, and comes to the same.</summary>
    public static StepReasons SameFile { get; } = new(IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);

    public static StepReasons Added { get; } = new(IncrementalStepRunReason.New, IncrementalStepRunReason.New);

    public static StepReasons Removed { get; } = new(IncrementalStepRunReason.Removed, IncrementalStepRunReason.Removed);

    /// <summary>Of every model, in the order of the sources.</summary>
    public static ImmutableArray<StepReasons> Of(GeneratorRunResult result) =>
    [
        .. Cacheability.Reasons(result, LstmModelGenerator.TrackingNames.Declaration)
            .Zip(Cacheability.Reasons(result, LstmModelGenerator.TrackingNames.File), (declaration, file) => new StepReasons(declaration, file)),
    ];
}
