using System.ComponentModel;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>Normal distributions as pairs of outputs: the mean, and the spread σ = floor + softplus(value).</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class GaussianRow
{
    /// <summary>Means and spreads.</summary>
    /// <param name="floor">The least spread, above 0.</param>
    /// <param name="values">The network's values, two of each target.</param>
    /// <param name="outputs">Receives as many: mean, spread, mean, spread…; may be the same span.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Outputs(float floor, ReadOnlySpan<float> values, Span<float> outputs)
    {
        HeadRows.Steps(values.Length, 2, nameof(values));
        HeadRows.CheckLength(outputs.Length, values.Length, nameof(outputs));
        for (int i = 0; i < values.Length; i += 2)
        {
            outputs[i] = values[i];
            outputs[i + 1] = floor + Softplus.Invoke(values[i + 1]);
        }
    }

    /// <summary>The gradient by the network's values.</summary>
    /// <param name="values">The network's values, two of each target.</param>
    /// <param name="gradient">By means and spreads; as many.</param>
    /// <param name="valueGradient">Receives as many; may be the span of the gradient.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Gradient(ReadOnlySpan<float> values, ReadOnlySpan<float> gradient, Span<float> valueGradient)
    {
        HeadRows.Steps(values.Length, 2, nameof(values));
        HeadRows.CheckLength(gradient.Length, values.Length, nameof(gradient));
        HeadRows.CheckLength(valueGradient.Length, values.Length, nameof(valueGradient));
        for (int i = 0; i < values.Length; i += 2)
        {
            valueGradient[i] = gradient[i];
            valueGradient[i + 1] = gradient[i + 1] * Sigmoid.Invoke(values[i + 1]);
        }
    }

    /// <summary>The loss of one row by what the network says.</summary>
    /// <param name="loss">Over means and spreads.</param>
    /// <param name="floor">The least spread, above 0.</param>
    /// <param name="values">The network's values, two of each target.</param>
    /// <param name="targets">One for each target.</param>
    /// <param name="gradient">Receives the gradient with respect to the network's values; as many.</param>
    /// <param name="workspace">Room for twice as many.</param>
    /// <returns>The mean over the targets.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static float Loss(Loss loss, float floor, ReadOnlySpan<float> values, ReadOnlySpan<float> targets, Span<float> gradient, Span<float> workspace)
    {
        HeadRows.CheckRoom(workspace.Length, 2 * values.Length, nameof(workspace));
        Span<float> outputs = workspace[..values.Length], repeated = workspace.Slice(values.Length, values.Length);
        Outputs(floor, values, outputs);
        HeadRows.Repeat(targets, 2, repeated);
        float row = loss.Row(outputs, repeated, gradient);
        Gradient(values, gradient, gradient);
        return row;
    }
}
