using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>The names that one file declares for others, of its syntax alone; method bodies are not looked into.</summary>
internal sealed class DeclaredNames
{
    private const string ModelName = "LstmModel";

    private static readonly ConditionalWeakTable<SyntaxTree, DeclaredNames> s_known = new();

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private DeclaredNames(CompilationUnitSyntax root)
    {
        foreach (SyntaxNode node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or BaseFieldDeclarationSyntax or VariableDeclarationSyntax))
        {
            Add(node);
        }
    }

    public bool HasGlobalUsings { get; private set; }

    public bool HasStaticUsings { get; private set; }

    /// <summary>Other names for types, such as <c>using M = LstmGen.LstmModelAttribute</c>.</summary>
    public bool HasAliases { get; private set; }

    /// <summary>Those that may stand for the model's attribute.</summary>
    public List<string> ModelAliases { get; } = [];

    public static DeclaredNames Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!s_known.TryGetValue(tree, out DeclaredNames? names))
        {
            names = new DeclaredNames((CompilationUnitSyntax)tree.GetRoot(cancellation));
            s_known.Remove(tree);
            s_known.Add(tree, names);
        }

        return names;
    }

    public static bool IsModelName(string name) => name is ModelName or ModelName + "Attribute";

    /// <summary>The last part of a name that may have dots.</summary>
    public static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    public bool Overlaps(HashSet<string> mentioned)
    {
        foreach (string name in mentioned)
        {
            if (_names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case UsingDirectiveSyntax directive:
                HasGlobalUsings |= directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);
                HasStaticUsings |= directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword);
                if (directive.Alias is { } alias)
                {
                    HasAliases = true;
                    if (directive.Name is { } target && IsModelName(LastName(target)))
                    {
                        ModelAliases.Add(alias.Name.Identifier.ValueText);
                    }
                }

                break;
            case BaseNamespaceDeclarationSyntax { Name: var name }:
                _names.UnionWith(name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(part => part.Identifier.ValueText));
                break;
            case BaseTypeDeclarationSyntax type:
                _names.Add(type.Identifier.ValueText);
                break;
            case DelegateDeclarationSyntax type:
                _names.Add(type.Identifier.ValueText);
                break;
            case EnumMemberDeclarationSyntax member:
                _names.Add(member.Identifier.ValueText);
                break;
            case VariableDeclaratorSyntax field:
                _names.Add(field.Identifier.ValueText);
                break;
            case PropertyDeclarationSyntax property:
                _names.Add(property.Identifier.ValueText);
                break;
            case MethodDeclarationSyntax method:
                _names.Add(method.Identifier.ValueText);
                break;
            case EventDeclarationSyntax @event:
                _names.Add(@event.Identifier.ValueText);
                break;
        }
    }
}
