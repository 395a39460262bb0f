using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>One attribute to its name and constants. It knows no layer: a new layer attribute is read like the others.</summary>
internal static class AttributeReader
{
    private const string Suffix = "Attribute";

    public static LayerSpec Read(AttributeData attribute) => attribute.AttributeConstructor is null
        ? new(KindOf(attribute), default) { IsUnknown = true }
        : new(KindOf(attribute), Arguments(attribute).ToEquatableArray());

    /// <summary>The options that cannot be read.</summary>
    public static IEnumerable<string> Unreadable(AttributeData attribute) =>
        Constants(attribute).Where(argument => !IsReadable(argument.Value)).Select(argument => argument.Key);

    /// <summary>What has no default and was not written, and what was written by place and by name.</summary>
    public static IEnumerable<Finding> MissingOrTwice(AttributeData attribute, int layer) =>
    [
        .. Missing(attribute).Select(parameter => OfParameter(Rules.ArgumentMissing, attribute, layer, "", parameter)),
        .. Parameters(attribute)
            .Where(parameter => IsWritten(attribute, parameter) && attribute.NamedArguments.Any(argument => IsNamed(argument.Key, parameter)))
            .Select(parameter => OfParameter(Rules.ArgumentTwice, attribute, layer, parameter.Name, parameter)),
    ];

    /// <summary>The attribute as it is written in code: <c>Lstm</c>.</summary>
    public static string KindOf(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>Whether every constant could be read. If not, the compiler has said so already, and nothing can be said about its value.</summary>
    public static bool IsReadable(AttributeData attribute) =>
        attribute.AttributeConstructor is not null && Constants(attribute).All(argument => IsReadable(argument.Value))
        && Syntax(attribute)?.ArgumentList?.Arguments.All(argument =>
            argument.NameEquals is not { Name.Identifier.ValueText: var name } || attribute.NamedArguments.Any(named => named.Key == name)) != false;

    /// <summary>A number cast to an enumeration that has no member for it.</summary>
    public static IEnumerable<Finding> UnknownMembers(AttributeData attribute, int layer) =>
        from argument in Constants(attribute)
        where argument.Value is { Kind: TypedConstantKind.Enum, Type: not null } && MemberName(argument.Value) is null
        let members = Members(argument.Value).Select(member => member.Name)
        select new Finding(Rules.UnknownMember, layer, argument.Key, new string[]
        {
            argument.Key, Convert.ToString(argument.Value.Value, CultureInfo.InvariantCulture), argument.Value.Type!.Name, string.Join(", ", members),
        }.ToEquatableArray());

    /// <summary>What stands in a list and is no value: null, above all, which C# allows in a list of texts.</summary>
    public static IEnumerable<Finding> UnreadableItems(AttributeData attribute, int layer) =>
        from argument in Constants(attribute)
        where IsList(argument.Value) && IsReadable(argument.Value)
        let texts = HoldsTexts(argument.Value)
        from item in argument.Value.Values.Select((value, index) => (Value: value, Place: index + 1))
        where texts ? TextOf(item.Value) is null : NumberOf(item.Value) is null
        select new Finding(Rules.UnreadableItem, layer, argument.Key, new[]
        {
            argument.Key, item.Place.ToString(CultureInfo.InvariantCulture), Description(item.Value), texts ? "a text" : "a number",
        }.ToEquatableArray());

    private static bool IsReadable(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => constant.IsNull || constant.Values.All(IsReadable),
        _ => true,
    };

    private static IEnumerable<LayerArgument> Arguments(AttributeData attribute) =>
    [
        .. Constants(attribute).Select(argument => new LayerArgument(argument.Key, ValueOf(argument.Value)) { Enumeration = EnumerationOf(argument.Value) }),
        .. Missing(attribute).Select(parameter => new LayerArgument(parameter.Name, Unknown(parameter.Type))),
    ];

    /// <summary>What was written, each under one name: that of the constructor's parameter where there is one.</summary>
    private static IEnumerable<KeyValuePair<string, TypedConstant>> Constants(AttributeData attribute) =>
        Parameters(attribute)
            .Zip(attribute.ConstructorArguments, (parameter, constant) => (Parameter: parameter, Constant: constant))
            .Where(argument => IsWritten(attribute, argument.Parameter))
            .Select(argument => new KeyValuePair<string, TypedConstant>(argument.Parameter.Name, argument.Constant))
            .Concat(attribute.NamedArguments.Select(argument => new KeyValuePair<string, TypedConstant>(
                Parameters(attribute).FirstOrDefault(parameter => IsNamed(argument.Key, parameter))?.Name ?? argument.Key, argument.Value)));

    private static IEnumerable<IParameterSymbol> Parameters(AttributeData attribute) => attribute.AttributeConstructor?.Parameters ?? [];

    /// <summary>Parameters whose default is no value that a layer takes: there only so that the property may be written instead.</summary>
    private static IEnumerable<IParameterSymbol> Missing(AttributeData attribute) => Parameters(attribute).Where(parameter =>
        parameter.HasExplicitDefaultValue
        && (parameter.Type.SpecialType == SpecialType.System_Int32 && parameter.ExplicitDefaultValue is 0
            || parameter.Type.SpecialType == SpecialType.System_Double && parameter.ExplicitDefaultValue is double.NaN)
        && !IsWritten(attribute, parameter)
        && !attribute.NamedArguments.Any(argument => IsNamed(argument.Key, parameter)));

    private static bool IsNamed(string property, IParameterSymbol parameter) => property == PropertyOf(parameter);

    private static string PropertyOf(IParameterSymbol parameter) => char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);

