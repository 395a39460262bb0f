namespace LstmGen.Conformance.Models;

/// <summary>Models of token ids as users call them: with whole numbers, shorter sequences, and ids that are none.</summary>
public sealed class EmbeddingTests
{
    private static readonly int[] s_short = [3, 1, 9, 4];
    private static readonly float[] s_padded = [3, 1, 9, 4, 0, 0];

    [Fact]
    public void Tokens_are_the_window_of_their_length()
    {
        TokenClassifier classifier = new(1);
        float[] expected = new float[3], actual = new float[3];
        classifier.Predict(s_padded, 4, expected);
        classifier.Predict(s_short, actual);
        Bits.Equal(expected, actual, "probabilities");
        Assert.Equal(classifier.Classify(s_padded, 4), classifier.Classify(s_short));

        int[] top = new int[2];
        float[] probabilities = new float[2];
        classifier.ClassifyTopK(s_short, top, probabilities);
        Assert.Equal(classifier.Classify(s_short), top[0]);
        Assert.Equal(expected[top[0]], probabilities[0]);

        TokenTagger tagger = new(2);
        int[] all = new int[6], tags = new int[4], rest = new int[6];
        tagger.Tag(s_padded, 4, all);
        tagger.Tag(s_short, tags);
        tagger.Tag(s_short, rest);
        Assert.Equal(all[..4], tags);
        Assert.Equal([.. tags, -1, -1], rest);

        float[] marginals = new float[12], allMarginals = new float[18];
        tagger.Marginals(s_short, marginals);
        tagger.Marginals(s_padded, 4, allMarginals);
        Bits.Equal(allMarginals.AsSpan(0, 12), marginals, "marginals");
        Assert.Throws<ArgumentException>(() => tagger.Tag(s_short, new int[5]));

        TokenSteps steps = new(3);
        int[] classes = new int[2], allClasses = new int[6];
        steps.Classify([3, 1, 9, 2], classes);
        steps.Classify([3, 1, 9, 2, 0, 0, 0, 0, 0, 0, 0, 0], 2, allClasses);
        Assert.Equal([.. classes, -1, -1, -1, -1], allClasses);
    }

    [Fact]
    public void Batches_steps_and_attention_take_tokens()
    {
        TokenAttention model = new(4);
        float[] expected = new float[1], output = new float[1], weights = new float[6], sameWeights = new float[6];
        model.Attend(s_padded, 4, expected, weights);
        model.Attend(s_short, output, sameWeights);
        Bits.Equal(expected, output, "answer");
        Bits.Equal(weights, sameWeights, "weights");
        Assert.Equal(expected[0], model.Predict(s_short));

        int[] batch = [3, 1, 9, 4, -7, 99, 1, 2, 3, 4, 5, 6];
        float[] outputs = new float[2];
        model.PredictBatch(batch, [4, 6], outputs);
        Assert.Equal(expected[0], outputs[0]);
        Assert.Equal(model.Predict([1, 2, 3, 4, 5, 6]), outputs[1]);

        TokenSteps stepped = new(5);
        float[] step = new float[4], whole = new float[24];
        TokenSteps.State state = default;
        stepped.Step(ref state, [3, 1], step);
        stepped.Step(ref state, [9, 2], step);
        stepped.Predict([3, 1, 9, 2], whole);
        Bits.Equal(whole.AsSpan(4, 4), step, "second step");
    }

    [Fact]
    public void Padding_is_found_in_the_tokens()
    {
        TokenClassifier model = new(6);
        float[] expected = new float[3], actual = new float[3], batch = new float[6];
        model.Predict(s_padded, 4, expected);
        model.Predict(s_padded, actual);
        Bits.Equal(expected, actual, "without a length");
        model.Predict([3, 1, 9, 4, 0, 0], actual);
        Bits.Equal(expected, actual, "zeros among the tokens");
        model.PredictBatch([.. s_padded, .. s_padded], batch);
        Bits.Equal(expected, batch.AsSpan(3), "in a batch");

        // Nothing but padding is one step of the padding's vector.
        model.Predict([0], expected);
        model.Predict(new float[6], actual);
        Bits.Equal(expected, actual, "zeros alone");
    }

