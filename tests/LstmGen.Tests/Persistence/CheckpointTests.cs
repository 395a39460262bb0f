using System.Buffers;
using LstmGen.Tests.Data;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Persistence;

public sealed class CheckpointTests : IDisposable
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(70), 4);
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public static TheoryData<string, string> All() => OptimizerCases.All();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(All))]
    public void Five_epochs_a_checkpoint_and_five_more_are_ten(string optimizer, string schedule)
    {
        LinearModel whole = Model(7), first = Model(7), second = Model(99);
        whole.Fit(s_windows, Options(10, OptimizerCases.Optimizers[optimizer](), schedule));
        first.Fit(s_windows, Options(5, OptimizerCases.Optimizers[optimizer](), schedule));
        string path = Path.Combine(_folder, "half.safetensors");
        first.SaveCheckpoint(path);

        second.LoadCheckpoint(path, optimizer == "a user's" ? new AverageOfTwo() : null);
        Same(first, second);
        Assert.Equal(7L, second.Seed);
        Assert.Equal(first.Optimizer!.GetType(), second.Optimizer!.GetType());
        Assert.Equal(OptimizerCases.Optimizers[optimizer]().LearningRate, second.Optimizer.LearningRate);
        second.Fit(s_windows, Options(5, null, schedule));

        Same(whole, second);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_checkpoint_of_the_middle_goes_on_from_there()
    {
        LinearModel whole = Model(7);
        byte[]? third = null;
        var recorder = new Recorder(report => third = report.Epoch == 3 ? Bytes(whole) : third);
        whole.Fit(s_windows, new FitOptions { Epochs = 8, Schedule = new StepDecay { Epochs = 2 }, Progress = recorder });

        LinearModel rest = Model(1);
        rest.LoadCheckpoint(third);
        rest.Fit(s_windows, new FitOptions { Epochs = 5, Schedule = new StepDecay { Epochs = 2 } });
        Same(whole, rest);
    }

    [Fact]
    public void Training_by_batches_goes_on_with_the_models_optimizer()
    {
        LinearModel whole = Model(7), rest = Model(1);
        var nadam = new Nadam { Style = OptimizerStyle.PyTorch };
        Batches(whole, nadam, 0, 6);
        rest.LoadCheckpoint(Bytes(whole));
        Batches(whole, nadam, 6, 12);
        Batches(rest, rest.Optimizer!, 6, 12);
        Same(whole, rest);
        Assert.Equal(12, rest.Optimizer!.Updates);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_to_files_streams_and_buffers()
    {
        LinearModel model = Trained();
        byte[] bytes = Bytes(model);
        string path = Path.Combine(_folder, "model");
        model.SaveCheckpoint(path);
        using MemoryStream stream = new();
        model.SaveCheckpoint(stream);
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal(bytes, stream.ToArray());

        LinearModel loaded = Model(1);
        stream.Position = 0;
        loaded.LoadCheckpoint(stream);
        Assert.Equal(bytes, Bytes(loaded));
    }

    [Fact]
    public void A_model_without_an_optimizer_has_a_checkpoint_too()
    {
        LinearModel loaded = Trained();
        LinearModel fresh = Model(7);
        loaded.LoadCheckpoint(Bytes(fresh));
        Assert.Null(loaded.Optimizer);
        fresh.Fit(s_windows);
        loaded.Fit(s_windows);
        Same(fresh, loaded);
    }

    [Fact]
    public void Weights_are_loaded_from_a_checkpoint_but_no_checkpoint_from_weights()
    {
        LinearModel saved = Trained(), loaded = Model(1);
        loaded.Load(Bytes(saved));
        Assert.Equal(saved.Values, loaded.Values);
        Assert.Equal(saved.Scaler!.InputOffsets.ToArray(), loaded.Scaler!.InputOffsets.ToArray());
        Assert.Null(loaded.Optimizer);
        Assert.Equal(1L, loaded.Seed);

        string refused = Assert.Throws<InvalidDataException>(() => loaded.LoadCheckpoint(saved.ToBytes())).Message;
        Assert.Contains("holds weights alone", refused, StringComparison.Ordinal);
        Assert.Contains("the optimizer with its moments", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_that_do_not_name_what_they_remember_are_refused_before_anything_is_written()
    {
        string path = Path.Combine(_folder, "model");
        LinearModel model = Model(7);
        model.Fit(s_windows, new FitOptions { Optimizer = new Silent() });
        Assert.Contains("Silent", Assert.Throws<InvalidOperationException>(() => model.SaveCheckpoint(path)).Message, StringComparison.Ordinal);
        model.Fit(s_windows, new FitOptions { Optimizer = new Adam(), Schedule = new SilentSchedule() });
        Assert.Contains("SilentSchedule", Assert.Throws<InvalidOperationException>(() => model.SaveCheckpoint(path)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
        model.Save(path);

        model.Fit(s_windows, new FitOptions { Optimizer = new Adam() });
        model.Optimizer!.ValuesOf(1)[2] = float.PositiveInfinity;
        Assert.Contains(
            "Value 2 of 'checkpoint.optimizer.v' is +infinity", Assert.Throws<InvalidOperationException>(() => model.SaveCheckpoint(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_optimizer_is_asked_for_and_checked()
    {
        LinearModel saved = Model(7), loaded = Model(1);
        saved.Fit(s_windows, new FitOptions { Optimizer = new AverageOfTwo() });
        byte[] bytes = Bytes(saved);
        Assert.Contains("AverageOfTwo, a class that this library cannot make", Refused(loaded, bytes), StringComparison.Ordinal);
        Assert.Contains("Expected the state of Adam, but got that of", Refused(loaded, bytes, new Adam()), StringComparison.Ordinal);
        Assert.Contains("Expected the state of", Refused(loaded, bytes, new Derived()), StringComparison.Ordinal);
        Assert.Contains("holds no optimizer", Refused(loaded, Bytes(Model(3)), new Adam()), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => loaded.LoadCheckpoint(bytes, saved.Optimizer));

        var given = new AverageOfTwo { LearningRate = 0.5 };
        loaded.LoadCheckpoint(bytes, given);
        Assert.Same(given, loaded.Optimizer);
        Assert.Equal(0.5, given.LearningRate);
        Assert.Equal(saved.Optimizer!.Updates, given.Updates);
    }

    [Fact]
    public void While_a_model_is_trained_only_its_progress_may_save_it()
    {
        LinearModel model = Model(7);
        Exception? elsewhere = null, loading = null;
        model.Fit(s_windows, new FitOptions
        {
            Progress = new Recorder(_ =>
            {
                // A thread of its own: waiting for a task may run it on this one.
                var other = new Thread(() => elsewhere = Record.Exception(() => model.SaveCheckpoint(new MemoryStream())));
                other.Start();
                other.Join();
                loading = Record.Exception(() => model.LoadCheckpoint(Bytes(model)));
            }),
        });
        Assert.IsType<InvalidOperationException>(elsewhere);
        Assert.IsType<InvalidOperationException>(loading);
        model.SaveCheckpoint(new MemoryStream());
        model.Fit(s_windows);
    }

    internal static LinearModel Model(long seed)
    {
        var model = new LinearModel(4, seed: seed, scaling: Scaling.Standard);
        model.Linear.Noisy = true;
        return model;
    }

    internal static LinearModel Trained()
    {
        LinearModel model = Model(7);
        model.Fit(s_windows, new FitOptions { Epochs = 2, Optimizer = new Nadam(), Schedule = new WarmUp { Epochs = 1, Then = new ReduceOnPlateau() } });
        return model;
    }

    internal static byte[] Bytes(SequenceModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        model.SaveCheckpoint(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    internal static void Same(LinearModel expected, LinearModel found)
    {
        Assert.Equal(TrainingData.Bits(expected.Values), TrainingData.Bits(found.Values));
        Assert.Equal(expected.PackedWeights.ToArray(), found.PackedWeights.ToArray());
        Assert.Equal(Bytes(expected), Bytes(found));
    }

    private static string Refused(LinearModel model, byte[] bytes, Optimizer? optimizer = null)
    {
        float[] before = model.Values;
        string message = Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(bytes, optimizer)).Message;
        Assert.Contains("The data cannot be loaded into Linear", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Values);
        Assert.Null(model.Optimizer);
        return message;
    }

    private static void Batches(LinearModel model, Optimizer optimizer, int first, int end)
    {
        for (int batch = first; batch < end; batch++)
        {
            model.FitBatch(TrainingData.Noise(4 * 5, batch), TrainingData.Noise(5, 100 + batch), optimizer, clipping: GradientClipping.ByValue(0.5));
        }
    }

    private static FitOptions Options(int epochs, Optimizer? optimizer, string schedule) => new()
    {
        Epochs = epochs,
        TotalEpochs = 10,
        BatchSize = 16,
        Optimizer = optimizer,
        Schedule = OptimizerCases.Schedules[schedule](),
        ValidationSplit = 0.1,
        MaxDegreeOfParallelism = epochs == 10 ? 1 : 3,
    };

    private sealed class Silent() : Optimizer(slots: 0)
    {
        public override string Name => "silent";

        protected override double DefaultLearningRate => 0.1;

        protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
        {
        }
    }

    private sealed class Derived : AverageOfTwo;

    private sealed class SilentSchedule : LearningRateSchedule
    {
        public override double RateAt(double initialRate, in ScheduleStep step) => initialRate;
    }
}
