using System.Diagnostics;
using LstmGen.Conformance.Models;
using LstmGen.Conformance.Translation;

namespace LstmGen.Conformance.Training;

/// <summary>Generated models: some epochs, a checkpoint, a new model of another seed, and some more, are all of them in one run, bit for bit.</summary>
public sealed class CheckpointTests
{
    private const int Before = 2;
    private const int After = 3;
    private const string PathVariable = "LSTMGEN_TESTS_CHECKPOINT";

    private static readonly WindowDataset s_series = WindowDataset.Of(Series.Of(60), 12);

    private static readonly Dictionary<string, (Func<Optimizer> Make, Func<LearningRateSchedule> Schedule)> s_ways = new()
    {
        ["momentum"] = (() => new Sgd { Momentum = 0.9, Nesterov = true, Style = OptimizerStyle.PyTorch }, () => new StepDecay { Epochs = 1, Factor = 0.7 }),
        ["RMSprop"] = (() => new RmsProp { Style = OptimizerStyle.PyTorch }, () => new WarmUp { Epochs = 3 }),
        ["AdamW"] = (() => new AdamW(), () => new CosineDecay()),
        ["Nadam"] = (() => new Nadam(), () => new ReduceOnPlateau { Patience = 0, MinDelta = 10 }),
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (string model in (string[])["dropout", "recurrent dropout", "scaled", "classes", "labels", "tags", "symbols", "tokens", "streams", "translation"])
        {
            foreach (string way in s_ways.Keys) data.Add(model, way);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_run_with_a_break_is_a_run_without(string model, string way)
    {
        switch (model)
        {
            case "dropout":
                Same(seed => new MiddleModel(seed), WindowDataset.Of(Series.Of(60), 12), way);
                break;
            case "recurrent dropout":
                Same(seed => new ForgetfulModel(seed), WindowDataset.Of(Series.Of(60), 6), way);
                break;
            case "scaled":
                Same(seed => new LabelModel(seed), From(5, 2, 3, i => i % 2), way);
                break;
            case "classes":
                Same(seed => new ClassModel(seed), From(6, 3, 1, i => i % 4), way);
                break;
            case "labels":
                Same(seed => new OneLabelModel(seed), From(6, 3, 1, i => i % 2), way);
                break;
            case "tags":
                Same(seed => new TagModel(seed), From(6, 3, 6, i => i % 5 == 2 ? 1 : 0), way);
                break;
            case "symbols":
                Same(seed => new TranscriptModel(seed), From(12, 3, 4, i => i % 4 == 3 ? -1 : 1 + i % 4), way);
                break;
            case "tokens":
                Same(seed => new TokenLabels(seed), Tokens(), way);
                break;
            case "streams":
                Same(seed => new StreamTokens(seed), WindowDataset.NextTokens([.. Enumerable.Range(0, 84).Select(i => (i * i + i / 5) % 7)], 5, 3), way);
                break;
            default:
                var pairs = new GeneralTranslator(1);
                int[][] sources = [.. Enumerable.Range(0, 30).Select(i => new[] { i % 9, i * i % 9, 1 })], targets = [.. sources.Select(source => source.Reverse().ToArray())];
                Same(seed => new GeneralTranslator(seed), pairs.Pairs(sources, targets), way, ScheduledSampling.Linear(0.6));
                break;
        }
    }

    /// <summary>This program, started again for the one test below, takes the checkpoint from a file and goes on.</summary>
    [Fact]
    public async Task Another_process_goes_on()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lstmgen");
        try
        {
            string path = Path.Combine(folder.FullName, "half.safetensors");
            MiddleModel whole = new(11), first = new(11);
            whole.Fit(s_series, ProcessOptions(5, new Nadam()));
            first.Fit(s_series, ProcessOptions(2, new Nadam()));
            first.SaveCheckpoint(path);

            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in (string[])[typeof(CheckpointTests).Assembly.Location, "-noColor", "-method", $"*.{nameof(CheckpointTests)}.{nameof(The_other_process)}"])
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment[PathVariable] = path;
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string printed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, printed + await errors);

            var found = new MiddleModel(1);
            found.LoadCheckpoint(path + ".more");
            Bits.Equal(whole.Parameters.Values, found.Parameters.Values, "another process");
            Assert.Equal(Saved(whole), Saved(found));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_other_process()
    {
        string? path = Environment.GetEnvironmentVariable(PathVariable);
        Assert.SkipWhen(path is null, "This is the second half of Another_process_goes_on, which starts it.");
        var model = new MiddleModel(1);
        model.LoadCheckpoint(path!);
        model.Fit(s_series, ProcessOptions(3, null));
        model.SaveCheckpoint(path + ".more");
    }

    [Fact]
    public void Streams_of_single_batches_go_on()
    {
        int[] tokens = [.. Enumerable.Range(0, 100).Select(i => (i * i + i / 5) % 7)];
        StreamTokens whole = new(3), rest = new(8);
        var adam = new Adam();
        for (int i = 0; i < 4; i++) Batch(whole, adam, i);
        rest.LoadCheckpoint(Saved(whole));
        for (int i = 4; i < 8; i++)
        {
            Batch(whole, adam, i);
            Batch(rest, rest.Optimizer!, i);
        }

        Bits.Equal(whole.Parameters.Values, rest.Parameters.Values, "streams");
        Assert.Equal(Saved(whole), Saved(rest));

        // And it matters where the streams stood.
        StreamTokens fresh = new(8);
        fresh.LoadCheckpoint(Saved(whole));
        fresh.ResetStreams();
        Assert.NotEqual(Batch(whole, adam, 8), Batch(fresh, fresh.Optimizer!, 8));

        float Batch(StreamTokens model, Optimizer optimizer, int at)
        {
            float[] inputs = [.. Enumerable.Range(0, 2).SelectMany(row => Enumerable.Range(0, 5).Select(step => (float)tokens[row * 45 + at * 5 + step]))];
            float[] targets = [.. Enumerable.Range(0, 2).SelectMany(row => Enumerable.Range(0, 5).Select(step => (float)tokens[row * 45 + at * 5 + step + 1]))];
            return model.FitBatch(inputs, targets, optimizer);
        }
    }

    /// <summary>Also where the classes are known by their base alone.</summary>
    [Fact]
    public void A_clone_of_a_generated_model_is_of_its_class()
    {
        var model = new MiddleModel(4);
        model.Fit(WindowDataset.Of(Series.Of(60), 12));
        MiddleModel clone = model.Clone();
        Assert.IsType<MiddleModel>(((SequenceModel)model).Clone());
        float[] window = Series.Of(12);
        Assert.Equal(model.Predict(window), clone.Predict(window));
        var translator = new GeneralTranslator(2);
        Assert.Equal(translator.ToBytes(), translator.Clone().ToBytes());
    }

    private static FitOptions ProcessOptions(int epochs, Optimizer? optimizer) => new()
    {
        Epochs = epochs,
        Optimizer = optimizer,
        Schedule = new WarmUp { Epochs = 1, Then = new ReduceOnPlateau { Patience = 1, MinDelta = 0.5 } },
        ValidationSplit = 0.2,
    };

    private static WindowDataset From(int lookBack, int features, int targetSize, Func<int, float> target)
    {
        const int Count = 37;
        return WindowDataset.From(Series.Of(Count * lookBack * features), Enumerable.Range(0, Count * targetSize).Select(target).ToArray(), lookBack, features, scaleTargets: false);
    }

    private static WindowDataset Tokens()
    {
        const int Count = 37;
        float[] ids = [.. Enumerable.Range(0, Count * 6).Select(i => (float)(1 + i * i % 9))];
        return WindowDataset.From(ids, Enumerable.Range(0, Count * 2).Select(i => (float)(i % 3 % 2)).ToArray(), 6, 1, scaleTargets: false);
    }

    private static byte[] Saved(SequenceModel model)
    {
        using MemoryStream stream = new();
        model.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static void Same<TModel>(Func<long, TModel> create, WindowDataset windows, string way, ScheduledSampling? sampling = null)
        where TModel : SequenceModel
    {
        (Func<Optimizer> make, Func<LearningRateSchedule> schedule) = s_ways[way];
        TModel whole = create(11), first = create(11), second = create(5);
        whole.Fit(windows, Options(Before + After, make(), 1));
        first.Fit(windows, Options(Before, make(), 3));
        second.LoadCheckpoint(Saved(first));
        second.Fit(windows, Options(After, null, 2));
        Bits.Equal(whole.Parameters.Values, second.Parameters.Values, way);
        Assert.Equal(Saved(whole), Saved(second));

        FitOptions Options(int epochs, Optimizer? optimizer, int threads) => new()
        {
            Epochs = epochs,
            TotalEpochs = Before + After,
            BatchSize = 8,
            Optimizer = optimizer,
            Schedule = schedule(),
            ScheduledSampling = sampling,
            MaxDegreeOfParallelism = threads,
        };
    }
}

[LstmModel(LookBack = 6, Scaling = Scaling.Standard)]
[Lstm(7, Dropout = 0.2, RecurrentDropout = 0.3, Peepholes = true)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class ForgetfulModel;
