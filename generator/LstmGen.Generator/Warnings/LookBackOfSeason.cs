using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings;

/// <summary>Windows of a series whose season is declared, and which hold less than two of it.</summary>
internal static class LookBackOfSeason
{
    public const string Id = "LSTMGEN107";
    public const int Periods = 2;
    public const int MostSteps = 100_000;

    /// <summary>The property of a diagnostic that says how many steps hold two periods.</summary>
    public const string Steps = nameof(Steps);

    // Steps; period; two periods.
    public static readonly DiagnosticDescriptor Descriptor = new(
        Id, "A window holds two periods of its season",
        "A window of {0} steps holds less than two periods of {1}, so a season cannot be told from a trend; make it {2} here and in [LstmModel], or give the season as a known column",
        WarningRules.Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: WarningRules.Help + Id + ".md");
}
