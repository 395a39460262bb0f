using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using LstmGen.Decoding;
using LstmGen.Forecasting;
using LstmGen.Metrics;
using LstmGen.Numerics;

namespace LstmGen.Tests.Runtime;

/// <summary>What is printed says what it is, and never the name of its type; the same in every culture.</summary>
public sealed class PrintedTypesTests
{
    private static readonly float[] s_series = [.. Enumerable.Range(0, 60).Select(i => i % 7f)];

    [Fact]
    public void No_public_class_prints_the_name_of_its_type()
    {
        Assembly library = typeof(SequenceModel).Assembly;
        Type[] types =
        [
            .. library.GetExportedTypes().Where(type => type is { IsEnum: false, IsInterface: false, IsByRefLike: false, IsSpecialName: false }
                && !(type.IsAbstract && type.IsSealed) && !type.IsSubclassOf(typeof(Attribute)) && !type.IsSubclassOf(typeof(Delegate))
                && (type.Namespace is not ("LstmGen.Kernels" or "LstmGen.Numerics" or "LstmGen.Runtime") || type.Name.EndsWith("Description", StringComparison.Ordinal) || type.Name.EndsWith("Distribution", StringComparison.Ordinal))),
        ];
        Assert.True(types.Length > 50);
        Assert.All(types, type =>
        {
            MethodInfo print = type.GetMethod(nameof(ToString), Type.EmptyTypes)!;
            Assert.True(print.DeclaringType!.Assembly == library, $"{type.Name} prints the name of its type");

            // What the compiler writes for a record prints numbers as the culture has them, and the names of the types of its collections.
            Assert.True(
                print.GetCustomAttribute<CompilerGeneratedAttribute>() is null || type.GetProperties().All(property => PrintsWell(property.PropertyType)),
                $"{type.Name} is a record whose text depends on the culture, or has the name of a type in it");
        });
    }

