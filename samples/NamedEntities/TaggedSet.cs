using LstmGen.Numerics;
using LstmGen.Text;

namespace NamedEntities;

/// <summary>Tagged sentences.</summary>
internal sealed record TaggedSet(string[][] Sentences, string[][] Tags)
{
    public int Count => Sentences.Length;

    public static TaggedSet Read(FileInfo file)
    {
        List<ConllSentence> sentences = ConllReader.Read(file.FullName);
        sentences.ForEach(sentence => Check(file, sentence));
        return new TaggedSet([.. sentences.Select(sentence => sentence.Tokens)], [.. sentences.Select(sentence => sentence.Tags)]);
    }

    public TaggedSet Take(int from, int count) => new(Sentences[from..(from + count)], Tags[from..(from + count)]);

    /// <summary>In another order, the same for the same seed.</summary>
    public TaggedSet Shuffled(int seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new RandomSource(seed).Shuffle(order);
        return new([.. order.Select(i => Sentences[i])], [.. order.Select(i => Tags[i])]);
    }

    private static void Check(FileInfo file, ConllSentence sentence)
    {
        string[] tags = sentence.Tags;
        if (tags.Length > Sizes.Words)
        {
            throw Wrong(0, $"the sentence has {tags.Length} words, and the model reads at most {Sizes.Words}");
        }

        if (Array.FindIndex(tags, tag => !EntityTags.Knows(tag)) is >= 0 and int unknown)
        {
            throw Wrong(unknown, $"the tag '{tags[unknown]}' is none of the model's: {string.Join(", ", EntityTags.Names)}");
        }

        foreach (int i in EntityTags.OutOfPlace(tags))
        {
            throw Wrong(i, $"'{tags[i]}' {(i == 0 ? "begins the sentence" : $"follows '{tags[i - 1]}'")}; an entity begins with 'B-{tags[i][2..]}'");
        }

        UserError Wrong(int word, string what) => new($"'{file.FullName}', line {sentence.Line + word}: {what}.");
    }
}
