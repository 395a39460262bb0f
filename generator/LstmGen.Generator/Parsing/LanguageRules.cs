using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Parsing;

/// <summary>The version of C# that generated code is written in. A test compiles every feature with exactly this version, and with the one below it in vain.</summary>
internal static class LanguageRules
{
    /// <summary>The lowest that will do: <c>ref readonly</c> parameters are the newest feature that is used.</summary>
    public const LanguageVersion Needed = LanguageVersion.CSharp12;

    /// <summary>The lowest with nullable annotations, which the members of a model that cannot be written do without below it.</summary>
    private const LanguageVersion Annotations = LanguageVersion.CSharp8;

    public static bool IsEnough(LanguageVersion version) => version.MapSpecifiedToEffectiveVersion() >= Needed;

    public static bool HasAnnotations(LanguageVersion version) => version.MapSpecifiedToEffectiveVersion() >= Annotations;

    /// <summary>Of the project that declares the type; null for a type without source.</summary>
    public static LanguageVersion? VersionOf(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => (reference.SyntaxTree.Options as CSharpParseOptions)?.LanguageVersion)
        .FirstOrDefault(version => version is not null);
}
