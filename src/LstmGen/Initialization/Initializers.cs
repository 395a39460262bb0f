using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen.Initialization;

/// <summary>
/// Fills parameters with their initial values. Every tensor draws from a stream of its own, so that a further layer disturbs none before it.
/// </summary>
internal static class Initializers
{
    // Keras' deviations: 0.05, and the deviation of a standard normal that is cut at ±2.
    private const double SmallRange = 0.05;
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Fills a flat parameter vector.</summary>
    /// <param name="descriptions">The tensors.</param>
    /// <param name="seed">The key of every stream; the stream is the tensor's place in <paramref name="descriptions"/>.</param>
    /// <param name="parameters">Receives the values.</param>
    /// <exception cref="ArgumentException">A tensor lies outside the parameters, or has no such initialiser.</exception>
    public static void Fill(ReadOnlySpan<ParameterDescription> descriptions, long seed, Span<float> parameters)
    {
        RandomSource random = new(seed);
        for (int index = 0; index < descriptions.Length; index++)
        {
            ParameterDescription tensor = descriptions[index];
            if (tensor.Offset < 0 || tensor.Offset > parameters.Length - tensor.Count)
            {
                throw new ArgumentException(
                    $"Tensor {tensor.Name} takes {tensor.Offset}..{(long)tensor.Offset + tensor.Count}, but there are {parameters.Length} parameters.",
                    nameof(parameters));
            }

            random.Restart(seed, (ulong)index);
            Span<float> values = parameters.Slice(tensor.Offset, tensor.Count);
            Fill(tensor, random, values);
            if (tensor.UnitForgetBias)
            {
                values.Slice(tensor.Count / 4, tensor.Count / 4).Fill(1f);
            }
        }
    }

    private static void Fill(ParameterDescription tensor, RandomSource random, Span<float> values)
    {
        switch (tensor.Initializer)
        {
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Ones:
                values.Fill(1f);
                break;
            case Initializer.GlorotUniform:
                Uniform(random, Math.Sqrt(6.0 / (Positive(tensor, tensor.FanIn) + Positive(tensor, tensor.FanOut))), values);
                break;
            case Initializer.GlorotNormal:
                TruncatedNormal(random, Math.Sqrt(2.0 / (Positive(tensor, tensor.FanIn) + Positive(tensor, tensor.FanOut))), values);
                break;
            case Initializer.HeUniform:
                Uniform(random, Math.Sqrt(6.0 / Positive(tensor, tensor.FanIn)), values);
                break;
            case Initializer.HeNormal:
                TruncatedNormal(random, Math.Sqrt(2.0 / Positive(tensor, tensor.FanIn)), values);
                break;
            case Initializer.LecunUniform:
                Uniform(random, Math.Sqrt(3.0 / Positive(tensor, tensor.FanIn)), values);
                break;
            case Initializer.Orthogonal:
                OrthogonalMatrix.Fill(random, Rows(tensor), tensor.Shape[^1], values);
                break;
            case Initializer.RandomUniform:
                Uniform(random, SmallRange, values);
                break;
            case Initializer.RandomNormal:
                Normal(random, SmallRange, values);
                break;
            case Initializer.TorchUniform:
                Uniform(random, 1.0 / Math.Sqrt(Positive(tensor, tensor.Units)), values);
                break;
            default:
                throw new ArgumentException($"Tensor {tensor.Name}: there is no initialiser {tensor.Initializer}.", nameof(tensor));
        }
    }

    private static double Positive(ParameterDescription tensor, int size) => size > 0
        ? size
        : throw new ArgumentException($"Tensor {tensor.Name}: {tensor.Initializer} needs a size of at least 1, not {size}.", nameof(tensor));

    /// <summary>Everything but the last dimension, as Keras flattens a tensor.</summary>
    private static int Rows(ParameterDescription tensor) => tensor.Shape.Length >= 2
        ? tensor.Count / tensor.Shape[^1]
        : throw new ArgumentException($"Tensor {tensor.Name}: an orthogonal start needs at least 2 dimensions, not {tensor.Shape.Length}.", nameof(tensor));

    private static void Uniform(RandomSource random, double limit, Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = (float)((2.0 * random.NextDouble() - 1.0) * limit);
        }
    }

    private static void Normal(RandomSource random, double deviation, Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = (float)(deviation * random.NextNormal());
        }
    }

    private static void TruncatedNormal(RandomSource random, double deviation, Span<float> values)
    {
        foreach (ref float value in values)
        {
            double normal;
            do
            {
                normal = random.NextNormal();
            }
            while (Math.Abs(normal) > 2.0);
            value = (float)(deviation / TruncatedDeviation * normal);
        }
    }
}
