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
        attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.All(argument => argument.Kind != TypedConstantKind.Error)
        && attribute.NamedArguments.All(argument => argument.Value.Kind != TypedConstantKind.Error);

    /// <summary>A number cast to an enumeration that has no member for it.</summary>
    public static IEnumerable<Finding> UnknownMembers(AttributeData attribute, int layer) =>
        from argument in Constants(attribute)
        where argument.Value is { Kind: TypedConstantKind.Enum, Type: not null } && MemberName(argument.Value) is null
        let members = Members(argument.Value).Select(member => member.Name)
        select new Finding(Rules.UnknownMember, layer, argument.Key, new string[]
        {
            argument.Key, Convert.ToString(argument.Value.Value, CultureInfo.InvariantCulture), argument.Value.Type!.Name, string.Join(", ", members),
        }.ToEquatableArray());

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
        TypedConstantKind.Array => ArrayOf(constant),
        _ => constant.ToCSharpString(),
    };

    private static object? ArrayOf(TypedConstant constant) => constant switch
    {
        { IsNull: true } => null,
        _ when constant.Values.All(item => item.Value is string) && constant.Values.Length > 0 =>
            constant.Values.Select(item => (string)item.Value!).ToEquatableArray(),
        _ => constant.Values.Select(item => Convert.ToDouble(item.Value, CultureInfo.InvariantCulture)).ToEquatableArray(),
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
