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

    /// <summary>The words that come twice: what comes once is better learnt as unknown, for the next sentence has words that never came at all.</summary>
    public Vocabulary Vocabulary() => LstmGen.Text.Vocabulary.Build(
        Sentences, new VocabularyOptions { MinimumCount = 2, MaximumSize = SentimentModel.MostTokens });

    public SentenceSet Take(int from, int count) => new(Sentences[from..(from + count)], Classes[from..(from + count)]);

    /// <summary>In another order, the same for the same seed.</summary>
    public SentenceSet Shuffled(int seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new RandomSource((ulong)seed).Shuffle(order);
        return new([.. order.Select(i => Sentences[i])], [.. order.Select(i => Classes[i])]);
    }

    public int[][] Encode(Vocabulary vocabulary) => [.. Sentences.Select(words => vocabulary.Encode(words))];

    /// <summary>The share that a model gets right.</summary>
    public double Accuracy(SentimentModel model, Vocabulary vocabulary) =>
        Encode(vocabulary).Zip(Classes).Count(pair => model.Classify(pair.First) == pair.Second) / (double)Count;
}
