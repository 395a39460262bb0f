using LstmGen.Decoding;

namespace LstmGen.Conformance.Models;

/// <summary>The calls that heads bring, against the answers of Predict: top k, labels above thresholds, tags, transcripts; with lengths, ids and bad input.</summary>
public sealed class HeadCallTests
{
    private static readonly float[] s_window = Values(18, 4);

    [Fact]
    public void Top_k_of_the_last_step_are_the_largest_probabilities()
    {
        var model = new ClassModel(3);
        for (int length = 1; length <= 6; length++)
        {
            float[] all = new float[4];
            model.Predict(s_window, length, all);
            for (int k = 1; k <= 4; k++)
            {
                int[] classes = new int[k];
                float[] probabilities = new float[k];
                model.ClassifyTopK(s_window, length, classes, probabilities);
                Assert.Equal([.. Enumerable.Range(0, 4).OrderByDescending(c => all[c]).Take(k)], classes);
                Assert.Equal([.. classes.Select(c => all[c])], probabilities);
                Assert.Equal(model.Classify(s_window, length), classes[0]);
            }
        }

        int[] whole = new int[2], same = new int[2];
        model.ClassifyTopK(s_window, whole, new float[2]);
        model.ClassifyTopK(s_window, 6, same, new float[2]);
        Assert.Equal(same, whole);
    }

    [Fact]
    public void Top_k_of_every_step_stop_at_the_length()
    {
        var model = new EveryStepClassModel(3);
        float[] all = new float[24];
        model.Predict(s_window, 4, all);
        foreach (int room in (int[])[4, 6])
        {
            int[] classes = new int[room * 3], best = new int[room];
            float[] probabilities = new float[room * 3];
            Array.Fill(probabilities, float.NaN);
            model.ClassifyTopK(s_window, 4, 3, classes, probabilities);
            model.Classify(s_window, 4, best);
            for (int step = 0; step < room; step++)
            {
                int[] expected = step < 4 ? [.. Enumerable.Range(0, 4).OrderByDescending(c => all[step * 4 + c]).Take(3)] : [-1, -1, -1];
                Assert.Equal(expected, classes[(step * 3)..(step * 3 + 3)]);
                Assert.Equal([.. expected.Select(c => c < 0 ? 0f : all[step * 4 + c])], probabilities[(step * 3)..(step * 3 + 3)]);
                Assert.Equal(best[step], expected[0]);
            }
        }

        int[] whole = new int[12], same = new int[12];
        model.ClassifyTopK(s_window, 2, whole, new float[12]);
        model.ClassifyTopK(s_window, 6, 2, same, new float[12]);
        Assert.Equal(same, whole);
    }

    [Fact]
    public void Ids_take_the_same_calls()
    {
        var classifier = new TokenClassifier(2);
        int[] fromIds = new int[3], fromFloats = new int[3];
        classifier.ClassifyTopK([3, 1, 9], fromIds, new float[3]);
        classifier.ClassifyTopK([3f, 1, 9, 0, 0, 0], 3, fromFloats, new float[3]);
        Assert.Equal(fromFloats, fromIds);

        var steps = new TokenSteps(2);
        int[] all = new int[4];
        steps.ClassifyTopK([3, 1, 9, 2], 2, all, new float[4]);
        Assert.All(all, c => Assert.InRange(c, 0, 3));

        var labels = new TokenLabels(2);
        bool[] some = new bool[2], same = new bool[2];
        labels.PredictLabels([3, 1, 9], some, threshold: 0.49f);
        labels.PredictLabels([3f, 1, 9, 0, 0, 0], 3, same, 0.49f);
        Assert.Equal(same, some);
        labels.PredictLabels([3, 1, 9], [0f, 1f], some);
        Assert.Equal([true, false], some);

        var transcripts = new TokenTranscripts(2);
        int[] read = new int[6], again = new int[6];
        Assert.Equal(transcripts.Transcribe([3, 1, 9], read), transcripts.Transcribe([3f, 1, 9, 0, 0, 0], 3, again));
        Assert.Equal(again, read);
    }

    [Fact]
    public void Labels_are_those_above_their_thresholds()
    {
        LabelModel model = Unscaled.Of(new LabelModel(3));
        float[] window = Values(10, 5), probabilities = new float[3];
        bool[] labels = new bool[3];
        for (int length = 1; length <= 5; length++)
        {
            model.Predict(window, length, probabilities);
            model.PredictLabels(window, length, labels);
            Assert.Equal([.. probabilities.Select(p => p > 0.5f)], labels);

            // Each label at its own probability is not above it; a hair below it is.
            model.PredictLabels(window, length, probabilities, labels);
            Assert.Equal([false, false, false], labels);
            model.PredictLabels(window, length, [probabilities[0], MathF.BitDecrement(probabilities[1]), 1f], labels);
            Assert.Equal([false, true, false], labels);
        }

        model.PredictLabels(window, labels, 0f);
        Assert.Equal([true, true, true], labels);
        model.PredictLabels(window, [1f, 0f, 0f], labels);
        Assert.Equal([false, true, true], labels);
    }

    [Fact]
    public void Labels_of_every_step_stop_at_the_length()
    {
        var model = new EveryStepLabelModel(3);
        float[] probabilities = new float[12];
        model.Predict(s_window, 4, probabilities);
        foreach (int room in (int[])[8, 12])
        {
            bool[] labels = new bool[room];
            Array.Fill(labels, true);
            model.PredictLabels(s_window, 4, [0.4f, 0.6f], labels);
            Assert.Equal([.. Enumerable.Range(0, room).Select(i => i < 8 && probabilities[i] > (i % 2 == 0 ? 0.4f : 0.6f))], labels);
        }
    }

