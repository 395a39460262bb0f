using LstmGen.Decoding;
using LstmGen.Runtime;

namespace LstmGen.BitCheck;

/// <summary>Each head trained on made-up data and asked for its own answers, all of whose bits go into one hash a line.</summary>
internal static class HeadReports
{
    public static void Write(int threads)
    {
        Tagger tagger = new(5);
        Train(tagger, 40, threads, Tokens(9 * 40, 30, 12, 12, 12, 12, 12), i => i % 9 == 0 ? 1 : i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : 2);
        int[] tags = new int[9];
        float[] marginals = new float[9 * 5];
        int[] sentence = [.. Tokens(9, 30, 12, 12, 12, 12, 12).Select(value => (int)value)];
        tagger.Tag(sentence, tags);
        tagger.Marginals([.. sentence.Select(id => (float)id)], marginals);
        Print("tagger", tagger, [.. tags, .. marginals]);

        Transcriber transcriber = new(6);
        Train(transcriber, 24, threads, Values(24 * 8 * 126), i => 1 + (i / 3 + i) % 5);
        CtcBeamDecoder decoder = transcriber.CreateBeamDecoder(6);
        transcriber.Transcribe(Values(8 * 126), 8, decoder);
        float[] symbols = new float[8 * 6];
        transcriber.Predict(Values(8 * 126), symbols);
        Print("transcriber", transcriber, [.. decoder.Labels(0).ToArray(), (float)decoder.LogProbability(0), .. symbols]);

        Translator translator = new(7);
        int[][] sources = [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 2 + i % 6).Select(k => 1 + (i * 7 + k * 5) % 16).ToArray())];
        int[][] targets = [.. sources.Select(source => source.Take(5).Reverse().Select(id => 3 + id % 11).ToArray())];
        translator.Fit(sources, targets, new FitOptions
        {
            Epochs = 3,
            BatchSize = 16,
            MaxDegreeOfParallelism = threads,
            ScheduledSampling = ScheduledSampling.Constant(0.3),
        });
        BeamSearch beam = new(4) { LengthPenalty = 0.6 };
        int[] written = new int[6];
        translator.Translate(sources[3], written, beam);
        float[] weights = new float[2 * 2 * 7];
        translator.Attend(sources[3], [4, 5], weights);
        Print("translator", translator, [.. beam.Tokens(0).ToArray(), (float)beam.LogProbability(0), .. weights]);

        Writer writer = new(8);
        int[] text = [.. Enumerable.Range(0, 700).Select(i => (i * i + i / 7) % 21)];
        writer.Fit(WindowDataset.NextTokens(text, 6, streams: 9), new FitOptions { Epochs = 4, MaxDegreeOfParallelism = threads });
        Writer.State state = default;
        int[] drawn = new int[40];
        writer.Generate(ref state, [3, 1], drawn, new TokenSampler(4) { Temperature = 0.8, TopK = 9, TopP = 0.95 });
        Print("writer", writer, [.. drawn.Select(token => (float)token), .. state.Values]);

        Labeller labeller = new(9);
        Train(labeller, 40, threads, Values(40 * 24), i => i % 5 == 0 ? -1 : i % 2);
        float[] labels = new float[24];
        labeller.Predict(Values(24), labels);
        float[] mean = new float[24], spread = new float[24];
        labeller.PredictMonteCarlo(Values(24), mean, spread, 5);
        Print("labeller", labeller, [.. labels, .. mean, .. spread]);

        Forecast("quantiles", new QuantileForecaster(10), threads, (model, history, paths) => model.ForecastPaths(history, 20, paths, seed: 3));
        Forecast("gaussian", new GaussianForecaster(11), threads, (model, history, paths) => model.ForecastPaths(history, 20, paths, seed: 3));
    }

    private static void Forecast<T>(string name, T model, int threads, Action<T, float[], float[]> draw)
        where T : SequenceModel
    {
        float[] series = Values(300), paths = new float[20 * 6];
        model.Fit(WindowDataset.Of(series, 10), new FitOptions { Epochs = 3, ValidationSplit = 0.1, MaxDegreeOfParallelism = threads });
        draw(model, series, paths);
        Print(name, model, paths);
    }

    private static void Train(SequenceModel model, int rows, int threads, float[] inputs, Func<int, float> target)
    {
        ModelDescription d = model.Description;
        float[] targets = [.. Enumerable.Range(0, rows * d.TargetSize).Select(target)];
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => d.LookBack - row % 4)];
        WindowDataset windows = WindowDataset.From(inputs, targets, d.LookBack, d.Features, scaleTargets: false).WithLengths(lengths);
        model.Fit(windows, new FitOptions { Epochs = 3, BatchSize = 16, MaxDegreeOfParallelism = threads });
    }

    private static void Print(string name, SequenceModel model, ReadOnlySpan<float> answers) =>
        Console.WriteLine($"{name}: parameters {BitHash.Of(model.Parameters.Values)} answers {BitHash.Of(answers)}");

    /// <summary>Numbers from −1 to 1 that need no function to make.</summary>
    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 37 + i / 11 * 5) % 101 / 50f - 1f)];

    /// <summary>Ids of so many columns a step.</summary>
    private static float[] Tokens(int steps, params int[] vocabularies) =>
        [.. Enumerable.Range(0, steps * vocabularies.Length).Select(i => (float)((i * 29 + i / 7) % vocabularies[i % vocabularies.Length]))];
}
