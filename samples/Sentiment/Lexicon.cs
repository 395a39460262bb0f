using LstmGen.Text;

namespace Sentiment;

/// <summary>The numbers of words and of their letters: two files beside a model's.</summary>
internal sealed record Lexicon(Vocabulary Words, Vocabulary Letters)
{
    private static readonly CharacterTokenizer Cut = new();

    /// <summary>Of what comes twice: a word that comes once is better learnt as unknown, for the next sentence has words that never came at all.</summary>
    public static Lexicon Of(SentenceSet set) => new(
        Vocabulary.Build(set.Sentences, new VocabularyOptions { MinimumCount = 2, MaximumSize = SentimentModel.MostTokens }),
        Vocabulary.Build(
            set.Sentences.SelectMany(sentence => sentence).Select(word => Cut.Tokenize(word)),
            new VocabularyOptions { MinimumCount = 2, MaximumSize = SentimentModel.MostLetters }));

    /// <summary>What a word is taken for that was never seen.</summary>
    public int Unknown => Words.UnknownId!.Value;

    /// <summary>A sentence as the model reads it: for each word its id and its last letters.</summary>
    public int[] Encode(string[] sentence)
    {
        int[] ids = new int[sentence.Length * SentimentModel.Ids];
        for (int i = 0; i < sentence.Length; i++)
        {
            Span<int> step = ids.AsSpan(i * SentimentModel.Ids, SentimentModel.Ids);
            step[0] = Words.IdOf(sentence[i]);
            List<string> letters = Cut.Tokenize(sentence[i]);
            int first = Math.Max(0, letters.Count - SentimentModel.WordLength);
            for (int k = first; k < letters.Count; k++)
            {
                step[1 + k - first] = Letters.IdOf(letters[k]);
            }
        }

        return ids;
    }

    public void Save(FileInfo model)
    {
        Words.Save(WordsPath(model));
        Letters.Save(LettersPath(model));
    }

    public static Lexicon Load(FileInfo model) => new(Part(WordsPath(model), SentimentModel.MostTokens), Part(LettersPath(model), SentimentModel.MostLetters));

    private static string WordsPath(FileInfo model) => Path.ChangeExtension(model.FullName, ".vocabulary");

    private static string LettersPath(FileInfo model) => Path.ChangeExtension(model.FullName, ".letters");

    private static Vocabulary Part(string path, int most)
    {
        var part = Vocabulary.Load(path);
        return part.Count <= most ? part : throw new UserError($"'{path}' has {part.Count} entries, and the model knows {most}.");
    }
}
