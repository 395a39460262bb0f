using System.Reflection;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Tests.Architecture;

/// <summary>What a layer can be told is a record in the generator and an attribute in the library: the same options, of the same types, with the same defaults.</summary>
public sealed class OptionTests
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] s_attributes = [.. typeof(LayerAttribute).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Length > 0)];

    /// <summary>Every attribute with options, at its top and, where another layer stands for it there, below a decoder.</summary>
    public static TheoryData<string, bool> Kinds => [.. s_attributes.SelectMany(type => new[] { (KindOf(type), false), (KindOf(type), true) }).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Options_are_those_of_the_attribute(string kind, bool inDecoder)
    {
        Layer? layer = LayerCatalog.Create(kind, inDecoder);
        Assert.True(layer is not null, $"no layer for [{kind}]");
        PropertyInfo? options = layer.GetType().GetProperty("Options", Members);
        for (Type? type = layer.GetType().BaseType; options is null && type is not null; type = type.BaseType)
        {
            options = type.GetProperty("Options", Members);
        }

        Assert.True(options is not null, $"{layer.GetType().Name} has no Options");
        AssertSame(s_attributes.Single(type => KindOf(type) == kind), options.PropertyType);
    }

    [Fact]
    public void Options_of_a_model_are_those_of_its_attribute() => AssertSame(typeof(LstmModelAttribute), typeof(ModelOptions));

    [Fact]
    public void Every_attribute_is_looked_at() => Assert.True(s_attributes.Length >= 20);

    /// <summary>Constructor's parameters have small letters, properties large ones; what is of another type is no value of it.</summary>
    [Fact]
    public void What_was_written_stands_over_the_defaults()
    {
        LayerSpec spec = new("Dense", new LayerArgument[] { new("units", 7), new("UseBias", false), new("Activation", 99), new("Unheard", 1) }.ToEquatableArray());
        Assert.Equal(new DenseOptions { Units = 7, UseBias = false }, OptionReader<DenseOptions>.Read(spec));
    }

    private static string KindOf(Type attribute) => attribute.Name[..^nameof(Attribute).Length];

    private static void AssertSame(Type attributeType, Type optionsType)
    {
        object attribute = attributeType.GetConstructors().Single() is var constructor
            ? constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0))])
            : null!;
        object options = Activator.CreateInstance(optionsType)!;
        PropertyInfo[] wanted = attributeType.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.Equal(wanted.Select(property => property.Name).Order(StringComparer.Ordinal), optionsType.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.All(wanted, property =>
        {
            PropertyInfo own = optionsType.GetProperty(property.Name)!;
            object? value = property.GetValue(attribute);
            (Type type, object? expected) = property.PropertyType switch
            {
                { IsEnum: true } => (typeof(string), value!.ToString()),
                var list when list == typeof(double[]) => (typeof(EquatableArray<double>), ((double[]?)value ?? []).ToEquatableArray()),
                var list when list == typeof(string[]) => (typeof(EquatableArray<string>), ((string[]?)value ?? []).ToEquatableArray()),
                var plain => (plain, value),
            };
            Assert.Equal(type, own.PropertyType);
            Assert.Equal(expected, own.GetValue(options));
        });
    }
}
