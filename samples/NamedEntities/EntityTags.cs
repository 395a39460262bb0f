using System.Reflection;
using LstmGen;
using LstmGen.Decoding;

namespace NamedEntities;

/// <summary>The tags of the models: those that <see cref="CrfTagger"/> names, in that order.</summary>
internal static class EntityTags
{
    public static IReadOnlyList<string> Names { get; } = typeof(CrfTagger).GetCustomAttribute<CrfAttribute>()!.Names!;

    private static readonly TagConstraints Scheme = TagScheme.Bio([.. Names]);

    private static readonly Dictionary<string, int> Ids = Names.Select((name, id) => (name, id)).ToDictionary(pair => pair.name, pair => pair.id);

    public static bool Knows(string tag) => Ids.ContainsKey(tag);

    public static int[] Encode(string[] tags) => Array.ConvertAll(tags, tag => Ids[tag]);

    /// <summary>The places of tags that may not stand where they do: an entity begins with B- and goes on with I-.</summary>
    public static IEnumerable<int> OutOfPlace(string[] tags)
    {
        int[] ids = Encode(tags);
        return Enumerable.Range(0, ids.Length).Where(i => i == 0 ? !Scheme.AllowsStart(ids[0]) : !Scheme.Allows(ids[i - 1], ids[i]));
    }
}
