namespace LstmGen.Conformance.Models;

/// <summary>
/// Recurrent weights of half the bytes are those of a model whose weights were rounded beforehand, bit for bit; what has all 32 bits is the same either way.
/// </summary>
public sealed class WeightPrecisionTests
{
    public static TheoryData<SequenceModel, SequenceModel> Pairs => new()
    {
        { new Half5(3), new Whole5(3) },
        { new Half24(3), new Whole24(3) },
        { new Half33(3), new Whole33(3) },
        { new HalfStack(3), new WholeStack(3) },
    };

    [Theory]
    [MemberData(nameof(Pairs), DisableDiscoveryEnumeration = true)]
    public void One_window_has_the_bits_of_rounded_weights(SequenceModel half, SequenceModel whole)
    {
        float[] window = Window(half, 1);
        float[] expected = new float[1], actual = new float[1];
        half.Parameters.CopyFrom(Disturbed(half.Parameters.Values));
        whole.Parameters.CopyFrom(half.Parameters.Values);
        foreach (Runtime.ParameterDescription tensor in whole.Parameters.Tensors.Where(tensor => tensor.Name.EndsWith("recurrent_kernel", StringComparison.Ordinal)))
        {
            whole.Parameters.Set(tensor.Name, [.. whole.Parameters[tensor.Name].ToArray().Select(Rounded)]);
        }

        whole.Predict(window, expected);
        half.Predict(window, actual);
        Bits.Equal(expected, actual, half.Description.Name);
    }

    [Theory]
    [MemberData(nameof(Pairs), DisableDiscoveryEnumeration = true)]
    public void Batches_and_training_have_all_bits(SequenceModel half, SequenceModel whole)
    {
        float[] windows = Window(half, 5);
        float[] targets = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f];
        float[] expected = new float[5], actual = new float[5];
        Adam first = new(), second = new();
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(whole.FitBatch(windows, targets, first), half.FitBatch(windows, targets, second));
        }

        Bits.Equal(whole.Parameters.Values, half.Parameters.Values, half.Description.Name);
        whole.PredictBatch(windows, expected);
        half.PredictBatch(windows, actual);
        Bits.Equal(expected, actual, half.Description.Name);

        // What rounding does to an answer is small, and there.
        half.Predict(windows.AsSpan(0, half.Description.InputSize), actual.AsSpan(0, 1));
        Assert.NotEqual(expected[0], actual[0]);
        Assert.Equal(expected[0], actual[0], 4e-3f);
    }

    [Fact]
    public void A_stream_has_the_bits_of_a_window()
    {
        var model = new Half33(5);
        float[] window = Window(model, 1);
        Half33.State stream = default;
        float last = 0f;
        foreach (float value in window)
        {
            last = model.Step(ref stream, value);
        }

        Assert.Equal(model.Predict(window), last);
    }

    /// <summary>To eight significant bits by arithmetic, ties to even.</summary>
    private static float Rounded(float value)
    {
        if (value == 0f) return value;
        int exponent = Math.ILogB(value);
        return (float)Math.ScaleB(Math.Round(Math.ScaleB((double)value, 7 - exponent), MidpointRounding.ToEven), exponent - 7);
    }

    /// <summary>Some weights lie just between two of eight bits: what is rounded up to even, down to even, and over a power of two.</summary>
    private static float[] Disturbed(ReadOnlySpan<float> parameters)
    {
        float[] values = parameters.ToArray();
        float[] ties = [1f + 1f / 256, 1f + 3f / 256, -(1f + 511f / 512), 0f, -0f, 0.3f];
        for (int i = 0; i < values.Length; i += 7)
        {
            values[i] = 0.25f * ties[i / 7 % ties.Length];
        }

        return values;
    }

    private static float[] Window(SequenceModel model, int count) =>
        [.. Enumerable.Range(0, count * model.Description.InputSize).Select(i => (i * 29 % 37 - 18) / 18f)];
}

[LstmModel(LookBack = 6, WeightPrecision = WeightPrecision.BFloat16)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class Half5;

[LstmModel(LookBack = 6)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class Whole5;

[LstmModel(LookBack = 6, Features = 2, WeightPrecision = WeightPrecision.BFloat16)]
[Lstm(24, Bidirectional = true)]
[Dense(1)]
internal sealed partial class Half24;

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(24, Bidirectional = true)]
[Dense(1)]
internal sealed partial class Whole24;

[LstmModel(LookBack = 9, WeightPrecision = WeightPrecision.BFloat16)]
[Lstm(33)]
[Dense(1)]
internal sealed partial class Half33;

[LstmModel(LookBack = 9)]
[Lstm(33)]
[Dense(1)]
internal sealed partial class Whole33;

[LstmModel(LookBack = 19, Features = 3, WeightPrecision = WeightPrecision.BFloat16)]
[Lstm(50)]
[Lstm(39)]
[Dense(1)]
internal sealed partial class HalfStack;

[LstmModel(LookBack = 19, Features = 3)]
[Lstm(50)]
[Lstm(39)]
[Dense(1)]
internal sealed partial class WholeStack;