    /// <summary>Whether the constructor's argument stands in the source; an attribute without source has all of them.</summary>
    private static bool IsWritten(AttributeData attribute, IParameterSymbol parameter)
    {
        if (Syntax(attribute) is not { } syntax)
        {
            return true;
        }

        AttributeArgumentSyntax[] arguments = [.. (syntax.ArgumentList?.Arguments ?? []).Where(argument => argument.NameEquals is null)];
        return arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
            || (parameter.Ordinal < arguments.Length && arguments[parameter.Ordinal].NameColon is null);
    }

    private static AttributeSyntax? Syntax(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    private static Finding OfParameter(string rule, AttributeData attribute, int layer, string argument, IParameterSymbol parameter) =>
        new(rule, layer, argument, new[] { KindOf(attribute), PropertyOf(parameter) }.ToEquatableArray());

    private static UnknownValue Unknown(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => UnknownValue.Size,
        { SpecialType: SpecialType.System_Double } => UnknownValue.Rate,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } => UnknownValue.Numbers,
        _ => UnknownValue.Other,
    };

    private static object? ValueOf(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Enum => (object?)MemberName(constant) ?? Plain(constant.Value),
        TypedConstantKind.Primitive => Plain(constant.Value),
        TypedConstantKind.Error => Unknown(constant.Type),
        TypedConstantKind.Array => ListOf(constant),
        _ => constant.ToCSharpString(),
    };

    private static string? EnumerationOf(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Enum ? constant.Type?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null;

    /// <summary>Texts or numbers; null where there is no list; unknown where it holds anything else, which <see cref="UnreadableItems"/> says.</summary>
    private static object? ListOf(TypedConstant constant)
    {
        if (!IsList(constant))
        {
            return null;
        }

        if (HoldsTexts(constant))
        {
            string?[] texts = [.. constant.Values.Select(TextOf)];
            return texts.Contains(null) ? UnknownValue.Other : texts.Select(text => text!).ToEquatableArray();
        }

        double?[] numbers = [.. constant.Values.Select(NumberOf)];
        return numbers.Contains(null) ? UnknownValue.Numbers : numbers.Select(number => number!.Value).ToEquatableArray();
    }

    private static bool IsList(TypedConstant constant) => constant is { Kind: TypedConstantKind.Array, IsNull: false };

    /// <summary>By the type of its items; where that says nothing, by the first of them.</summary>
    private static bool HoldsTexts(TypedConstant constant) => (constant.Type as IArrayTypeSymbol)?.ElementType.SpecialType switch
    {
        SpecialType.System_String => true,
        SpecialType.System_Object => constant.Values.Select(TextOf).FirstOrDefault() is not null,
        _ => false,
    };

    private static string? TextOf(TypedConstant item) => item.Kind == TypedConstantKind.Primitive ? item.Value as string : null;

    private static double? NumberOf(TypedConstant item) =>
        item.Kind == TypedConstantKind.Primitive && item.Value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double
            ? Convert.ToDouble(item.Value, CultureInfo.InvariantCulture)
            : null;

    private static string Description(TypedConstant item) => item.Kind switch
    {
        _ when item.IsNull => "null",
        TypedConstantKind.Array => "a list",
        TypedConstantKind.Type => "a type",
        TypedConstantKind.Enum => $"a member of '{item.Type?.Name}'",
        _ => item.Value switch { string => "a text", char => "a character", bool => "a truth value", _ => "a number" },
    };

    private static object? Plain(object? value) => value switch
    {
        sbyte number => (int)number,
        byte number => (int)number,
        short number => (int)number,
        ushort number => (int)number,
        float number => (double)number,
        _ => value,
    };

    private static string? MemberName(TypedConstant constant) =>
        Members(constant).FirstOrDefault(member => Equals(member.ConstantValue, constant.Value))?.Name;

    private static IEnumerable<IFieldSymbol> Members(TypedConstant constant) =>
        constant.Type!.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue);
}