    [Fact]
    public void Each_says_what_it_is_in_one_line_and_in_every_culture()
    {
        (object What, string Text)[] expected =
        [
            (WindowDataset.Of(s_series, 20), "40 windows of 20 steps × 1 feature, targets of 1 step × 1 value"),
            (WindowDataset.Of(s_series, 20, horizon: 3, period: 7, gap: 2), "36 windows of 20 steps × 1 feature, targets of 3 steps × 1 value, gap 2, period 7"),
            (
                WindowDataset.From(s_series, new float[20], 3).Weighted(Enumerable.Repeat(1f, 20).ToArray()).WithLengths(Enumerable.Repeat(2, 20).ToArray()).InStreams(4),
                "20 windows of 3 steps × 1 feature, targets of 1 step × 1 value, with weights, with lengths, in 4 streams"),
            (SeriesTable.Of(("demand", s_series), ("hour", s_series)), "60 rows × 2 columns: demand, hour"),
            (WindowDataset.Of(s_series, 20).Layout!, "1 step of 1 target column, from 1 feature; target 0 is feature 0"),
            (
                WindowDataset.Of(SeriesTable.Of(("demand", s_series), ("hour", s_series)), 20, known: ["hour"], horizon: 2, gap: 1).Layout!,
                "2 steps of 1 target column after a gap of 1 step, from 2 features (1 known ahead); target 0 is feature 0"),
            (Scaler.Fit(Scaling.MinMax, WindowDataset.Of(s_series, 20)), "MinMax, 1 input column and 1 target column; inputs (x - 0) / 6; targets (x - 0) / 6"),
            (new FitOptions(), "1 epoch, batches of 32, shuffled, default optimizer"),
            (
                new FitOptions
                {
                    Epochs = 2_000, BatchSize = 8, Shuffle = false, Optimizer = new Adam(), LearningRate = 0.005, Schedule = new ExponentialDecay { Factor = 0.9 },
                    Loss = Loss.MeanSquaredError, Clipping = GradientClipping.ByGlobalNorm(1.5), ValidationSplit = 0.25, EarlyStopping = new EarlyStopping { MinDelta = 0.5 },
                    MaxDegreeOfParallelism = 1, Seed = -3,
                },
                "2,000 epochs, batches of 8, in order, Adam, learning rate 0.005, schedule: exponential decay, × 0.9 every epoch, loss: mean squared error, "
                + "clipping by global norm 1.5, validation split 0.25, early stopping: after 5 epochs without an improvement of 0.5, with the best weights, at most 1 thread, seed -3"),
            (new EarlyStopping { Patience = 1, RestoreBestWeights = false }, "after 1 epoch without an improvement, with the last weights"),
            (LearningRateSchedule.Constant, "constant"),
            (new StepDecay { Epochs = 5, Factor = 0.5 }, "step decay, × 0.5 every 5 epochs"),
            (new CosineDecay { Epochs = 7, MinimumRate = 0.001, Restarts = true, Growth = 2 }, "cosine decay to 0.001 over 7 epochs, with restarts × 2"),
            (new CosineDecay(), "cosine decay to 0 over the run"),
            (new ReduceOnPlateau { Factor = 0.5 }, "× 0.5 after 10 epochs without an improvement of 0.0001, down to 0"),
            (new WarmUp { Epochs = 2, Then = new StepDecay() }, "warm-up over 2 epochs, then step decay, × 0.1 every 10 epochs"),
            (new WarmUp { Epochs = 1, Updates = 3 }, "warm-up over 1 epoch and 3 updates, then constant"),
            (ScheduledSampling.Linear(0.25), "rising to 0.25 over the run"),
            (ScheduledSampling.Exponential(0.5), "1 - 0.5^update"),
            (ScheduledSampling.InverseSigmoid(2.5), "inverse sigmoid of 2.5"),
            (ScheduledSampling.Constant(0.5), "constant at 0.5"),
            (new EpochReport(3, 20, 0.0125, 0.5, 0.001, TimeSpan.Zero, true), "epoch 3 of 20: loss 0.0125, validation loss 0.5, best so far"),
            (TagScheme.Bio("O", "B-X", "I-X"), "3 tags: 8 of 9 transitions allowed, 2 may start, 3 may end"),
            (new TokenSampler { Temperature = 0.5, TopK = 40, TopP = 0.9 }, "temperature 0.5, top 40, top-p 0.9"),
            (TokenSampler.Greedy(), "greedy: always the most probable token"),
            (new CtcBeamDecoder(28, 100, 10, Blank.Last), "CTC beam search of width 10 over 28 symbols and at most 100 frames, blank last"),
            (new BeamSearch(4) { LengthPenalty = 0.5 }, "beam search of width 4, length penalty 0.5"),
            (new IntervalOptions { Levels = [0.5, 0.8], Paths = 1, Seed = 5 }, "levels 0.5, 0.8, 1 path, seed 5"),
            (new BacktestForecast(7, [1.5f], [2f]), "from row 7: 1.5 for 2"),
            (new BacktestInterval(0.8, [1.5f], [2f]), "80 %: 1.5 to 2"),
            (new ClassScore(0.5, 0.25, 0.125, 9), "precision 0.5000, recall 0.2500, F1 0.1250, support 9"),
            (new Bleu(), "BLEU 0.00 (0.0/0.0/0.0/0.0, brevity penalty 0.000, 0 tokens for 0)"),
            (new RandomSource(-5, 2), "random numbers of seed -5, stream 2, block 0"),
            (new Adam(), "Adam"),
            (Loss.Huber, "Huber loss (δ = 1)"),
            (new Training.LinearModel(3, seed: 1).Parameters, "4 parameters in 2 tensors: dense.kernel [3, 1], dense.bias [1]"),
        ];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "", "de-DE", "ar-SA", "fa-IR" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.All(expected, pair => Assert.Equal(pair.Text, pair.What.ToString()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static bool PrintsWell(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(uint)
            || !(type.IsPrimitive || typeof(IEnumerable).IsAssignableFrom(type) || type.IsArray);
    }
}
