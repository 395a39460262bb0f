using LstmGen;
using LstmGen.Numerics;
using Spectre.Console;

namespace NamedEntities;

/// <summary>
/// Epoch by epoch, so that in each of them other words are taken for unknown ones, the rarer the likelier: the network learns to tell a name by its characters and its
/// neighbours. The epoch counts that has the best F1 on a tenth of the training sentences; the development set has no say.
/// </summary>
internal sealed class TaggerTraining(TaggedSet training, TaggedSet held, EntityOptions options, IAnsiConsole console)
{
    /// <summary>Epochs to wait for a better one.</summary>
    private const int Patience = 10;

    private const double LearningRate = 0.002;

    /// <summary>
    /// The share of words in names that are taken for unknown, however often they came: the names of the next sentences are other ones, so they are better told by their
    /// characters and their neighbours.
    /// </summary>
    private const double NameRate = 0.5;

    public void Run(Tagger tagger)
    {
        int epochs = options.Quick ? EntityOptions.QuickEpochs : options.Epochs;
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => Train(tagger, epochs, context.AddTask(tagger.Name, maxValue: epochs)));
    }

    private void Train(Tagger tagger, int epochs, ProgressTask bar)
    {
        Lexicon lexicon = tagger.Lexicon;
        int[][] sentences = [.. training.Sentences.Select(lexicon.Encode)];
        int[][] tags = [.. training.Tags.Select(EntityTags.Encode)];
        Dictionary<int, int> counts = sentences.SelectMany(Words).CountBy(word => word).ToDictionary();
        var adam = new Adam();
        var random = new RandomSource(options.Seed, stream: 1);
        (double best, int bestEpoch, float[] parameters) = (-1, 0, []);
        for (int epoch = 1; epoch <= epochs && epoch - bestEpoch <= Patience; epoch++)
        {
            int[][] seen = [.. sentences.Select((sentence, i) => Forget(sentence, tags[i], counts, lexicon.Unknown, random))];
            FitReport report = tagger.Model.Fit(WindowDataset.FromTokens(seen, tags, Sizes.Words, Sizes.Ids), new FitOptions
            {
                Epochs = 1,
                BatchSize = 16,
                Optimizer = adam,
                LearningRate = LearningRate * (1 + Math.Cos(Math.PI * (epoch - 1) / epochs)) / 2,
                Clipping = GradientClipping.ByGlobalNorm(5),
            });
            double f1 = tagger.Judge(held).Score.Micro.F1;
            if (f1 > best)
            {
                (best, bestEpoch, parameters) = (f1, epoch, tagger.Model.Parameters.Values.ToArray());
            }

            bar.Description = FormattableString.Invariant($"{tagger.Name}: epoch {epoch}, loss {report.Epochs[^1].Loss:F3}, held out F1 {100 * f1:F1} %");
            bar.Value = epoch;
        }

        bar.Value = bar.MaxValue;
        tagger.Model.Parameters.CopyFrom(parameters);
        console.WriteLine(FormattableString.Invariant($"{tagger.Name}: best epoch {bestEpoch}, with an F1 of {100 * best:F1} % on {held.Count} sentences held out."));
    }

    private static IEnumerable<int> Words(int[] sentence) => sentence.Where((_, i) => i % Sizes.Ids == 0);

    /// <summary>A word that came n times is taken for unknown with the probability 1/(1 + 4n), and one in a name with that of names at least.</summary>
    private static int[] Forget(int[] sentence, int[] tags, Dictionary<int, int> counts, int unknown, RandomSource random)
    {
        int[] seen = [.. sentence];
        for (int i = 0; i < seen.Length; i += Sizes.Ids)
        {
            if (random.NextDouble() < Math.Max(tags[i / Sizes.Ids] > 0 ? NameRate : 0, 1.0 / (1 + 4 * counts[seen[i]])))
            {
                seen[i] = unknown;
            }
        }

        return seen;
    }
}
