using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>The places in the user's class that the generator fills, and who has taken one of them.</summary>
internal static class GeneratedMembers
{
    /// <summary>Names that belong to the generated part, whatever the signature.</summary>
    private static readonly string[] s_names = ["State"];

    /// <summary>What the user declares in a place that the generator fills, in words for a message.</summary>
    public static IEnumerable<string> TakenBy(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (WrittenByUser(type, cancellation).OfType<TypeDeclarationSyntax>().Any(declaration => declaration.ParameterList is not null))
        {
            yield return "a primary constructor";
        }
        else if (type.InstanceConstructors.Any(constructor =>
            constructor.Parameters is [{ Type.SpecialType: SpecialType.System_UInt64 }] && IsUsers(constructor, cancellation)))
        {
            yield return $"the constructor '{type.Name}(ulong)'";
        }

        foreach (string name in s_names)
        {
            if (type.GetMembers(name).Any(member => IsUsers(member, cancellation)))
            {
                yield return $"'{name}'";
            }
        }
    }

    private static bool IsUsers(ISymbol symbol, CancellationToken cancellation) => WrittenByUser(symbol, cancellation).Any();

    /// <summary>An analyzer also sees what the generator wrote; those parts are told by the folder that the compiler puts them in.</summary>
    private static IEnumerable<SyntaxNode> WrittenByUser(ISymbol symbol, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences
            .Where(reference => !reference.SyntaxTree.FilePath.Contains(typeof(LstmModelGenerator).FullName))
            .Select(reference => reference.GetSyntax(cancellation));
}
