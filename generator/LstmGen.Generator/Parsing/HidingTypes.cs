using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// Types in the user's source that stand where generated code finds its own: it names everything from the root, which only a type in one of these very
/// namespaces can get in the way of. To the compiler, source comes before references.
/// </summary>
internal static class HidingTypes
{
    /// <summary>The namespaces that generated code imports, and the one that it is in.</summary>
    private static readonly string[] s_imported =
    [
        "System", "System.Runtime.CompilerServices", "System.Runtime.InteropServices", "System.Runtime.Intrinsics",
        "LstmGen.Inspection", "LstmGen.Kernels", "LstmGen.Numerics", "LstmGen.Runtime", "LstmGen.Generated",
    ];

    /// <summary>Those that it names from the root besides, and all that lie around one; the first is the root itself.</summary>
    private static readonly string[] s_named =
        ["", "System.Runtime", "System.Diagnostics", "System.Diagnostics.CodeAnalysis", "System.Collections", "System.Collections.Generic", "System.Collections.Immutable", "LstmGen", "LstmGen.Decoding"];

    /// <summary>Every namespace that generated code knows.</summary>
    public static IReadOnlyList<string> Namespaces { get; } = [.. s_named, .. s_imported];

    /// <summary>Whether a declaration may be one, by its place.</summary>
    public static bool MayBe(SyntaxNode node)
    {
        string? name = node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };
        return name is not null
            && (node.Parent is CompilationUnitSyntax ? Namespaces.Contains(name) : node.Parent is BaseNamespaceDeclarationSyntax around && Namespaces.Contains(FullName(around)));
    }

    /// <summary>What such a declaration hides, or null.</summary>
    public static HidingType? Read(SyntaxNode node, SemanticModel semantics, CancellationToken cancellation) =>
        semantics.GetDeclaredSymbol(node, cancellation) is INamedTypeSymbol type ? Describe(type, semantics.Compilation) : null;

    /// <summary>All of a project, with the symbols that they are.</summary>
    public static IReadOnlyList<KeyValuePair<HidingType, INamedTypeSymbol>> In(Compilation compilation) =>
    [
        .. Namespaces.Select(name => Find(compilation.Assembly.GlobalNamespace, name)).OfType<INamespaceSymbol>()
            .SelectMany(space => space.GetTypeMembers())
            .Where(type => type.DeclaringSyntaxReferences.Any(reference => OwnMembers.IsUsers(reference.SyntaxTree) && MayBe(reference.GetSyntax())))
            .Select(type => new KeyValuePair<HidingType, INamedTypeSymbol>(Describe(type, compilation)!, type))
            .Where(found => found.Key is not null),
    ];

    private static HidingType? Describe(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsFileLocal)
        {
            return null;
        }

        string space = CSharpName.Unescaped(type.ContainingNamespace);
        string name = space.Length == 0 ? type.Name : $"{space}.{type.Name}";
        bool hasTwin = compilation.GetTypesByMetadataName(name + (type.Arity > 0 ? $"`{type.Arity}" : "")).Length > 1;
        bool isCopy = hasTwin && type.BaseType is { Name: "Attribute", ContainingNamespace.Name: "System" }; // The compiler knows attributes by their names.
        return !isCopy && (hasTwin || s_imported.Contains(space) || (type.Arity == 0 && Namespaces.Contains(name)))
            ? new HidingType(name, type.Name, type.Arity > 0)
            : null;
    }

    private static string FullName(BaseNamespaceDeclarationSyntax space)
    {
        string name = space.Name.ToString().Replace("@", "");
        return space.Parent is BaseNamespaceDeclarationSyntax around ? $"{FullName(around)}.{name}" : name;
    }

    private static INamespaceSymbol? Find(INamespaceSymbol root, string name) => name.Length == 0
        ? root
        : name.Split('.').Aggregate((INamespaceSymbol?)root, (space, part) => space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part));
}
