using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Analyzers;

/// <summary>
/// The user's own members that would take the calls of an extension member of the library, such as a <c>Classify</c> of the same parameters in a model with [Softmax]: C# prefers
/// them and says nothing. Which extension members there are is read from the library itself.
/// </summary>
internal static class HiddenCalls
{
    private const string Namespace = "LstmGen";

    /// <param name="type">The model's class.</param>
    /// <param name="abilities">What it implements.</param>
    /// <param name="own">The user's members, in the order of their symbols.</param>
    /// <param name="compilation">Of the class.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static IEnumerable<Finding> Of(
        INamedTypeSymbol type, IEnumerable<Ability> abilities, EquatableArray<OwnMember> own, Compilation compilation, CancellationToken cancellation)
    {
        if (own.Count == 0)
        {
            yield break;
        }

        ILookup<string, IMethodSymbol> calls = Calls(abilities, compilation).ToLookup(call => call.Name);
        ISymbol[] members = [.. OwnMembers.Symbols(type, cancellation)];
        for (int index = 0; index < members.Length; index++)
        {
            if (calls[members[index].Name].Any(call => Takes(members[index], call, compilation)))
            {
                yield return new Finding(
                    Rules.MemberTaken, Finding.OnMember, index.ToString(Text.Invariant),
                    new[] { type.Name, own[index].Text, "it would take the calls of the library's member of that name" }.ToEquatableArray());
            }
        }
    }

    /// <summary>The extension methods of the library whose receivers are models with these abilities.</summary>
    private static IEnumerable<IMethodSymbol> Calls(IEnumerable<Ability> abilities, Compilation compilation)
    {
        INamedTypeSymbol[] interfaces =
        [
            .. abilities.Select(ability => compilation.GetTypeByMetadataName($"{Namespace}.{MetadataName(ability.Interface)}")).OfType<INamedTypeSymbol>(),
        ];
        HashSet<ISymbol> all = new(interfaces.Concat(interfaces.SelectMany(one => one.AllInterfaces)).Select(one => one.OriginalDefinition), SymbolEqualityComparer.Default);
        return interfaces.Length == 0 ? [] : interfaces[0].ContainingNamespace.GetTypeMembers()
            .Where(holder => holder.MightContainExtensionMethods)
            .SelectMany(holder => holder.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is { IsExtensionMethod: true, TypeParameters.IsEmpty: false } && IsFor(method.TypeParameters[0]));

        bool IsFor(ITypeParameterSymbol receiver)
        {
            ITypeSymbol[] asked = [.. receiver.ConstraintTypes.Where(constraint => constraint.TypeKind == TypeKind.Interface)];
            return asked.Length > 0 && asked.All(constraint => all.Contains(constraint.OriginalDefinition));
        }
    }

    private static string MetadataName(string name) => name.IndexOf('<') is var at and > 0 ? $"{name.Substring(0, at)}`1" : name;

    /// <summary>Whether every call of the library's method binds to the user's member.</summary>
    private static bool Takes(ISymbol member, IMethodSymbol call, Compilation compilation) => member switch
    {
        IMethodSymbol method => Takes(method, call, compilation),
        IPropertySymbol { IsIndexer: false, Type: var type } => Invoked(type),
        IFieldSymbol { Type: var type } => Invoked(type),
        IEventSymbol { Type: var type } => Invoked(type),
        _ => false, // C# looks past what cannot be invoked.
    };

    private static bool Invoked(ITypeSymbol type) => type.TypeKind is TypeKind.Delegate or TypeKind.Dynamic or TypeKind.FunctionPointer;

    private static bool Takes(IMethodSymbol own, IMethodSymbol call, Compilation compilation)
    {
        int count = call.Parameters.Length - 1;
        return own.Parameters.Length >= count
            && own.Parameters.Skip(count).All(parameter => parameter.IsOptional || parameter.IsParams)
            && own.Parameters.Take(count).Zip(call.Parameters.Skip(1), (mine, theirs) => Accepts(mine, theirs, compilation)).All(accepts => accepts);
    }

    private static bool Accepts(IParameterSymbol own, IParameterSymbol other, Compilation compilation)
    {
        if ((own.RefKind == RefKind.None) != (other.RefKind == RefKind.None))
        {
            return false;
        }

        if (other.Type is ITypeParameterSymbol)
        {
            return true;
        }

        return own.Type is ITypeParameterSymbol
            ? !other.Type.IsRefLikeType
            : SymbolEqualityComparer.Default.Equals(own.Type.OriginalDefinition, other.Type.OriginalDefinition) && HasTypeParameter(own.Type)
                || compilation.ClassifyConversion(other.Type, own.Type) is { IsImplicit: true };
    }

    private static bool HasTypeParameter(ITypeSymbol type) => type is INamedTypeSymbol named && named.TypeArguments.Any(argument => argument is ITypeParameterSymbol);
}
