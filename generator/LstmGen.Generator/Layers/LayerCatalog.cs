namespace LstmGen.Generator.Layers;

/// <summary>Finds the layer for an attribute: <c>[Lstm]</c> is <c>LstmLayer</c>. Adding a file is all it takes to add a layer.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, Type> s_kinds = typeof(Layer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(Layer).IsAssignableFrom(type))
        .ToDictionary(type => type.Name.Substring(0, type.Name.Length - nameof(Layer).Length), StringComparer.Ordinal);

    public static Layer? Create(string kind) => s_kinds.TryGetValue(kind, out Type? type) ? (Layer)Activator.CreateInstance(type)! : null;
}
