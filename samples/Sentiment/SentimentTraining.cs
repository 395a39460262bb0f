using LstmGen;
using LstmGen.Numerics;
using Spectre.Console;

namespace Sentiment;

/// <summary>
/// Epoch by epoch, so that in each of them other words are taken for unknown ones: the model learns to do without any single word. The epoch counts that does best on a
/// tenth of the training sentences; the development set has no say.
/// </summary>
internal sealed class SentimentTraining(SentenceSet sentences, Lexicon lexicon, SentimentOptions options, IAnsiConsole console)
{
    /// <summary>The share of words taken for unknown ones.</summary>
    private const double UnknownRate = 0.2;

    /// <summary>Epochs to wait for a better one.</summary>
    private const int Patience = 4;

    private readonly Adam _adam = new();

    public SentimentModel Run()
    {
        SentenceSet shuffled = sentences.Shuffled(options.Seed);
        if (options.Quick)
        {
            shuffled = shuffled.Take(0, Math.Min(shuffled.Count, SentimentOptions.QuickSentences));
        }

        int heldOut = shuffled.Count / 10;
        if (heldOut < 1)
        {
            throw new UserError($"{shuffled.Count} sentences are too few: a tenth is held out to find the best epoch, so that at least 10 are needed.");
        }

        SentenceSet training = shuffled.Take(heldOut, shuffled.Count - heldOut), held = shuffled.Take(0, heldOut);
        var model = new SentimentModel(options.Seed);
        int epochs = options.Quick ? SentimentOptions.QuickEpochs : options.Epochs;
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => Train(model, training, held, epochs, context.AddTask("training", maxValue: epochs)));
        return model;
    }

    private void Train(SentimentModel model, SentenceSet training, SentenceSet held, int epochs, ProgressTask bar)
    {
        WindowDataset validation = WindowDataset.FromTokens(held.Encode(lexicon), held.Classes, SentimentModel.MostWords, SentimentModel.Ids);
        int[][] words = training.Encode(lexicon);
        var random = new RandomSource(options.Seed, stream: 1);
        float[] best = [];
        (double bestLoss, int bestEpoch) = (double.PositiveInfinity, 0);
        for (int epoch = 1; epoch <= epochs && epoch - bestEpoch <= Patience; epoch++)
        {
            int[][] seen = [.. words.Select(sentence => WithUnknown(sentence, random))];
            FitReport report = model.Fit(
                WindowDataset.FromTokens(seen, training.Classes, SentimentModel.MostWords, SentimentModel.Ids),
                new FitOptions { Epochs = 1, Optimizer = _adam, LearningRate = Rate(epoch, epochs), Clipping = GradientClipping.ByGlobalNorm(5) });
            double loss = model.Evaluate(validation);
            if (loss < bestLoss)
            {
                (bestLoss, bestEpoch, best) = (loss, epoch, model.Parameters.Values.ToArray());
            }

            bar.Description = FormattableString.Invariant($"epoch {epoch}, loss {report.Epochs[^1].Loss:F3}, held out {loss:F3}");
            bar.Value = epoch;
        }

        bar.Value = bar.MaxValue;
        model.Parameters.CopyFrom(best);
        console.WriteLine(FormattableString.Invariant($"Best epoch: {bestEpoch}, with a loss of {bestLoss:F3} on {held.Count} sentences held out."));
    }

    /// <summary>Some of the words are taken for unknown ones; their letters stay.</summary>
    private int[] WithUnknown(int[] sentence, RandomSource random)
    {
        int[] seen = [.. sentence];
        for (int word = 0; word < seen.Length; word += SentimentModel.Ids)
        {
            if (random.NextDouble() < UnknownRate) seen[word] = lexicon.Unknown;
        }

        return seen;
    }

    /// <summary>Half a cosine from a thousandth down.</summary>
    private static double Rate(int epoch, int epochs) => 0.0005 * (1 + Math.Cos(Math.PI * (epoch - 1) / epochs));
}
