using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;
using LstmGen.Conformance.Reference;
using LstmGen.Kernels;

namespace LstmGen.Conformance.Training;

/// <summary>Prediction with the masks of training: against single samples taken by hand, and against the oracle with its own masks.</summary>
[Collection(nameof(AllocationTests))]
public sealed class MonteCarloTests
{
    private const int Steps = 8;
    private const int Features = 2;
    private const int Size = Steps * Features;

    private static readonly float[] s_windows = Series.Of(7 * Size);

    /// <summary>The oracle draws the same masks from the coordinates that the docs name, and mean and spread are taken in the textbook way.</summary>
    [Fact]
    public void Mean_and_spread_are_those_of_the_masked_networks()
    {
        const int samples = 30;
        const long seed = 5;
        MaskedEverywhereModel model = new(11);
        float[] means = new float[7];
        float[] deviations = new float[7];
        model.PredictMonteCarlo(s_windows, means, deviations, samples, seed);

        ulong key = unchecked((ulong)model.Seed ^ 0x9E37_79B9_7F4A_7C15 * (ulong)(2 * seed + 1));
        ModelShape shape = new()
        {
            LookBack = Steps,
            Features = Features,
            Layers = [new LstmShape(6) { Dropout = 0.2, RecurrentDropout = 0.3 }, new DropoutShape(0.4), new DenseShape(1)],
        };
        OracleNetwork oracle = shape.Oracle((layer, rate) => place =>
        {
            float[] mask = new float[place.Count];
            uint block = (uint)place.Part + (place.Kind == OracleMaskKind.Recurrent ? 2u : 0u);
            DropoutMask.Fill(mask, (float)rate, new TileNoise(key, 0, 0), (uint)layer, (uint)place.Row, block);
            return Close.Widen(mask);
        });
        double[] parameters = Close.Widen(model.Parameters.Values);
        for (int window = 0; window < 7; window++)
        {
            double[] input = Close.Widen(s_windows.AsSpan(window * Size, Size));
            double[] answers = [.. Enumerable.Range(0, samples).Select(sample => oracle.Forward(input, parameters, row: sample)[^1].Output[0][0])];
            double mean = answers.Average();
            Assert.Equal(mean, means[window], 1e-5);
            Assert.Equal(Math.Sqrt(answers.Sum(answer => (answer - mean) * (answer - mean)) / (samples - 1)), deviations[window], 1e-5);
            Assert.True(deviations[window] > 1e-4, "The answers do not differ.");
        }
    }

    [Fact]
    public void A_window_gets_the_same_bits_alone_and_in_a_batch()
    {
        MaskedEverywhereModel model = new(11);
        (float[] means, float[] deviations) = Ask(model, s_windows, [], 10, 0);
        for (int window = 0; window < 7; window++)
        {
            (float[] mean, float[] deviation) = Ask(model, s_windows[(window * Size)..((window + 1) * Size)], [], 10, 0);
            Bits.Equal([means[window], deviations[window]], [mean[0], deviation[0]], $"window {window}");
        }
    }

    [Fact]
    public void A_seed_draws_the_same_masks_again_and_another_draws_others()
    {
        MaskedEverywhereModel model = new(11);
        float[] first = Ask(model, s_windows, [], 10, 1).Means;
        Bits.Equal(first, Ask(model, s_windows, [], 10, 1).Means, "the same seed");
        Bits.Equal(first, Ask(new MaskedEverywhereModel(11), s_windows, [], 10, 1).Means, "the same seed, another instance");
        Assert.NotEqual(first, Ask(model, s_windows, [], 10, 2).Means);
        Assert.NotEqual(first[0], model.Predict(s_windows.AsSpan(0, Size)));

        // Prediction itself is untouched.
        Bits.Equal([new MaskedEverywhereModel(11).Predict(s_windows.AsSpan(0, Size))], [model.Predict(s_windows.AsSpan(0, Size))], "Predict");
    }

    [Fact]
    public void Lengths_are_kept()
    {
        MaskedEverywhereModel model = new(11);
        int[] lengths = [3, 8, 1, 5, 8, 2, 7];
        float[] padded = [.. s_windows];
        for (int window = 0; window < 7; window++)
        {
            padded.AsSpan(window * Size, Size)[(lengths[window] * Features)..].Fill(float.NaN);
        }

        Bits.Equal(Ask(model, s_windows, lengths, 9, 0).Means, Ask(model, padded, lengths, 9, 0).Means, "NaN past the length");
        Assert.NotEqual(Ask(model, s_windows, [], 9, 0).Means, Ask(model, s_windows, lengths, 9, 0).Means);
    }

    [Fact]
    public void Answers_are_in_the_units_of_the_model()
    {
        ScaledMaskModel model = new(2);
        float[] series = [.. Series.Of(60).Select(value => 1_000 + 50 * value)];
        model.Fit(WindowDataset.Of(series, lookBack: 6), new FitOptions { Epochs = 2 });
        (float[] means, float[] deviations) = Ask(model, series[..6], [], 50, 0);
        Assert.InRange(means[0], 800, 1_200);
        Assert.InRange(deviations[0], 0.01, 200);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        MaskedEverywhereModel model = new(1);
        float[] means = new float[7];
        float[] deviations = new float[7];
        AllocationTests.Free(() => model.PredictMonteCarlo(s_windows, means, deviations, 5));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        float[] output = new float[1];
        Assert.Contains(
            "TinyModel has no dropout", Assert.Throws<InvalidOperationException>(() => new TinyModel(1).PredictMonteCarlo(new float[5], output, output)).Message,
            StringComparison.Ordinal);
        MaskedEverywhereModel model = new(1);
        Assert.Equal("samples", Assert.Throws<ArgumentOutOfRangeException>(() => model.PredictMonteCarlo(new float[Size], output, output, samples: 1)).ParamName);
        Assert.Equal("windows", Assert.Throws<ArgumentException>(() => model.PredictMonteCarlo(new float[Size - 1], output, output)).ParamName);
        Assert.Equal("means", Assert.Throws<ArgumentException>(() => model.PredictMonteCarlo(new float[Size], new float[2], output)).ParamName);
        Assert.Equal("deviations", Assert.Throws<ArgumentException>(() => model.PredictMonteCarlo(new float[Size], output, [])).ParamName);
        Assert.Equal("lengths", Assert.Throws<ArgumentOutOfRangeException>(() => model.PredictMonteCarlo(new float[Size], output, output, lengths: [9])).ParamName);
    }

    private static (float[] Means, float[] Deviations) Ask(SequenceModel model, float[] windows, int[] lengths, int samples, long seed)
    {
        int count = windows.Length / model.Description.InputSize;
        float[] means = new float[count];
        float[] deviations = new float[count];
        model.PredictMonteCarlo(windows, means, deviations, samples, seed, lengths);
        return (means, deviations);
    }
}

[LstmModel(LookBack = 8, Features = 2)]
[Lstm(6, Dropout = 0.2, RecurrentDropout = 0.3)]
[Dropout(0.4)]
[Dense(1)]
internal sealed partial class MaskedEverywhereModel;

[LstmModel(LookBack = 6, Scaling = Scaling.Standard)]
[Lstm(8)]
[Dropout(0.2)]
[Dense(1)]
internal sealed partial class ScaledMaskModel;
