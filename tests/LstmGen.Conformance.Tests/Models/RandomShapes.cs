using System.Globalization;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Networks drawn at random, the same ones every time. The environment variable LSTMGEN_TEST_SEED draws others; every message that a
/// failing test prints holds the seed.
/// </summary>
internal static class RandomShapes
{
    private const int DefaultSeed = 1997;

    /// <summary>Sizes on and beside the widths of vectors, where tails begin and end.</summary>
    private static readonly int[] s_edges = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 50, 63, 64, 65, 70];

    private static readonly Activation[] s_activations = Enum.GetValues<Activation>();

    private static readonly Activation[] s_gates = [Activation.Sigmoid, Activation.HardSigmoid, Activation.LegacyHardSigmoid];

    public static int Seed { get; } =
        Environment.GetEnvironmentVariable("LSTMGEN_TEST_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultSeed;

    public static IReadOnlyList<ModelShape> Draw(int count)
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random))];
    }

    private static ModelShape Draw(Random random)
    {
        List<LayerShape> layers = [];
        int lstms = random.Next(1, 4);
        int most = lstms == 1 ? 70 : 40;
        for (int i = 0; i < lstms; i++)
        {
            layers.Add(DrawLstm(random, most));
            if (random.Next(5) == 0)
            {
                layers.Add(new DropoutShape(0));
            }

            if (random.Next(6) == 0)
            {
                layers.Add(DrawDense(random));
            }
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            layers.Add(DrawDense(random));
        }

        return new ModelShape
        {
            LookBack = random.Next(4) == 0 ? random.Next(1, 3) : random.Next(1, 41),
            Features = random.Next(1, 10),
            StackBudget = random.Next(4) == 0 ? 0 : null,
            Layers = layers,
        };
    }

    private static LstmShape DrawLstm(Random random, int most) => new(DrawSize(random, most))
    {
        Bidirectional = random.Next(4) == 0,
        ReturnSequences = random.Next(4) == 0,
        Activation = random.Next(2) == 0 ? Activation.Tanh : s_activations[random.Next(s_activations.Length)],
        RecurrentActivation = random.Next(2) == 0 ? Activation.Sigmoid : s_gates[random.Next(s_gates.Length)],
        UseBias = random.Next(5) > 0,
    };

    private static DenseShape DrawDense(Random random) => new(DrawSize(random, 20))
    {
        Activation = random.Next(3) == 0 ? Activation.Linear : s_activations[random.Next(s_activations.Length)],
        UseBias = random.Next(5) > 0,
    };

    private static int DrawSize(Random random, int most)
    {
        int[] edges = [.. s_edges.Where(edge => edge <= most)];
        return random.Next(2) == 0 ? edges[random.Next(edges.Length)] : random.Next(1, most + 1);
    }
}
