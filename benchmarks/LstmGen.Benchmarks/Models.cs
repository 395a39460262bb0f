namespace LstmGen.Benchmarks;

[LstmModel(LookBack = 20)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class Lstm16;

[LstmModel(LookBack = 20)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class Lstm32;

[LstmModel(LookBack = 20)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class Lstm50;

[LstmModel(LookBack = 20)]
[Lstm(64)]
[Dense(1)]
internal sealed partial class Lstm64;

[LstmModel(LookBack = 20)]
[Lstm(128)]
[Dense(1)]
internal sealed partial class Lstm128;

[LstmModel(LookBack = 20)]
[Gru(50)]
[Dense(1)]
internal sealed partial class Gru50;

[LstmModel(LookBack = 60, Features = 5)]
[Lstm(50)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class Stacked50x50;

[LstmModel(LookBack = 2_000)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class LongLstm32;

[LstmModel(LookBack = 20, Features = 8)]
[Lstm(32, Bidirectional = true)]
[Lstm(32, Bidirectional = true)]
[Dense(1)]
internal sealed partial class BidirectionalStack;

[LstmModel(LookBack = 20, Features = 8)]
[Lstm(32)]
[Attention(AttentionScore.Additive)]
[Dense(1)]
internal sealed partial class AttentionLstm;

[LstmModel(LookBack = 60, Features = 8)]
[Conv1D(32, 5, Activation = Activation.Relu)]
[MaxPool1D(2)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class ConvolutionLstm;

/// <summary>The models that are measured, and what they are fed with.</summary>
internal static class Models
{
    /// <summary>Look-back 20, one feature, LSTM(units) + Dense(1).</summary>
    public static SequenceModel Single(int units) => Disturbed<SequenceModel>(units switch
    {
        16 => new Lstm16(),
        32 => new Lstm32(),
        50 => new Lstm50(),
        64 => new Lstm64(),
        128 => new Lstm128(),
        _ => throw new ArgumentOutOfRangeException(nameof(units), units, "16, 32, 50, 64 or 128 units are expected."),
    });

    /// <summary>
    /// Moves every parameter a little. Fresh biases are zeros and ones: a peer that mixed up its gates' biases could agree by chance.
    /// </summary>
    public static TModel Disturbed<TModel>(TModel model)
        where TModel : SequenceModel
    {
        float[] parameters = model.Parameters.Values.ToArray();
        float[] noise = Noise(parameters.Length, seed: 1);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] += 0.1f * noise[i];
        }

        model.Parameters.CopyFrom(parameters);
        return model;
    }

    /// <summary>Values from −1 to 1.</summary>
    public static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = 2f * random.NextSingle() - 1f;
        }

        return values;
    }
}
