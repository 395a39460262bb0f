using LstmGen.Checks;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Limits a gradient before the optimizer sees it: one of three ways, or none.</summary>
public abstract class GradientClipping
{
    private GradientClipping()
    {
    }

    /// <summary>Each element is cut to ±<paramref name="limit"/> (Keras' clipvalue).</summary>
    /// <param name="limit">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not a finite number above 0.</exception>
    public static GradientClipping ByValue(double limit) => new Value(Hyperparameter.Positive(limit, nameof(limit)));

    /// <summary>The gradient of each tensor is scaled to an L2 norm of at most <paramref name="norm"/> (Keras' clipnorm).</summary>
    /// <param name="norm">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not a finite number above 0.</exception>
    public static GradientClipping ByTensorNorm(double norm) => new TensorNorm(Hyperparameter.Positive(norm, nameof(norm)));

    /// <summary>
    /// The whole gradient is scaled to an L2 norm N of at most <paramref name="norm"/>, by norm/(N + 10⁻⁶) where that is below 1
    /// (Pascanu et al. 2013, as in PyTorch's clip_grad_norm_).
    /// </summary>
    /// <param name="norm">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not a finite number above 0.</exception>
    public static GradientClipping ByGlobalNorm(double norm) => new GlobalNorm(Hyperparameter.Positive(norm, nameof(norm)));

    /// <summary>Which way, and the limit.</summary>
    public abstract override string ToString();

    /// <summary>Limits a finite gradient in place.</summary>
    internal abstract void Apply(Span<float> gradient, ReadOnlySpan<ParameterDescription> parameters);

    private sealed class Value(double limit) : GradientClipping
    {
        public override string ToString() => FormattableString.Invariant($"by value {limit}");

        internal override void Apply(Span<float> gradient, ReadOnlySpan<ParameterDescription> parameters)
        {
            float most = (float)limit;
            for (int i = 0; i < gradient.Length; i++)
            {
                float g = gradient[i];
                gradient[i] = g > most ? most : g < -most ? -most : g;
            }
        }
    }

    private sealed class TensorNorm(double limit) : GradientClipping
    {
        public override string ToString() => FormattableString.Invariant($"by tensor norm {limit}");

        internal override void Apply(Span<float> gradient, ReadOnlySpan<ParameterDescription> parameters)
        {
            foreach (ParameterDescription parameter in parameters)
            {
                Span<float> tensor = gradient.Slice(parameter.Offset, parameter.Count);
                double norm = Math.Sqrt(Reductions.SumOfSquares(tensor));
                if (norm > limit) VectorOps.Scale(tensor, (float)(limit / norm));
            }
        }
    }

    private sealed class GlobalNorm(double limit) : GradientClipping
    {
        public override string ToString() => FormattableString.Invariant($"by global norm {limit}");

        internal override void Apply(Span<float> gradient, ReadOnlySpan<ParameterDescription> parameters)
        {
            double factor = limit / (Math.Sqrt(Reductions.SumOfSquares(gradient)) + 1e-6);
            if (factor < 1.0) VectorOps.Scale(gradient, (float)factor);
        }
    }
}
