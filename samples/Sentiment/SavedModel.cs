using LstmGen.Text;

namespace Sentiment;

/// <summary>A model and the words that its numbers mean: two files that belong together.</summary>
internal sealed record SavedModel(SentimentModel Model, Vocabulary Vocabulary)
{
    public static string VocabularyPath(FileInfo model) => Path.ChangeExtension(model.FullName, ".vocabulary");

    public void Save(FileInfo file)
    {
        Model.Save(file.FullName);
        Vocabulary.Save(VocabularyPath(file));
    }

    public static SavedModel Load(FileInfo file)
    {
        var model = new SentimentModel();
        model.Load(file.FullName);
        var vocabulary = Vocabulary.Load(VocabularyPath(file));
        return vocabulary.Count <= SentimentModel.MostTokens
            ? new SavedModel(model, vocabulary)
            : throw new UserError($"'{VocabularyPath(file)}' has {vocabulary.Count} words, and the model knows {SentimentModel.MostTokens}.");
    }

    /// <summary>How kind a sentence is, from 0 to 1.</summary>
    public double Kindness(string[] words)
    {
        Span<float> probabilities = stackalloc float[2];
        Model.Predict(Vocabulary.Encode(words), probabilities);
        return probabilities[1];
    }
}
