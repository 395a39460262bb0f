using LstmGen.Numerics;

namespace Tutorial;

/// <summary>
/// Reads a text that a program makes, character by character, and says what comes next. Words are the same inside quotation marks and outside, but the sign between two of them is not: who wants to say
/// it must know where he is.
/// </summary>
[LstmModel(LookBack = Window)]
[Embedding(Characters, 8)]
[Lstm(16, ReturnSequences = true)]
[Softmax(Characters)]
public sealed partial class QuoteModel
{
    public const int Window = 90;
    public const int Characters = 29;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz _\"";
    private static readonly string[] s_words = ["she", "said", "run", "home", "rain", "open", "blue", "i"];

    public static int[] Ids(string text) => [.. text.Select(character => Alphabet.IndexOf(character, StringComparison.Ordinal))];

    /// <summary>Words with a blank between them, and with a low line inside quotation marks.</summary>
    public static string Text(int length, long seed)
    {
        var random = new RandomSource(seed, stream: 3);
        var text = new System.Text.StringBuilder();
        bool inside = false;
        while (text.Length < length)
        {
            text.Append(s_words[random.NextInt32(s_words.Length)]);
            if (inside && random.NextDouble() < 0.1)
            {
                text.Append("\" ");
                inside = false;
            }
            else if (!inside && random.NextDouble() < 0.1)
            {
                text.Append(" \"");
                inside = true;
            }
            else
            {
                text.Append(inside ? '_' : ' ');
            }
        }

        return text.ToString(0, length);
    }

    /// <summary>A model that has read it.</summary>
    public static QuoteModel Trained()
    {
        int[] ids = Ids(Text(120_000, seed: 1));
        var model = new QuoteModel(seed: 1);
        int[][] pieces = [.. Enumerable.Range(0, (ids.Length - 1) / Window).Select(i => ids.AsSpan(i * Window, Window).ToArray())];
        int[][] next = [.. Enumerable.Range(0, pieces.Length).Select(i => ids.AsSpan(i * Window + 1, Window).ToArray())];
        model.Fit(WindowDataset.FromTokens(pieces, next, Window), new FitOptions { Epochs = 30, LearningRate = 0.02, BatchSize = 16, Schedule = new CosineDecay() });
        return model;
    }
}
