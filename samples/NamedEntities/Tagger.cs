using LstmGen;
using LstmGen.Metrics;

namespace NamedEntities;

/// <summary>Either network, as the sample calls it.</summary>
internal sealed record Tagger(string Name, SequenceModel Model, Lexicon Lexicon, Action<int[], int[]> Tag)
{
    public static Tagger Chain(int seed, Lexicon lexicon)
    {
        var model = new CrfTagger(seed);
        return new("BiLSTM + CRF", model, lexicon, (ids, tags) => model.Tag(ids, tags));
    }

    public static Tagger Single(int seed, Lexicon lexicon)
    {
        var model = new SoftmaxTagger(seed);
        return new("BiLSTM + softmax", model, lexicon, (ids, tags) => model.Classify(ids, tags));
    }

    public string[] TagsOf(string[] sentence)
    {
        int[] tags = new int[sentence.Length];
        Tag(Lexicon.Encode(sentence), tags);
        return Array.ConvertAll(tags, tag => EntityTags.Names[tag]);
    }

    /// <summary>Precision, recall and F1 of whole entities (type, start and end must be right), and how many tags are out of place.</summary>
    public (SpanF1 Score, int OutOfPlace) Judge(TaggedSet set)
    {
        var score = new SpanF1();
        int outOfPlace = 0;
        for (int i = 0; i < set.Count; i++)
        {
            string[] tags = TagsOf(set.Sentences[i]);
            score.Add(set.Tags[i], tags);
            outOfPlace += EntityTags.OutOfPlace(tags).Count();
        }

        return (score, outOfPlace);
    }
}
