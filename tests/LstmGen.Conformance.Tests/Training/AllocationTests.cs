using LstmGen.Conformance.Models;
using LstmGen.Conformance.Reference;
using LstmGen.Decoding;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>After the first call nothing is allocated: not for a window, a step, a batch or an epoch.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    /// <summary>What the report at the end keeps of an epoch: a few numbers, in a list that doubles.</summary>
    private const long ReportBytes = 64;

    private readonly TinyModel _model = new(1);
    private readonly MiddleModel _middle = new(1);
    private readonly float[] _windows = Series.Of(50 * 12);

    [Fact]
    public void Predict() => Free(() =>
    {
        Span<float> output = stackalloc float[1];
        _model.Predict(_windows.AsSpan(0, 5), output);
        _middle.Predict(_windows.AsSpan(0, 12), output);
        _ = _model.Predict(_windows.AsSpan(0, 5));
    });

    [Fact]
    public void Predict_batch()
    {
        float[] outputs = new float[50];
        Free(() => _middle.PredictBatch(_windows, outputs));
    }

    [Fact]
    public void Attend()
    {
        AdditiveAttentionModel onStack = new(1);
        GeneralAttentionModel rented = new(1);
        float[] weights = new float[18];
        ModelTrace trace = onStack.CreateTrace();
        Free(() =>
        {
            Span<float> output = stackalloc float[3];
            onStack.Attend(_windows.AsSpan(0, 18), output[..2], weights);
            rented.Attend(_windows.AsSpan(0, 60), 7, output, weights.AsSpan(0, 12));
            onStack.Trace(_windows.AsSpan(0, 18), trace);
        });
    }

    /// <summary>The calls that heads bring are extension members: no box, no closure, no array.</summary>
    [Fact]
    public void Heads()
    {
        ClassModel classes = new(1);
        EveryStepClassModel steps = new(1);
        OneLabelModel label = new(1);
        EveryStepLabelModel labels = new(1);
        Models.TagModel tags = new(1);
        TranscriptModel transcripts = new(1);
        QuantileModel quantiles = new(1);
        GaussianModel gaussian = new(1);
        QuantileForecaster forecaster = new(1);
        forecaster.SetScaler(Scaler.Identity(1, 1));
        TokenClassifier tokens = new(1);
        CtcBeamDecoder decoder = transcripts.CreateBeamDecoder(3);
        float[] values = new float[40], more = new float[40];
        Free(() =>
        {
            ReadOnlySpan<float> window = _windows.AsSpan(0, 18);
            Span<int> found = stackalloc int[12];
            Span<bool> there = stackalloc bool[12];
            _ = classes.Classify(window) + classes.Classify(window, 3);
            classes.ClassifyTopK(window, 4, found[..2], values.AsSpan(0, 2));
            steps.Classify(window, found[..6]);
            steps.ClassifyTopK(window, 3, 2, found[..6], values.AsSpan(0, 6));
            _ = label.PredictLabel(window, 2, 0.3f);
            labels.PredictLabels(window, there);
            tags.Tag(window, 5, found[..6]);
            tags.Marginals(window, values.AsSpan(0, 30));
            transcripts.Transcribe(_windows.AsSpan(0, 36), found);
            transcripts.Transcribe(_windows.AsSpan(0, 36), 7, decoder);
            quantiles.PredictQuantile(window, 0.3, values.AsSpan(0, 2));
            quantiles.PredictQuantiles(window, 3, values.AsSpan(0, 8));
            gaussian.PredictInterval(window, 0.8, values.AsSpan(0, 3), more.AsSpan(0, 3));
            gaussian.PredictDistribution(window, values.AsSpan(0, 3), more.AsSpan(0, 3));
            forecaster.ForecastInterval(_windows.AsSpan(0, 12), 0.8, values.AsSpan(0, 4), more.AsSpan(0, 4), paths: 20);
            forecaster.ForecastPaths(_windows.AsSpan(0, 12), 5, values.AsSpan(0, 20));
            _ = tokens.Classify([1, 2, 3]);
        });
    }

    [Fact]
    public void Step()
    {
        TinyModel.State state = default;
        Free(() =>
        {
            Span<float> output = stackalloc float[1];
            _model.Step(ref state, _windows.AsSpan(3, 1), output);
        });
    }

    [Fact]
    public void Characters()
    {
        CharacterTagger tagger = new(1);
        CharacterSteps steps = new(1);
        CharacterSteps.State state = default;
        Adam forTagger = new(), forSteps = new();
        int[] words = [.. Enumerable.Range(0, 50 * 36).Select(i => i % 9)], letters = [.. Enumerable.Range(0, 50 * 48).Select(i => i % 30)];
        int[] tags = new int[6];
        float[] emissions = new float[50 * 18], probabilities = new float[50 * 24], targets = new float[300];
        Free(() =>
        {
            tagger.Tag(words.AsSpan(0, 12), tags.AsSpan(0, 2));
            tagger.Predict(words.AsSpan(0, 36), emissions.AsSpan(0, 18));
            tagger.PredictBatch(words, default, emissions);
            steps.Predict(letters.AsSpan(0, 48), probabilities.AsSpan(0, 24));
            steps.PredictBatch(letters, default, probabilities);
            steps.Step(ref state, letters.AsSpan(0, 8), probabilities.AsSpan(0, 4));
        });
        foreach (int threads in new[] { 1, 2 })
        {
            Free(() =>
            {
                tagger.FitBatch(words, targets, forTagger, maxDegreeOfParallelism: threads);
                steps.FitBatch(letters, targets, forSteps, maxDegreeOfParallelism: threads);
            });
        }
    }

    [Fact]
    public void Forecast()
    {
        float[] next = new float[10];
        Free(() => _middle.Forecast(_windows, next));
    }

    [Fact]
    public void Trace()
    {
        ModelTrace trace = _middle.CreateTrace();
        Free(() => _middle.Trace(_windows.AsSpan(0, 12), trace));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fit_batch(int threads)
    {
        Adam optimizer = new();
        float[] targets = Series.Of(50);
        GradientClipping clipping = GradientClipping.ByGlobalNorm(1);
        Free(() => _middle.FitBatch(_windows, targets, optimizer, clipping: clipping, maxDegreeOfParallelism: threads));
        Free(() => _middle.FitBatch(_windows.AsSpan(0, 12), targets.AsSpan(0, 1), optimizer, Loss.MeanSquaredError));
    }

    [Fact]
    public void Compute_gradient()
    {
        float[] targets = Series.Of(50);
        float[] gradient = new float[_middle.Parameters.Count];
        float[] inputGradient = new float[_windows.Length];
        Free(() => _middle.ComputeGradient(_windows, targets, gradient, Loss.MeanSquaredError, inputGradient));
    }

    /// <summary>More epochs take no more memory than few.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Epochs(int threads)
    {
        WindowDataset windows = WindowDataset.Of(Series.Of(120), lookBack: 12);
        Fit(windows, 4, threads);
        long perEpoch = Enumerable.Range(0, 6)
            .Select(_ => (Allocated(() => Fit(windows, 12, threads)) - Allocated(() => Fit(windows, 4, threads))) / 8)
            .FirstOrDefault(bytes => bytes <= ReportBytes, long.MaxValue);

        Assert.True(perEpoch <= ReportBytes, $"An epoch allocated more than its {ReportBytes} bytes in the report.");
    }

    private void Fit(WindowDataset windows, int epochs, int threads) => _middle.Fit(
        windows, new FitOptions { Epochs = epochs, BatchSize = 32, ValidationSplit = 0.2, MaxDegreeOfParallelism = threads });

    /// <summary>Other threads of the test host may allocate while an action is measured, so it gets a few chances to be clean.</summary>
    internal static void Free(Action action)
    {
        action();
        long[] tries = [.. Enumerable.Range(0, 10).Select(_ => Allocated(action))];
        Assert.True(tries.Min() == 0, $"Allocated {tries.Min()} bytes at least.");
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
