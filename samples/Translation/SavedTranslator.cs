using LstmGen;
using LstmGen.Decoding;
using LstmGen.Text;

namespace Translation;

/// <summary>A model and what its ids mean: they are saved together, because one is worth nothing without the other.</summary>
internal sealed class SavedTranslator(Translator model, Vocabulary source, Vocabulary target)
{
    private readonly int[] _tokens = new int[Sizes.Target];

    public Translator Model { get; } = model;

    public static Vocabulary SourceVocabulary(IEnumerable<SentencePair> pairs) => Vocabulary.Build(
        pairs.Select(pair => pair.Source), new VocabularyOptions { MaximumSize = Sizes.SourceVocabulary, MinimumCount = 2 });

    public static Vocabulary TargetVocabulary(IEnumerable<SentencePair> pairs) => Vocabulary.Build(
        pairs.Select(pair => pair.Target), new VocabularyOptions { MaximumSize = Sizes.TargetVocabulary, MinimumCount = 2, Start = "<s>", End = "</s>" });

    public static SavedTranslator Load(DirectoryInfo folder)
    {
        string model = Path.Combine(folder.FullName, "model.safetensors");
        if (!File.Exists(model))
        {
            throw new UserError($"--save: there is no model in '{folder.FullName}'; train one with --data.");
        }

        var translator = new Translator();
        translator.Load(model);
        return new(translator, Vocabulary.Load(Path.Combine(folder.FullName, "source.txt")), Vocabulary.Load(Path.Combine(folder.FullName, "target.txt")));
    }

    public void Save(DirectoryInfo folder)
    {
        folder.Create();
        Model.Save(Path.Combine(folder.FullName, "model.safetensors"));
        source.Save(Path.Combine(folder.FullName, "source.txt"));
        target.Save(Path.Combine(folder.FullName, "target.txt"));
    }

    public int[][] Sources(IEnumerable<SentencePair> pairs) => [.. pairs.Select(pair => source.Encode(pair.Source))];

    public int[][] Targets(IEnumerable<SentencePair> pairs) => [.. pairs.Select(pair => target.Encode(pair.Target))];

    /// <summary>The words of a translation, greedily or by a search.</summary>
    public string[] Translate(string[] characters, BeamSearch? beam = null)
    {
        int[] ids = source.Encode(characters);
        int count = beam is null ? Model.Translate(ids, _tokens) : Model.Translate(ids, _tokens, beam);
        return target.Decode(_tokens.AsSpan(0, count));
    }

    /// <summary>For each word of a translation how much the decoder looked at each character.</summary>
    public float[][] Attention(string[] characters, string[] words)
    {
        float[] weights = new float[words.Length * Sizes.Source];
        Model.Attend(source.Encode(characters), target.Encode(words), weights);
        return [.. weights.Chunk(Sizes.Source).Select(row => row[..characters.Length])];
    }
}
