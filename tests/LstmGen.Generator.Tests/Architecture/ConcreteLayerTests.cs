using System.Reflection;
using System.Text.RegularExpressions;
using LstmGen.Generator.Layers;
using NetArchTest.Rules;

namespace LstmGen.Generator.Tests.Architecture;

/// <summary>Nothing in generator or runtime names a concrete layer: neither by its type nor by its kind in quotes.</summary>
public sealed partial class ConcreteLayerTests
{
    private static readonly Assembly s_generator = typeof(Layer).Assembly;

    private static readonly Type[] s_layers = [.. s_generator.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)))];

    private static readonly Type[] s_attributes = [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)))];

    public static TheoryData<string> Layers => [.. s_layers.Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_is_named_by_its_family_alone(string name)
    {
        Type layer = s_layers.Single(type => type.FullName == name);
        bool hasRoom = layer.Namespace != typeof(Layer).Namespace;
        string[] failing = [.. Types.InAssembly(s_generator).That().HaveDependencyOn(name).GetTypes()
            .Where(type => !layer.IsAssignableFrom(type) && Outermost(type) != layer && !(hasRoom && type.Namespace == layer.Namespace)).Select(type => type.FullName!)];
        Assert.True(failing.Length == 0, $"{name} is named by {string.Join(", ", failing)}; ask for what it can do instead (LayerTraits)");
    }

    [Fact]
    public void No_kind_of_layer_stands_in_quotes()
    {
        // An option may have the name of a layer: Activation, Dropout.
        string[] options = [.. s_attributes.SelectMany(type => type.GetProperties()).Select(property => property.Name)];
        string[] kinds = [.. s_attributes.Select(type => type.Name[..^"Attribute".Length]).Except(options).Where(kind => LayerCatalog.Create(kind) is not null)];
        Assert.Contains("Lstm", kinds);
        string rooms = Path.Combine(Repository.Root, "generator", "LstmGen.Generator", "Layers") + Path.DirectorySeparatorChar;
        string[] sources = [.. new[] { Path.Combine(Repository.Root, "generator"), Path.Combine(Repository.Root, "src", "LstmGen") }
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !IsBuilt(file) && !file.StartsWith(s_exporters, StringComparison.Ordinal) && (!file.StartsWith(rooms, StringComparison.Ordinal) || Path.GetFileName(file) is "Layer.cs" or "LayerCatalog.cs"))];
        Assert.True(sources.Length > 300);
        Assert.All(sources, file => Assert.Empty(Quoted().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Intersect(kinds)));
    }

    /// <summary>The one room that has a file a layer of its own: what each becomes in the files of others.</summary>
    private static readonly string s_exporters = Path.Combine(Repository.Root, "src", "LstmGen", "Export", "Layers") + Path.DirectorySeparatorChar;

    [Fact]
    public void The_runtime_sees_no_layer()
    {
        string[] attributes = [.. s_attributes.Select(type => type.FullName!)];
        string[] failing = [.. Types.InAssembly(typeof(LayerAttribute).Assembly).That().HaveDependencyOnAny(attributes).GetTypes()
            .Where(type => !type.IsSubclassOf(typeof(LayerAttribute)) && type.Namespace != "LstmGen.Export").Select(type => type.FullName!)];
        Assert.Empty(failing);
    }

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Quoted();

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("obj") || parts.Contains("bin"));
}
