using System.Diagnostics;
using LstmGen.Decoding;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Traffic;

/// <summary>Models that are replaced under traffic: every answer is that of the old weights or that of the new.</summary>
public sealed class ReplacementTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1.5);

    public static TheoryData<string> Calls { get; } =
        ["Predict", "PredictBatch", "Forecast", "Step", "Trace", "ForecastPaths", "ForecastInterval", "MonteCarlo", "Interval", "Classify", "Attend", "Tag", "Marginals", "Translate", "LogProbability", "Beam", "Logits"];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Answers_are_old_or_new(string call)
    {
        (SequenceModel model, byte[] first, byte[] second, Func<Func<float[]>> answer) = Case(call);
        model.Load(new MemoryStream(first));
        string old = Hammer.BitsOf(answer()());
        model.Load(new MemoryStream(second));
        string fresh = Hammer.BitsOf(answer()());
        Assert.NotEqual(old, fresh);

        int changes = 0;
        Dictionary<string, int> seen = Hammer.Run(answer, () =>
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < Time || changes < 10)
            {
                model.Load(new MemoryStream(changes++ % 2 == 0 ? first : second));
            }
        });
        string[] mixtures = [.. seen.Keys.Where(bits => bits != old && bits != fresh)];
        Assert.True(mixtures.Length == 0, $"{mixtures.Sum(bits => seen[bits])} of {seen.Values.Sum()} answers belong to neither; {changes} changes.");
        Assert.True(seen.Count == 2, $"Only one state was seen in {seen.Values.Sum()} answers and {changes} changes.");
    }

    /// <summary>The parameters alone, whole or a tensor, as from a copy that learnt beside.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Set_parameters_are_old_or_new(bool oneTensor)
    {
        ServedForecast model = new(1), other = new(2);
        model.SetScaler(Scaler.Identity(1, 1));
        float[] a = model.Parameters.Values.ToArray(), b = other.Parameters.Values.ToArray(), window = Windows(0);
        if (oneTensor)
        {
            a = model.Parameters["lstm.recurrent_kernel"].ToArray();
            b = other.Parameters["lstm.recurrent_kernel"].ToArray();
        }

        Change(a);
        string old = Hammer.BitsOf([model.Predict(window)]);
        Change(b);
        string fresh = Hammer.BitsOf([model.Predict(window)]);
        Dictionary<string, int> seen = Hammer.Run(() => () => [model.Predict(window)], () =>
        {
            for (int i = 0; i < 10_000; i++) Change(i % 2 == 0 ? a : b);
        });
        Assert.Equal(new HashSet<string> { old, fresh }, [.. seen.Keys]);

        void Change(float[] values)
        {
            if (oneTensor) model.Parameters.Set("lstm.recurrent_kernel", values);
            else model.Parameters.CopyFrom(values);
        }
    }

    /// <summary>A model that learns answers from what one of its updates left, and never from half an update; so do files saved meanwhile.</summary>
    [Fact]
    public void Answers_beside_training_are_those_of_an_update()
    {
        ServedForecast model = new(1);
        model.Load(new MemoryStream(Trained(1, 0f)));
        float[] window = Windows(1);
        HashSet<string> states = [Hammer.BitsOf([model.Predict(window)])];
        Adam adam = new() { LearningRate = 0.01 };
        Dictionary<string, int> seen = Hammer.Run(() => () => [model.Predict(window)], () =>
        {
            for (int i = 0; i < 3_000; i++)
            {
                model.FitBatch(Windows(i % 7), [50f], adam);
                states.Add(Hammer.BitsOf([model.Predict(window)]));
            }
        });
        Assert.Empty(seen.Keys.Except(states));
        Assert.True(seen.Count > 1, "Nothing was predicted between two updates.");
    }

    [Fact]
    public void Files_saved_beside_training_are_those_of_an_update()
    {
        ServedForecast model = new(1);
        HashSet<string> states = [Hammer.BitsOf(model.Parameters.Values.ToArray())];
        Adam adam = new() { LearningRate = 0.01 };
        Dictionary<string, int> seen = Hammer.Run(Save, () =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                model.FitBatch(Windows(i % 7), [50f], adam);
                states.Add(Hammer.BitsOf(model.Parameters.Values.ToArray()));
            }
        });
        Assert.Empty(seen.Keys.Except(states));

        Func<float[]> Save()
        {
            ServedForecast saved = new(2);
            return () =>
            {
                MemoryStream stream = new();
                model.Save(stream);
                stream.Position = 0;
                saved.Load(stream);
                return saved.Parameters.Values.ToArray();
            };
        }
    }

    private static (SequenceModel Model, byte[] First, byte[] Second, Func<Func<float[]>> Answer) Case(string call)
    {
        switch (call)
        {
            case "Predict" or "PredictBatch" or "Forecast" or "Step" or "Trace":
                ServedForecast forecast = new(1);
                return (forecast, Trained(1, 0f), Trained(2, 300f), () => Answers(forecast, call));
            case "ForecastPaths" or "ForecastInterval" or "MonteCarlo" or "Interval":
                ServedDistribution distribution = new(1);
                return (distribution, Distribution(1, 0f), Distribution(2, 300f), () => Answers(distribution, call));
            case "Classify" or "Attend":
                ServedClasses classes = new(1);
                return (classes, Saved(new ServedClasses(1)), Saved(new ServedClasses(2)), () => Answers(classes, call));
            case "Tag" or "Marginals":
                ServedTags tags = new(1);
                return (tags, Saved(Drawn(new ServedTags(1))), Saved(Drawn(new ServedTags(5))), () => Answers(tags, call));
            default:
                ServedTranslator translator = new(1);
                return (translator, Saved(Drawn(new ServedTranslator(1))), Saved(Drawn(new ServedTranslator(3))), () => Answers(translator, call));
        }
    }

    private static Func<float[]> Answers(ServedForecast model, string call)
    {
        float[] windows = [.. Enumerable.Range(0, 30).SelectMany(Windows)], batch = new float[30], steps = new float[12], next = new float[25];
        ModelTrace trace = model.CreateTrace();
        return call switch
        {
            "Predict" => () => [model.Predict(windows.AsSpan(0, 12))],
            "PredictBatch" => () =>
            {
                model.PredictBatch(windows, batch);
                return batch;
            }
            ,
            "Forecast" => () =>
            {
                model.Forecast(windows, next);
                return next;
            }
            ,
            "Trace" => () =>
            {
                model.Trace(windows.AsSpan(0, 12), trace);
                return trace.Output;
            }
            ,
            _ => () =>
            {
                // One step from zero: a stream of several may meet a change between two of them.
                ServedForecast.State state = default;
                float answer = model.Step(ref state, windows[3]);
                return [answer, .. state.Values];
            }
            ,
        };
    }

    private static Func<float[]> Answers(ServedDistribution model, string call)
    {
        float[] history = Windows(3), values = new float[20], lower = new float[6], upper = new float[6];
        return call switch
        {
            "ForecastPaths" => () =>
            {
                model.ForecastPaths(history, 4, values, seed: 5);
                return values;
            }
            ,
            "ForecastInterval" => () =>
            {
                model.ForecastInterval(history, 0.8, lower, upper, paths: 40, seed: 5);
                return [.. lower, .. upper];
            }
            ,
            "MonteCarlo" => () =>
            {
                model.PredictMonteCarlo(history.AsSpan(0, 8), lower.AsSpan(0, 2), upper.AsSpan(0, 2), samples: 12, seed: 5);
                return [.. lower, .. upper];
            }
            ,
            _ => () =>
            {
                model.PredictInterval(history.AsSpan(0, 8), 0.8, lower.AsSpan(0, 1), upper.AsSpan(0, 1));
                return [.. lower, .. upper];
            }
            ,
        };
    }

    private static Func<float[]> Answers(ServedClasses model, string call)
    {
        int[] tokens = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], best = new int[4];
        float[] probabilities = new float[4], weights = new float[10];
        return call == "Classify"
            ? () =>
            {
                model.ClassifyTopK(tokens, best, probabilities);
                return [.. best.Select(index => (float)index), .. probabilities];
            }
        : () =>
        {
            model.Attend(tokens, probabilities, weights);
            return [.. probabilities, .. weights];
        };
    }

    private static Func<float[]> Answers(ServedTags model, string call)
    {
        float[] window = [.. Windows(2).Take(7).Select(value => value / 10f)], marginals = new float[28];
        int[] path = new int[7];
        return call == "Tag"
            ? () =>
            {
                model.Tag(window, path);
                return [.. path.Select(tag => (float)tag)];
            }
        : () =>
        {
            model.Marginals(window, marginals);
            return marginals;
        };
    }

    private static Func<float[]> Answers(ServedTranslator model, string call)
    {
        int[] source = [2, 3, 4, 5, 6, 7], target = new int[6];
        float[] window = [.. source.Select(token => (float)token)], logits = new float[30];
        BeamSearch beam = new(3);
        return call switch
        {
            "Translate" => () =>
            {
                int count = model.Translate(source, target);
                return [count, .. target.Take(count).Select(token => (float)token)];
            }
            ,
            "LogProbability" => () => [(float)model.LogProbability(source, [2, 3, 4])],
            "Beam" => () =>
            {
                model.Translate(source, target, beam);
                return [.. Enumerable.Range(0, beam.Count).Select(rank => (float)beam.LogProbability(rank))];
            }
            ,
            _ => () =>
            {
                model.PredictRaw(window, 6, logits);
                return logits;
            }
            ,
        };
    }

    private static float[] Windows(int first) => [.. Series(first, 12)];

    private static IEnumerable<float> Series(int first, int count) => Enumerable.Range(first, count).Select(i => 40f + 20f * MathF.Sin(i * 0.7f));

    private static byte[] Trained(int seed, float offset)
    {
        ServedForecast model = new(seed);
        model.Fit(WindowDataset.Of([.. Series(seed, 60).Select(value => value + offset)], 12), new FitOptions { Epochs = 1 });
        return Saved(model);
    }

    private static byte[] Distribution(int seed, float offset)
    {
        ServedDistribution model = new(seed);
        model.Fit(WindowDataset.Of([.. Series(seed, 60).Select(value => value + offset)], 8), new FitOptions { Epochs = 1 });
        return Saved(model);
    }

    /// <summary>Larger than initial weights are, so that the answers of two seeds differ.</summary>
    private static SequenceModel Drawn(SequenceModel model)
    {
        model.Parameters.CopyFrom([.. model.Parameters.Values.ToArray().Select((value, i) => 3f * value + 0.4f * MathF.Sin(i * (1f + model.Seed)))]);
        return model;
    }

    private static byte[] Saved(SequenceModel model)
    {
        MemoryStream stream = new();
        model.Save(stream);
        return stream.ToArray();
    }
}
