using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace LstmGen.Import;

/// <summary>Attributes as C#, as a user would write them: what the constructor takes by place, other options by name where they are not the default.</summary>
internal static class DeclarationText
{
    /// <summary>A file with the class.</summary>
    /// <param name="model">Look-back and the like.</param>
    /// <param name="layers">Top to bottom.</param>
    /// <param name="className">With its namespace.</param>
    /// <param name="body">Of the class; null for none.</param>
    /// <param name="comments">Lines above the class, without their slashes.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "Attributes are written by tools, which are not trimmed.")]
    public static string Write(LstmModelAttribute model, IEnumerable<LayerAttribute> layers, string className, string? body = null, IEnumerable<string>? comments = null)
    {
        (string space, string name) = ClassName.Split(className);
        var text = new StringBuilder();
        text.Append("using LstmGen;\n\n");
        if (space.Length > 0) text.Append(CultureInfo.InvariantCulture, $"namespace {space};\n\n");
        foreach (string comment in comments ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"/// {comment}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"[{Of(model)}]\n");
        foreach (LayerAttribute layer in layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{Of(layer)}]\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"public sealed partial class {name}");
        return text.Append(body is null ? ";\n" : "\n{\n" + body + "}\n").ToString();
    }

    /// <summary>One attribute, without its brackets.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "Attributes are written by tools, which are not trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Attributes are written by tools, which are not trimmed.")]
    public static string Of(Attribute attribute)
    {
        Type type = attribute.GetType();
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        ParameterInfo[] parameters = constructor.GetParameters();
        object fresh = constructor.Invoke([.. parameters.Select(Default)]);
        var arguments = new List<string>();
        bool byName = false;
        foreach (ParameterInfo parameter in parameters)
        {
            PropertyInfo property = type.GetProperties().Single(candidate => candidate.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
            object? value = property.GetValue(attribute);
            bool isDefault = parameter.HasDefaultValue && Same(value, property.GetValue(fresh));

            // Behind one that was left out, places do not count any more.
            byName |= isDefault;
            if (value is Array items && parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false)) arguments.AddRange(items.Cast<object>().Select(Literal));
            else if (!isDefault) arguments.Add(byName ? $"{property.Name} = {Literal(value)}" : Literal(value));
        }

        arguments.AddRange(
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(property => property.MetadataToken)
            where property is { CanRead: true, CanWrite: true } && !parameters.Any(parameter => property.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))
            let value = property.GetValue(attribute)
            where !Same(value, property.GetValue(fresh))
            select $"{property.Name} = {Literal(value)}");
        string name = type.Name[..^"Attribute".Length];
        return arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments)})";
    }

    private static object? Default(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType == typeof(double[]) ? Array.Empty<double>()
        : null;

    private static bool Same(object? one, object? other) =>
        one is Array a && other is Array b ? a.Cast<object>().SequenceEqual(b.Cast<object>()) : Equals(one, other);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum member => $"{member.GetType().Name}.{member}",
        double number => Number(number),
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        IEnumerable list => $"new[] {{ {string.Join(", ", list.Cast<object>().Select(Literal))} }}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Number(double number) => number switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };
}
