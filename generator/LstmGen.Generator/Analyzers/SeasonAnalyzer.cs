using System.Collections.Immutable;
using System.Globalization;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Warnings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Analyzers;

/// <summary>Warns where windows are shorter than two periods of the season that is declared with them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeasonAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LookBackOfSeason.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!ModelAttributes.IsRuntimeType(call.TargetMethod.ContainingType, "WindowDataset")
            || Argument(call, "lookBack") is not { } lookBack || Argument(call, "period") is not { } period
            || ConstantValue.Of(lookBack.Value) is not int steps || ConstantValue.Of(period.Value) is not int season)
        {
            return;
        }

        // Where columns say the place in the season, as those known ahead do, no window has to show it.
        bool isKnown = Argument(call, "known") is { } known && known.Value.ConstantValue is not { HasValue: true, Value: null };
        long wanted = (long)LookBackOfSeason.Periods * season;
        if (isKnown || steps < 1 || season < 2 || steps >= wanted || wanted > LookBackOfSeason.MostSteps)
        {
            return;
        }

        string text = wanted.ToString(CultureInfo.InvariantCulture);
        context.ReportDiagnostic(Diagnostic.Create(
            LookBackOfSeason.Descriptor, lookBack.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(LookBackOfSeason.Steps, text),
            steps.ToString(CultureInfo.InvariantCulture), season.ToString(CultureInfo.InvariantCulture), text));
    }

    /// <summary>As it is written; null where it has its default.</summary>
    private static IArgumentOperation? Argument(IInvocationOperation call, string name) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && argument.ArgumentKind == ArgumentKind.Explicit);
}
