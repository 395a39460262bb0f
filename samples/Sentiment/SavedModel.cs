namespace Sentiment;

/// <summary>A model and what its numbers mean: files that belong together.</summary>
internal sealed record SavedModel(SentimentModel Model, Lexicon Lexicon)
{
    public void Save(FileInfo file)
    {
        Model.Save(file.FullName);
        Lexicon.Save(file);
    }

    public static SavedModel Load(FileInfo file)
    {
        var model = new SentimentModel();
        model.Load(file.FullName);
        return new SavedModel(model, Lexicon.Load(file));
    }

    /// <summary>How kind a sentence is, from 0 to 1.</summary>
    public double Kindness(string[] words)
    {
        Span<float> probabilities = stackalloc float[2];
        Model.Predict(Lexicon.Encode(words), probabilities);
        return probabilities[1];
    }
}
