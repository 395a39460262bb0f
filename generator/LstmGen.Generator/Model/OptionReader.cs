using System.Reflection;

namespace LstmGen.Generator.Model;

/// <summary>Fills a record of options, which says their types and defaults, with what was written.</summary>
/// <typeparam name="T">The record: a property an option, by its name in the attribute.</typeparam>
internal static class OptionReader<T>
    where T : class, new()
{
    private static readonly Dictionary<string, PropertyInfo> s_properties = typeof(T).GetProperties().ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The options of a layer. What was not written, or is of another type and so no value of it, has its default.</summary>
    public static T Read(LayerSpec spec)
    {
        var options = new T();
        foreach (LayerArgument argument in spec.Arguments)
        {
            if (s_properties.TryGetValue(argument.Name, out PropertyInfo? property) && property.PropertyType.IsInstanceOfType(argument.Value))
            {
                property.SetValue(options, argument.Value);
            }
        }

        return options;
    }

    /// <summary>What was written and is not as by default, by the names of the options: however it was written, the same declaration gives the same.</summary>
    public static IReadOnlyList<LayerArgument> Changed(LayerSpec spec)
    {
        var defaults = new T();
        return
        [
            .. spec.Arguments
                .Where(argument => s_properties.TryGetValue(argument.Name, out PropertyInfo? property) && property.PropertyType.IsInstanceOfType(argument.Value)
                    && !Equals(property.GetValue(defaults), argument.Value))
                .OrderBy(argument => argument.Property, StringComparer.Ordinal),
        ];
    }
}
