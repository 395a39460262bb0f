using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Parsing;

/// <summary>Names as code writes them.</summary>
internal static class CSharpName
{
    /// <summary>The name, with an @ where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>A type's name: one of small letters alone gets an @ as well, as it may be a word of the language one day, which compilers warn of (CS8981).</summary>
    public static string OfType(string name) => name.All(letter => letter is >= 'a' and <= 'z') ? "@" + name : Escape(name);

    /// <summary>Dotted and escaped; empty for the global namespace.</summary>
    public static string Of(INamespaceSymbol symbol) => string.Join(".", Parts(symbol).Select(Escape));

    /// <summary>Dotted, as metadata knows it.</summary>
    public static string Unescaped(INamespaceSymbol symbol) => string.Join(".", Parts(symbol));

    private static IEnumerable<string> Parts(INamespaceSymbol symbol) =>
        symbol.IsGlobalNamespace ? [] : [.. Parts(symbol.ContainingNamespace), symbol.Name];
}
