using LstmGen.Conformance.Models;
using LstmGen.Conformance.Translation;
using LstmGen.Decoding;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>
/// Data that change after they were checked: while Fit runs, or while another thread's call reads them. Whatever they become, no memory outside the tables is touched
/// (which would end this process), and what is no id any more is refused where it is used.
/// </summary>
public sealed class ChangedInputTests
{
    private const int Windows = 8;

    public static TheoryData<float> NoIds => [100_000f, 10f, -1f, 2.5f, 1e9f, -1e9f, 1e30f, 3e38f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [MemberData(nameof(NoIds))]
    public void An_id_that_changes_during_Fit_is_refused_where_it_is_used(float bad)
    {
        float[] words = Ids(6, 10), pairs = Ids(12, 3);
        Refused(() => new TokenClassifier(1).Fit(Set(words, 1, 1), Changing(() => words[1] = bad)), bad);
        Refused(() => new TokenSteps(1).Fit(Set(pairs, 6, 2), Changing(() => pairs[3] = bad)), bad);
        Refused(() => new TokenAttention(1).Fit(Set(words = Ids(6, 10), 1, 1), Changing(() => words[8] = bad)), bad);
    }

    [Theory]
    [MemberData(nameof(NoIds))]
    public void A_character_that_changes_during_Fit_is_refused_where_it_is_used(float bad)
    {
        float[] letters = Ids(48, 30);
        Refused(() => new CharacterSteps(1).Fit(Set(letters, 6, 8), Changing(() => letters[10] = bad == 10f ? 30f : bad)), bad == 10f ? 30f : bad);
    }

    [Theory]
    [InlineData(100_000f)]
    [InlineData(-2f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void A_target_that_changes_during_Fit_is_refused_where_it_is_used(float bad)
    {
        foreach (SequenceModel model in new SequenceModel[] { new ClassModel(1), new EveryStepClassModel(1), new TagModel(1), new TranscriptModel(1) })
        {
            float[] targets = new float[Windows * model.Description.TargetSize];
            if (model is TranscriptModel) Array.Fill(targets, 1f);
            var windows = WindowDataset.From(
                new float[Windows * model.Description.InputSize], targets, model.Description.LookBack, model.Description.Features, scaleTargets: false);
            Assert.Throws<ArgumentException>(() => model.Fit(windows, Changing(() => targets[1] = bad)));
        }
    }

    [Theory]
    [InlineData(0, -1f)]
    [InlineData(0, 100_000f)]
    [InlineData(1, 1e9f)]
    [InlineData(1, float.NaN)]
    public void A_decoders_target_that_changes_during_Fit_is_refused_where_it_is_used(int place, float bad)
    {
        float[] targets = [.. Enumerable.Range(0, Windows).SelectMany(_ => new[] { 3f, 4f, 2f, -1f, -1f })];
        var windows = WindowDataset.From(Ids(4, 7), targets, 4, scaleTargets: false);
        Assert.Throws<ArgumentException>(() => new PlainTranslator(1).Fit(windows, Changing(() => targets[place] = bad)));
    }

    /// <summary>Lengths and weights are the dataset's own: what becomes of the arrays that they came in changes nothing.</summary>
    [Fact]
    public void Lengths_and_weights_that_change_after_they_were_given_change_nothing()
    {
        int[] lengths = [1, 2, 3, 4, 5, 6, 1, 2];
        float[] weights = [1, 2, 3, 4, 5, 6, 7, 8];
        float[] expected = Train(() => { });
        foreach (int bad in new[] { 0, -1, 7, int.MaxValue, int.MinValue })
        {
            Assert.Equal(expected, Train(() => (lengths[1], weights[1]) = (bad, float.NaN)));
            (lengths[1], weights[1]) = (2, 2);
        }

        float[] Train(Action change)
        {
            var model = new TokenClassifier(1);
            WindowDataset windows = Set(Ids(6, 10), 1, 1).WithLengths(lengths).Weighted(weights);
            model.Fit(windows, Changing(change));
            return model.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Ids_that_another_thread_changes_never_end_the_process()
    {
        var model = new TokenClassifier(1);
        var tagger = new CharacterTagger(1);
        float[] window = [1, 2, 3, 4, 5, 6], word = [.. Enumerable.Range(0, 36).Select(i => i % 9f)], answer = new float[3], tags = new float[18];
        float[] batch = [.. window, .. window], two = new float[6], targets = [0, 1];
        int[] tokens = [1, 2, 3, 4, 5, 6];
        var optimizer = new Adam();
        ModelTrace trace = model.CreateTrace();
        Hammer(() => window[5] = 1e9f, () => window[5] = 6f, () => model.Predict(window, answer), () => model.Classify(window), () => model.Trace(window, trace));
        Hammer(() => word[7] = -1e9f, () => word[7] = 7f, () => tagger.Predict(word, tags), () => tagger.Tag(word, new int[6]));
        Hammer(() => batch[9] = 1e9f, () => batch[9] = 4f, () => model.PredictBatch(batch, two), () => model.FitBatch(batch, targets, optimizer));
        Hammer(() => targets[1] = 1e9f, () => targets[1] = 1f, () => model.FitBatch([.. window, .. window], targets, optimizer));
        Hammer(() => tokens[3] = 1_000_000_000, () => tokens[3] = 4, () => model.Predict(tokens, answer));
        Hammer(() => window[0] = 1e9f, () => window[0] = 1f, () =>
        {
            TokenClassifier.State state = default;
            model.Step(ref state, window.AsSpan(0, 1), answer);
        });
    }

    [Fact]
    public void Lengths_that_another_thread_changes_never_end_the_process()
    {
        var model = new ClassModel(1);
        float[] windows = new float[8 * model.Description.InputSize], answers = new float[8 * 4], targets = new float[8];
        int[] lengths = [6, 6, 6, 6, 6, 6, 6, 6];
        var optimizer = new Adam();
        float[] gradient = new float[model.Parameters.Count];
        Hammer(() => lengths[5] = 1_000_000, () => lengths[5] = 3, () => model.PredictBatch(windows, lengths, answers));
        Hammer(() => lengths[5] = -1_000_000, () => lengths[5] = 3, () => model.FitBatch(windows, targets, optimizer, lengths: lengths));
        Hammer(() => lengths[2] = 0, () => lengths[2] = 3, () => model.ComputeGradient(windows, targets, gradient, lengths: lengths));
    }

    [Fact]
    public void Sources_and_targets_that_another_thread_changes_never_end_the_process()
    {
        var model = new GeneralTranslator(1);
        float[] source = [1, 2, 3, 4, 5], weights = new float[2 * 5];
        int[] target = [3, 4], written = new int[6];
        var beam = new BeamSearch(2);
        Hammer(() => source[2] = 1e9f, () => source[2] = 3f, () => model.Translate(source, 5, written), () => model.Translate(source, 5, written, beam));
        Hammer(() => target[0] = 1_000_000_000, () => target[0] = 3, () => model.LogProbability(source, 5, target), () => model.Attend(source, 5, target, weights));
    }

    /// <summary>One thread flips a value to and fro while this one calls; a call answers or refuses.</summary>
    private static void Hammer(Action spoil, Action mend, params Action[] calls)
    {
        using var stop = new CancellationTokenSource();
        var flipper = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                spoil();
                Thread.SpinWait(20);
                mend();
                Thread.SpinWait(50);
            }
        });
        flipper.Start();
        try
        {
            long end = Environment.TickCount64 + 250;
            int answered = 0;
            while (Environment.TickCount64 < end || answered == 0)
            {
                foreach (Action call in calls)
                {
                    try
                    {
                        call();
                        answered++;
                    }
                    catch (ArgumentException)
                    {
                        // Refused, before it begins or where the value is used.
                    }
                }
            }
        }
        finally
        {
            stop.Cancel();
            flipper.Join();
        }
    }

    private static void Refused(Action fit, float bad)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(fit);
        Assert.Contains(FormattableString.Invariant($"but got {bad}"), refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Expected a token id from 0 to ", refused.Message, StringComparison.Ordinal);
    }

    private static FitOptions Changing(Action change) => new()
    {
        Epochs = 3,
        BatchSize = 4,
        Shuffle = false,
        Progress = new AfterFirst(change),
    };

    private static float[] Ids(int size, int vocabulary) => [.. Enumerable.Range(0, Windows * size).Select(i => (float)(1 + i % (vocabulary - 1)))];

    private static WindowDataset Set(float[] ids, int targets, int features) =>
        WindowDataset.From(ids, new float[Windows * targets], 6, features, targetColumns: 1, scaleTargets: false);

    private sealed class AfterFirst(Action change) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            if (value.Epoch == 1) change();
        }
    }
}
