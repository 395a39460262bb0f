namespace LstmGen.Conformance.Models;

/// <summary>What users may rely on of convolutions and pools beyond the oracle's numbers, which random stacks are held to.</summary>
public sealed class Conv1DTests
{
    [Fact]
    public void Parameters_have_the_names_and_layouts_of_keras() => Assert.Equal(
        [
            ("conv1d.kernel", "4, 3, 18"), ("conv1d.bias", "18"), ("conv1d_1.kernel", "2, 18, 5"), ("conv1d_1.bias", "5"),
            ("conv1d_2.kernel", "1, 5, 4"), ("conv1d_2.bias", "4"),
        ],
        new CausalModel(1).Description.Parameters.ToArray().Take(6).Select(parameter => (parameter.Name, string.Join(", ", parameter.Shape))));

    [Fact]
    public void A_stream_gives_the_bits_of_a_window_at_every_length()
    {
        CausalModel model = Randomized(new CausalModel(1));
        float[] window = Values(120, seed: 1);
        CausalModel.State state = default;
        float[] stepped = new float[2];
        float[] predicted = new float[2];
        for (int t = 0; t < 40; t++)
        {
            model.Step(ref state, window.AsSpan(3 * t, 3), stepped);
            model.Predict(window, t + 1, predicted);
            Bits.Equal(predicted, stepped, $"step {t}");
        }
    }

    [Fact]
    public void A_causal_convolution_sees_nothing_later()
    {
        CausalModel model = Randomized(new CausalModel(1));
        float[] window = Values(120, seed: 2);
        float[] gradient = new float[model.Parameters.Count];
        float[] inputGradient = new float[120];
        model.ComputeGradient(window, [1, -1], gradient, Loss.MeanSquaredError, inputGradient, lengths: [25]);
        Assert.All(inputGradient[..75], value => Assert.NotEqual(0f, value));
        Assert.All(inputGradient[75..], value => Assert.Equal(0f, value));
    }

    [Fact]
    public void A_window_without_room_for_the_kernel_has_zeros_for_the_rest()
    {
        ValidModel model = Randomized(new ValidModel(1));
        float[] window = Values(18, seed: 3);
        for (int length = 1; length < 4; length++)
        {
            float[] filled = [.. window[..(2 * length)], .. new float[18 - 2 * length]];
            float[] expected = new float[1];
            float[] actual = new float[1];
            model.Predict(filled, 4, expected);
            model.Predict(window, length, actual);
            Bits.Equal(expected, actual, $"{length} steps");
        }
    }

    [Fact]
    public void The_first_of_equal_values_takes_the_gradient()
    {
        PooledModel model = Randomized(new PooledModel(1));
        float[] window = new float[77];
        float[] inputGradient = new float[77];
        model.ComputeGradient(window, [1], new float[model.Parameters.Count], Loss.MeanSquaredError, inputGradient);
        for (int t = 0; t < 7; t++)
        {
            bool first = t is 0 or 2 or 4;
            Assert.All(inputGradient.AsSpan(11 * t, 11).ToArray(), value => Assert.Equal(first, value != 0));
        }
    }

    private static TModel Randomized<TModel>(TModel model)
        where TModel : SequenceModel
    {
        float[] parameters = Values(model.Parameters.Count, seed: 9);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] *= 0.4f;
        }

        model.Parameters.CopyFrom(parameters);
        return model;
    }

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
