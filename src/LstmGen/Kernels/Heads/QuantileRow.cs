using System.ComponentModel;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// Quantiles that cannot cross: the one in the middle is the network's value itself, the others lie above and below it by sums of
/// softplus(value), which are not negative.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class QuantileRow
{
    /// <summary>The quantiles.</summary>
    /// <param name="count">Quantiles of each target.</param>
    /// <param name="values">The network's values, a multiple of count.</param>
    /// <param name="quantiles">Receives as many, ascending within each target; may be the same span.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Outputs(int count, ReadOnlySpan<float> values, Span<float> quantiles)
    {
        int targets = HeadRows.Steps(values.Length, count, nameof(values)), middle = count / 2;
        HeadRows.CheckLength(quantiles.Length, values.Length, nameof(quantiles));
        for (int target = 0; target < targets; target++)
        {
            ReadOnlySpan<float> from = values.Slice(target * count, count);
            Span<float> to = quantiles.Slice(target * count, count);
            to[middle] = from[middle];
            for (int i = middle + 1; i < count; i++) to[i] = to[i - 1] + Softplus.Invoke(from[i]);
            for (int i = middle - 1; i >= 0; i--) to[i] = to[i + 1] - Softplus.Invoke(from[i]);
        }
    }

    /// <summary>The gradient by the network's values.</summary>
    /// <param name="count">Quantiles of each target.</param>
    /// <param name="values">The network's values, a multiple of count.</param>
    /// <param name="gradient">By the quantiles; as many.</param>
    /// <param name="valueGradient">Receives as many; may be the span of the gradient.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Gradient(int count, ReadOnlySpan<float> values, ReadOnlySpan<float> gradient, Span<float> valueGradient)
    {
        int targets = HeadRows.Steps(values.Length, count, nameof(values)), middle = count / 2;
        HeadRows.CheckLength(gradient.Length, values.Length, nameof(gradient));
        HeadRows.CheckLength(valueGradient.Length, values.Length, nameof(valueGradient));
        for (int target = 0; target < targets; target++)
        {
            ReadOnlySpan<float> at = values.Slice(target * count, count), from = gradient.Slice(target * count, count);
            Span<float> to = valueGradient.Slice(target * count, count);
            float above = 0f, below = 0f;
            for (int i = count - 1; i > middle; i--)
            {
                above += from[i];
                to[i] = Sigmoid.Invoke(at[i]) * above;
            }

            for (int i = 0; i < middle; i++)
            {
                below += from[i];
                to[i] = -Sigmoid.Invoke(at[i]) * below;
            }

            to[middle] = from[middle] + above + below;
        }
    }

    /// <summary>The loss of one row by what the network says.</summary>
    /// <param name="loss">Over quantiles.</param>
    /// <param name="count">Quantiles of each target.</param>
    /// <param name="values">The network's values, a multiple of count.</param>
    /// <param name="targets">One for each target.</param>
    /// <param name="gradient">Receives the gradient with respect to the network's values; as many.</param>
    /// <param name="workspace">Room for twice as many.</param>
    /// <returns>The mean over the outputs.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static float Loss(Loss loss, int count, ReadOnlySpan<float> values, ReadOnlySpan<float> targets, Span<float> gradient, Span<float> workspace)
    {
        HeadRows.CheckRoom(workspace.Length, 2 * values.Length, nameof(workspace));
        Span<float> quantiles = workspace[..values.Length], repeated = workspace.Slice(values.Length, values.Length);
        Outputs(count, values, quantiles);
        HeadRows.Repeat(targets, count, repeated);
        float row = loss.Row(quantiles, repeated, gradient);
        Gradient(count, values, gradient, gradient);
        return row;
    }
}
