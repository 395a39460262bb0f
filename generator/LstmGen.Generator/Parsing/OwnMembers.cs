using System.Text.RegularExpressions;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>The members of a model's class that are not the generator's.</summary>
internal static class OwnMembers
{
    private const string Priority = "System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute";

    private static readonly SymbolDisplayFormat s_words = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeModifiers,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static EquatableArray<OwnMember> Of(INamedTypeSymbol type, CancellationToken cancellation) =>
        Symbols(type, cancellation).Select(member => Describe(member, type, cancellation)).ToEquatableArray();

    /// <summary>Where the user wrote the name of the member at a place in the list.</summary>
    public static Location? PlaceOf(INamedTypeSymbol type, int index, CancellationToken cancellation)
    {
        ISymbol? member = Symbols(type, cancellation).ElementAtOrDefault(index);
        return member is not null && PrimaryParameters(member, cancellation) is { } parameters
            ? parameters.GetLocation()
            : member?.Locations.FirstOrDefault(location => location.SourceTree is { } tree && IsUsers(tree));
    }

    /// <summary>An analyzer also sees what the generator wrote: its files are told by the folder that the compiler puts them in.</summary>
    public static bool IsUsers(SyntaxTree tree) => !tree.FilePath.Contains(typeof(LstmModelGenerator).FullName);

    /// <summary>The symbols that <see cref="Of"/> describes, in its order.</summary>
    public static IEnumerable<ISymbol> Symbols(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            bool hasName = member is not IMethodSymbol method || method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor;
            if (hasName && !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Any(reference => IsUsers(reference.SyntaxTree)))
            {
                yield return member;
            }
        }
    }

    private static OwnMember Describe(ISymbol member, INamedTypeSymbol type, CancellationToken cancellation)
    {
        bool isPrimary = PrimaryParameters(member, cancellation) is not null;
        IMethodSymbol? method = member as IMethodSymbol;
        MemberForm form = member switch
        {
            _ when isPrimary => MemberForm.PrimaryConstructor,
            IMethodSymbol { MethodKind: MethodKind.Constructor } => MemberForm.Constructor,
            IMethodSymbol => MemberForm.Method,
            INamedTypeSymbol => MemberForm.Type,
            _ => MemberForm.Value,
        };
        string words = method is null ? member.Name : Words(method, type);
        return new OwnMember(
            form,
            member is IPropertySymbol ? member.MetadataName : member.Name,
            method?.Arity ?? (member as INamedTypeSymbol)?.Arity ?? 0,
            (method?.Parameters.Select(parameter => Describe(parameter, type, cancellation)) ?? []).ToEquatableArray(),
            member.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Priority),
            isPrimary ? "a primary constructor" : form == MemberForm.Constructor ? $"the constructor '{words}'" : $"'{words}'")
        {
            LeavesOut = form == MemberForm.Constructor && !CallsAnother(method!, cancellation),
        };
    }

    /// <summary>The signature, with types of the class by their simple names, as one writes them there.</summary>
    private static string Words(IMethodSymbol method, INamedTypeSymbol type) =>
        Regex.Replace(method.ToDisplayString(s_words), $@"(?<![\w.]){Regex.Escape(type.ToDisplayString())}\.", "");

    private static OwnParameter Describe(IParameterSymbol parameter, INamedTypeSymbol model, CancellationToken cancellation)
    {
        ITypeSymbol type = parameter.Type;
        bool isShort = type.TypeKind == TypeKind.Error
            || SymbolEqualityComparer.Default.Equals(type.ContainingType, model)
            || parameter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is ParameterSyntax { Type: IdentifierNameSyntax });
        return new OwnParameter(
            parameter.RefKind != RefKind.None, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), isShort ? type.Name : "");
    }

    private static bool CallsAnother(IMethodSymbol constructor, CancellationToken cancellation) => constructor.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation)).OfType<ConstructorDeclarationSyntax>()
        .Any(written => written.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer));

    private static ParameterListSyntax? PrimaryParameters(ISymbol member, CancellationToken cancellation) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: [var reference] }
            ? (reference.GetSyntax(cancellation) as TypeDeclarationSyntax)?.ParameterList
            : null;
}
