using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings;

/// <summary>Every rule of this folder. Adding a file to <c>Rules</c> is all it takes to add one.</summary>
internal static class WarningRules
{
    /// <summary>Of every warning, so that one line of an .editorconfig sets them all.</summary>
    public const string Category = "LstmGen.Design";

    /// <summary>Where the pages are.</summary>
    public const string Help = "https://github.com/lstmgen/lstmgen/blob/main/docs/diagnostics/";

    /// <summary>Of models, in the order of their ids.</summary>
    public static IReadOnlyList<IWarningRule> OfModels { get; } =
    [
        .. typeof(IWarningRule).Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(IWarningRule).IsAssignableFrom(type))
            .Select(type => (IWarningRule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Descriptor.Id, StringComparer.Ordinal),
    ];

    /// <summary>Of code that uses models, in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> OfUses { get; } = [LookBackOfSeason.Descriptor];

    /// <summary>All, in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [.. OfModels.Select(rule => rule.Descriptor).Concat(OfUses).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
}