    [Fact]
    public void One_label_is_a_bool()
    {
        var model = new OneLabelModel(3);
        float probability = model.Predict(s_window);
        Assert.Equal(probability > 0.5f, model.PredictLabel(s_window));
        Assert.False(model.PredictLabel(s_window, probability));
        Assert.True(model.PredictLabel(s_window, MathF.BitDecrement(probability)));
        float[] shorter = new float[1];
        model.Predict(s_window, 2, shorter);
        Assert.Equal(shorter[0] > 0.3f, model.PredictLabel(s_window, 2, 0.3f));
    }

    [Fact]
    public void Tags_and_marginals_without_a_length_are_those_of_the_whole_window()
    {
        var model = new TagModel(5);
        float[] whole = new float[30], same = new float[30], part = new float[30], valid = new float[15];
        model.Marginals(s_window, whole);
        model.Marginals(s_window, 6, same);
        Assert.Equal(same, whole);
        model.Marginals(s_window, 3, part);
        model.Marginals(s_window, 3, valid);
        Assert.Equal(valid, part[..15]);
        Assert.All(part[15..], p => Assert.Equal(0f, p));
        Assert.All(Enumerable.Range(0, 6), step => Assert.Equal(1, whole[(step * 5)..(step * 5 + 5)].Sum(), 1e-5));
    }

    [Fact]
    public void Transcripts_are_those_of_the_frames_within_the_length()
    {
        var model = new TranscriptModel(3);
        float[] window = Values(36, 6), padded = [.. window[..21], .. new float[15]];
        int[] labels = new int[12], again = new int[12];
        CtcBeamDecoder decoder = model.CreateBeamDecoder(50);
        for (int length = 1; length <= 12; length++)
        {
            int count = model.Transcribe(window, length, labels);
            float[] raw = new float[60];
            model.PredictRaw(window, length, raw);
            int[] best = [.. Enumerable.Range(0, length).Select(frame => Array.IndexOf(raw[(frame * 5)..(frame * 5 + 5)], raw[(frame * 5)..(frame * 5 + 5)].Max()))];
            Assert.Equal([.. best.Where((symbol, i) => symbol != 0 && (i == 0 || best[i - 1] != symbol))], labels[..count]);
            Assert.True(model.Transcribe(window, length, decoder) > 0);
            Assert.True(decoder.Labels(0).Length <= length);
        }

        int found = model.Transcribe(window, 7, labels);
        Assert.Equal(found, model.Transcribe(padded, 7, again));
        Assert.Equal(again[..found], labels[..found]);
        Assert.Equal(model.Transcribe(window, 12, labels), model.Transcribe(window, again));
        CtcBeamDecoder whole = model.CreateBeamDecoder(50);
        Assert.Equal(model.Transcribe(window, 12, decoder), model.Transcribe(window, whole));
        Assert.Equal(decoder.Labels(0), whole.Labels(0));
        Assert.Equal(decoder.LogProbability(0), whole.LogProbability(0));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var classes = new ClassModel(3);
        Assert.Contains("1 to 4", Assert.Throws<ArgumentOutOfRangeException>(() => classes.ClassifyTopK(s_window, new int[5], new float[5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => classes.ClassifyTopK(s_window, [], []));
        Assert.Equal("probabilities", Assert.Throws<ArgumentException>(() => classes.ClassifyTopK(s_window, new int[2], new float[1])).ParamName);
        var steps = new EveryStepClassModel(3);
        Assert.Equal("k", Assert.Throws<ArgumentOutOfRangeException>(() => steps.ClassifyTopK(s_window, 6, 5, new int[30], new float[30])).ParamName);
        Assert.Equal("classes", Assert.Throws<ArgumentException>(() => steps.ClassifyTopK(s_window, 4, 2, new int[10], new float[10])).ParamName);
        LabelModel labels = Unscaled.Of(new LabelModel(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => labels.PredictLabels(s_window.AsSpan(0, 10), new bool[3], float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => labels.PredictLabels(s_window.AsSpan(0, 10), [0.1f, 1.5f, 0f], new bool[3]));
        Assert.Contains("3 thresholds", Assert.Throws<ArgumentException>(() => labels.PredictLabels(s_window.AsSpan(0, 10), [0.1f], new bool[3])).Message, StringComparison.Ordinal);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => labels.PredictLabels(s_window.AsSpan(0, 10), new bool[2])).ParamName);
        var transcripts = new TranscriptModel(3);
        Assert.Contains(
            "CreateBeamDecoder",
            Assert.Throws<ArgumentException>(() => transcripts.Transcribe(new float[36], 12, new CtcBeamDecoder(5, 12, 4, Blank.Last))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => transcripts.Transcribe(new float[36], 12, new CtcBeamDecoder(5, 11, 4)));
    }

    [Fact]
    public void After_the_first_call_nothing_is_allocated()
    {
        var classes = new ClassModel(3);
        var steps = new EveryStepClassModel(3);
        var labels = new EveryStepLabelModel(3);
        var tags = new TokenLabels(3);
        int[] places = new int[12], ids = [3, 1];
        float[] probabilities = new float[12];
        bool[] said = new bool[12];
        void Run()
        {
            classes.ClassifyTopK(s_window, 3, places.AsSpan(0, 2), probabilities.AsSpan(0, 2));
            steps.ClassifyTopK(s_window, 2, places, probabilities);
            labels.PredictLabels(s_window, said);
            labels.PredictLabels(s_window, 5, probabilities.AsSpan(0, 2), said);
            tags.PredictLabels(ids, said.AsSpan(0, 2));
        }

        Run();
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
