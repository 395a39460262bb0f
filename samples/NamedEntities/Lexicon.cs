using LstmGen.Text;

namespace NamedEntities;

/// <summary>The numbers of words and characters: two files beside a model's.</summary>
internal sealed record Lexicon(Vocabulary Words, Vocabulary Characters)
{
    private static readonly CharacterTokenizer Cut = new();

    /// <summary>Of words in small letters that come twice (their shapes say where capitals are), and characters that come twice.</summary>
    public static Lexicon Of(TaggedSet set) => new(
        Vocabulary.Build(set.Sentences.Select(Small), new VocabularyOptions { MinimumCount = 2, MaximumSize = Sizes.Vocabulary }),
        Vocabulary.Build(
            set.Sentences.SelectMany(sentence => sentence).Select(word => Cut.Tokenize(word)),
            new VocabularyOptions { MinimumCount = 2, MaximumSize = Sizes.Characters }));

    public int Unknown => Words.UnknownId!.Value;

    /// <summary>A sentence as the networks read it: for each word its id, its shape and its first characters.</summary>
    public int[] Encode(string[] sentence)
    {
        int[] ids = new int[sentence.Length * Sizes.Ids];
        for (int i = 0; i < sentence.Length; i++)
        {
            Span<int> step = ids.AsSpan(i * Sizes.Ids, Sizes.Ids);
            step[0] = Words.IdOf(sentence[i].ToLowerInvariant());
            step[1] = WordShape.Of(sentence[i]);
            List<string> characters = Cut.Tokenize(sentence[i]);
            for (int c = 0; c < Math.Min(characters.Count, Sizes.WordLength); c++)
            {
                step[2 + c] = Characters.IdOf(characters[c]);
            }
        }

        return ids;
    }

    public void Save(FileInfo model)
    {
        Words.Save(WordsPath(model));
        Characters.Save(CharactersPath(model));
    }

    public static Lexicon Load(FileInfo model) => new(Part(WordsPath(model), Sizes.Vocabulary), Part(CharactersPath(model), Sizes.Characters));

    private static string WordsPath(FileInfo model) => Path.ChangeExtension(model.FullName, ".words");

    private static string CharactersPath(FileInfo model) => Path.ChangeExtension(model.FullName, ".characters");

    private static IEnumerable<string> Small(string[] sentence) => sentence.Select(word => word.ToLowerInvariant());

    private static Vocabulary Part(string path, int most)
    {
        var part = Vocabulary.Load(path);
        return part.Count <= most ? part : throw new UserError($"'{path}' has {part.Count} entries, and the model knows {most}.");
    }
}
