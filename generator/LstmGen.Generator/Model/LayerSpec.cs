namespace LstmGen.Generator.Model;

/// <summary>One layer attribute as it was written: its kind and its constants. Only the layer's own file knows what they mean.</summary>
/// <param name="Kind">The attribute's name without the suffix: <c>Lstm</c>.</param>
/// <param name="Arguments">Those that were written, by the name of the constructor's parameter or of the property.</param>
internal sealed record LayerSpec(string Kind, EquatableArray<LayerArgument> Arguments)
{
    /// <summary>Whether it cannot be said what the attribute is or holds, which the compiler says; <see cref="Arguments"/> is then empty.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether this very value was written, its default or not.</summary>
    public bool Says(string name, object value) => value.Equals(Find(name));

    /// <summary>Whether it was written at all.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The value as it was written, if it was.</summary>
    public bool Has(string name, out object? value) => (value = Find(name)) is not null;

    /// <summary>The same with another value for one argument.</summary>
    public LayerSpec With(string name, object value) =>
        this with { Arguments = Arguments.Where(argument => argument.Name != name).Append(new(name, value)).ToEquatableArray() };

    public LayerSpec Without(string name) =>
        Has(name) ? this with { Arguments = Arguments.Where(argument => argument.Name != name).ToEquatableArray() } : this;

    private object? Find(string name)
    {
        foreach (LayerArgument argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}

/// <summary>What stands in for a value that is wrong or missing, as something else says.</summary>
internal enum UnknownValue
{
    Other,
    Size,
    Rate,
    Numbers,
}

/// <summary>One constant of a layer attribute.</summary>
/// <param name="Name">Of the constructor's parameter, even where it was written by the property of that name; else of the property.</param>
/// <param name="Value">An int, double, bool or string, or an array of numbers or strings; a member of an enumeration by its name, or its number where it has none; an <see cref="UnknownValue"/>.</param>
internal sealed record LayerArgument(string Name, object? Value)
{
    /// <summary>Where the value is a member of an enumeration: which one, as code writes it, <c>global::LstmGen.Activation</c>; else null.</summary>
    public string? Enumeration { get; init; }

    /// <summary>The property of the attribute that holds it.</summary>
    public string Property => char.ToUpperInvariant(Name[0]) + Name.Substring(1);
}
