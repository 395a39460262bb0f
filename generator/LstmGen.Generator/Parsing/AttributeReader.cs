using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Parsing;

/// <summary>One attribute to its name and constants. It knows no layer: a new layer attribute is read like the others.</summary>
internal static class AttributeReader
{
    private const string Suffix = "Attribute";

    public static LayerSpec Read(AttributeData attribute) =>
        new(KindOf(attribute), Arguments(attribute).ToEquatableArray());

    /// <summary>The attribute as it is written in code: <c>Lstm</c>.</summary>
    public static string KindOf(AttributeData attribute)
    {
        string name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>Whether every constant could be read. If not, the compiler has said so already, and nothing can be said about its value.</summary>
    public static bool IsReadable(AttributeData attribute) =>
        attribute.AttributeConstructor is not null && Constants(attribute).All(argument => IsReadable(argument.Value));

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
        Constants(attribute).Select(argument => new LayerArgument(argument.Key, ValueOf(argument.Value)));

    private static IEnumerable<KeyValuePair<string, TypedConstant>> Constants(AttributeData attribute) =>
        (attribute.AttributeConstructor?.Parameters ?? [])
            .Zip(attribute.ConstructorArguments, (parameter, constant) => new KeyValuePair<string, TypedConstant>(parameter.Name, constant))
            .Concat(attribute.NamedArguments);

    private static object? ValueOf(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Enum => (object?)MemberName(constant) ?? Plain(constant.Value),
        TypedConstantKind.Primitive => Plain(constant.Value),
        TypedConstantKind.Error => null,
        TypedConstantKind.Array => ListOf(constant),
        _ => constant.ToCSharpString(),
    };

    /// <summary>Texts or numbers; null where there is no list, or where it holds anything else, which <see cref="UnreadableItems"/> says.</summary>
    private static object? ListOf(TypedConstant constant)
    {
        if (!IsList(constant))
        {
            return null;
        }

        if (HoldsTexts(constant))
        {
            string?[] texts = [.. constant.Values.Select(TextOf)];
            return texts.Contains(null) ? null : texts.Select(text => text!).ToEquatableArray();
        }

        double?[] numbers = [.. constant.Values.Select(NumberOf)];
        return numbers.Contains(null) ? null : numbers.Select(number => number!.Value).ToEquatableArray();
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