    [Theory]
    [InlineData(10f)]
    [InlineData(-1f)]
    [InlineData(2.5f)]
    [InlineData(float.NaN)]
    public void What_is_no_token_is_named_with_its_place(float bad)
    {
        TokenTagger model = new(7);
        float[] window = [1, 2, bad, 3, 4, 5];
        float[] output = [.. Enumerable.Repeat(-5f, 18)];
        string value = bad.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        string expected = $"{value} at step 2 is no token of LstmGen.Conformance.Models.TokenTagger: [Embedding] knows the whole numbers from 0 to 9.";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => model.Predict(window, output)).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => model.Trace(window, model.CreateTrace())).Message, StringComparison.Ordinal);
        Assert.All(output, written => Assert.Equal(-5f, written));

        string inBatch = expected.Replace("step 2", "step 2 of window 1", StringComparison.Ordinal);
        float[] outputs = [.. output, .. output], targets = new float[12], before = [.. model.Parameters.Values];
        float[] batch = [.. s_padded, .. window];
        Assert.StartsWith(inBatch, Assert.Throws<ArgumentException>(() => model.PredictBatch(batch, outputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith(inBatch, Assert.Throws<ArgumentException>(() => model.FitBatch(batch, targets, new Adam())).Message, StringComparison.Ordinal);
        Assert.All(outputs, written => Assert.Equal(-5f, written));
        Bits.Equal(before, model.Parameters.Values, "parameters");

        // Past the length it does not matter.
        model.Predict(window, 2, output);
        model.PredictBatch(batch, [6, 2], outputs);
        if (!float.IsNaN(bad))
        {
            WindowDataset windows = WindowDataset.From(batch, targets, 6);
            Assert.StartsWith(inBatch, Assert.Throws<ArgumentException>(() => model.Fit(windows)).Message, StringComparison.Ordinal);
            Assert.StartsWith(inBatch, Assert.Throws<ArgumentException>(() => model.Evaluate(windows)).Message, StringComparison.Ordinal);
            model.Evaluate(windows.WithLengths(new[] { 6, 2 }));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void So_are_whole_numbers(int bad)
    {
        TokenSteps model = new(8);
        TokenSteps.State state = default;
        string expected = $"{bad} at step 1, column 0 is no token";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => model.Predict([1, 2, bad, 0], new float[24])).Message, StringComparison.Ordinal);
        expected = $"{bad} at step 0, column 1 is no token";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => model.Step(ref state, [1, bad], new float[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_before_tokens_is_refused()
    {
        TokenClassifier model = new(9);
        string message = Assert.Throws<ArgumentException>(() => model.Classify([3, 0, 4])).Message;
        Assert.Contains("at step 1 it stands before other tokens", message, StringComparison.Ordinal);
        TokenClassifier.State state = default;
        Assert.Throws<ArgumentException>(() => model.Step(ref state, 0, new float[3]));
        Assert.Throws<ArgumentException>(() => model.Classify(Array.Empty<int>()));
        Assert.Contains("longer LookBack", Assert.Throws<ArgumentException>(() => model.Classify([1, 1, 1, 1, 1, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TokenSteps(1).Predict([1, 1, 1], new float[24]));
        model.Warmup();
    }

    [Fact]
    public void It_learns_from_sequences()
    {
        // The class is the first token's remainder by 3, which the network must keep to the end.
        Random random = new(5);
        int[][] sequences = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Next(1, 10)).ToArray())];
        int[] classes = [.. sequences.Select(sequence => sequence[0] % 3)];
        TokenClassifier model = new(10);
        model.Fit(WindowDataset.FromTokens(sequences, classes, lookBack: 6), new FitOptions { Epochs = 60, LearningRate = 0.02 });
        Assert.True(sequences.Zip(classes).Count(pair => model.Classify(pair.First) == pair.Second) >= 295);

        float[] gradientless = [.. model.Parameters["embedding.embeddings"][..4]];
        Bits.Equal(new TokenClassifier(10).Parameters["embedding.embeddings"][..4], gradientless, "the row of the padding");
    }
}
