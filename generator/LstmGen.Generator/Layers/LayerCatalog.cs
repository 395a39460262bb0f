using System.Collections.Concurrent;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Layers;

/// <summary>
/// Finds the layer for an attribute: <c>[Lstm]</c> is <c>LstmLayer</c>, and below [Decoder] <c>[Attention]</c> is <c>DecoderAttentionLayer</c>, because there is one. Adding a
/// file is all it takes to add a layer.
/// </summary>
internal static class LayerCatalog
{
    // What the name of a layer starts with that stands for another one below a decoder.
    private static readonly string s_below = nameof(IDecoder).Substring(1);

    private static readonly ConcurrentDictionary<string, Type> s_kinds = new(
        typeof(Layer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(Layer).IsAssignableFrom(type))
            .Select(type => new KeyValuePair<string, Type>(type.Name.Substring(0, type.Name.Length - nameof(Layer).Length), type)),
        StringComparer.Ordinal);

    private static readonly Lazy<Dictionary<Remedy, Func<int, LayerSpec>>> s_remedies = new(FindRemedies);

    /// <summary>The layer that is advised against a fault, in a size.</summary>
    public static LayerSpec Cure(Remedy fault, int size) => s_remedies.Value[fault](size);

    /// <summary>For tests: a layer from elsewhere, such as one that fails.</summary>
    internal static void Add(string kind, Type layer) => s_kinds[kind] = layer;

    /// <summary>The layer of a kind that does not know yet how it was declared; null where there is none.</summary>
    public static Layer? Create(string kind, bool inDecoder = false) =>
        inDecoder && s_kinds.TryGetValue(s_below + kind, out Type? type) || s_kinds.TryGetValue(kind, out type) ? (Layer)Activator.CreateInstance(type)! : null;

    /// <summary>A head is what it inherits from, and more: it is advised for nothing.</summary>
    private static Dictionary<Remedy, Func<int, LayerSpec>> FindRemedies()
    {
        var found = new Dictionary<Remedy, Func<int, LayerSpec>>();
        foreach (string kind in s_kinds.Keys)
        {
            if (Create(kind) is IRemedy remedy and not IHead)
            {
                found.Add(remedy.Cures, size => new LayerSpec(kind, remedy.Sized(size).ToEquatableArray()));
            }
        }

        return found;
    }
}
