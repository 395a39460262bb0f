using LstmGen;
using LstmGen.Numerics;
using LstmGen.Text;

namespace Sentiment;

/// <summary>Sentences with their classes: 0 unkind, 1 kind.</summary>
internal sealed record SentenceSet(string[][] Sentences, int[] Classes)
{
    public int Count => Classes.Length;

    public static SentenceSet Read(FileInfo file)
    {
        List<LabelledText> lines = TextFile.ReadLabelled(file.FullName, classes: 2);
        string[][] sentences = [.. lines.Select(line => PennTokens.Of(line.Text))];
        int tooLong = Array.FindIndex(sentences, words => words.Length > SentimentModel.MostWords);
        return tooLong < 0
            ? new SentenceSet(sentences, [.. lines.Select(line => line.Label)])
            : throw new UserError(
                $"'{file.FullName}', line {lines[tooLong].Line}: the sentence has {sentences[tooLong].Length} words, and the model reads at most {SentimentModel.MostWords}.");
    }

    public SentenceSet Take(int from, int count) => new(Sentences[from..(from + count)], Classes[from..(from + count)]);

    /// <summary>In another order, the same for the same seed.</summary>
    public SentenceSet Shuffled(int seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new RandomSource(seed).Shuffle(order);
        return new([.. order.Select(i => Sentences[i])], [.. order.Select(i => Classes[i])]);
    }

    public int[][] Encode(Lexicon lexicon) => [.. Sentences.Select(lexicon.Encode)];

    /// <summary>The share that a model gets right.</summary>
    public double Accuracy(SavedModel saved) =>
        Encode(saved.Lexicon).Zip(Classes).Count(pair => saved.Model.Classify(pair.First) == pair.Second) / (double)Count;
}
