using System.Collections.Concurrent;

namespace LstmGen.Generator.Layers;

/// <summary>
/// Finds the layer for an attribute: <c>[Lstm]</c> is <c>LstmLayer</c>, and below [Decoder] <c>[Attention]</c> is <c>DecoderAttentionLayer</c>, because there is one. Adding a
/// file is all it takes to add a layer.
/// </summary>
internal static class LayerCatalog
{
    private static readonly ConcurrentDictionary<string, Type> s_kinds = new(
        typeof(Layer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(Layer).IsAssignableFrom(type))
            .Select(type => new KeyValuePair<string, Type>(type.Name.Substring(0, type.Name.Length - nameof(Layer).Length), type)),
        StringComparer.Ordinal);

    /// <summary>For tests: a layer from elsewhere, such as one that fails.</summary>
    internal static void Add(string kind, Type layer) => s_kinds[kind] = layer;

    public static Layer? Create(string kind, bool inDecoder = false) =>
        inDecoder && s_kinds.TryGetValue("Decoder" + kind, out Type? type) || s_kinds.TryGetValue(kind, out type) ? (Layer)Activator.CreateInstance(type)! : null;
}
