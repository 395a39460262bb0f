using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>The names that the meaning of a declaration depends on, those in the initialisers of its constants included.</summary>
internal sealed class MentionedNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;

    private MentionedNames(Compilation compilation, CancellationToken cancellation) => (_compilation, _cancellation) = (compilation, cancellation);

    /// <summary>Null where names alone do not decide: a class in source that something is inherited from, or what cannot be bound.</summary>
    public static HashSet<string>? Of(TypeDeclarationSyntax node, SemanticModel semantics, CancellationToken cancellation)
    {
        var mentioned = new MentionedNames(semantics.Compilation, cancellation);
        return mentioned.Add(node, semantics) ? mentioned._names : null;
    }

    private bool Add(TypeDeclarationSyntax node, SemanticModel semantics)
    {
        if (semantics.GetDeclaredSymbol(node, _cancellation) is not INamedTypeSymbol type)
        {
            return false;
        }

        foreach (INamedTypeSymbol part in TypeShape.Containers(type).Append(type))
        {
            if (InheritsFromSource(part))
            {
                return false;
            }

            foreach (SyntaxReference reference in part.DeclaringSyntaxReferences)
            {
                AddTokens(reference.GetSyntax(_cancellation), SymbolEqualityComparer.Default.Equals(part, type));
            }
        }

        foreach (AttributeSyntax attribute in ModelAttributes.SyntaxOf(type, _cancellation))
        {
            SemanticModel there = ModelOf(attribute.SyntaxTree, semantics);
            if (attribute.ArgumentList is { } arguments && !arguments.Arguments.All(argument => Follow(argument.Expression, there)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Every identifier but those in bodies; attributes are also found by their long names.</summary>
    private void AddTokens(SyntaxNode declaration, bool withMembers)
    {
        foreach (SyntaxNode node in declaration.DescendantNodesAndSelf(
            node => node is not BlockSyntax and not ArrowExpressionClauseSyntax && (withMembers || node == declaration || node is not MemberDeclarationSyntax)))
        {
            foreach (SyntaxToken token in node.ChildTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
            {
                _names.Add(token.ValueText);
            }

            if (node is AttributeSyntax attribute)
            {
                _names.Add(DeclaredNames.LastName(attribute.Name) + "Attribute");
            }
        }
    }

    /// <summary>Adds what an expression mentions, and what the constants it mentions do.</summary>
    private bool Follow(ExpressionSyntax expression, SemanticModel semantics)
    {
        foreach (SimpleNameSyntax name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            _names.Add(name.Identifier.ValueText);
            bool canBeFollowed = semantics.GetSymbolInfo(name, _cancellation).Symbol switch
            {
                null => false,
                { DeclaringSyntaxReferences.IsEmpty: true } => true,
                IFieldSymbol field => FollowField(field),
                INamedTypeSymbol type => !InheritsFromSource(type),
                INamespaceSymbol => true,
                _ => false,
            };
            if (!canBeFollowed)
            {
                return false;
            }
        }

        return true;
    }

    private bool FollowField(IFieldSymbol field)
    {
        if (!_followed.Add(field))
        {
            return true;
        }

        if (field.ContainingType.TypeKind == TypeKind.Enum || InheritsFromSource(field.ContainingType))
        {
            return false;
        }

        foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_cancellation) is not VariableDeclaratorSyntax { Initializer.Value: var value } || !Follow(value, ModelOf(reference.SyntaxTree, null)))
            {
                return false;
            }
        }

        return true;
    }

    private SemanticModel ModelOf(SyntaxTree tree, SemanticModel? known) => known?.SyntaxTree == tree ? known : _compilation.GetSemanticModel(tree);

    private static bool InheritsFromSource(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: SpecialType.None } && type.BaseType.DeclaringSyntaxReferences.Length + (type.BaseType.TypeKind == TypeKind.Error ? 1 : 0) > 0;
}
