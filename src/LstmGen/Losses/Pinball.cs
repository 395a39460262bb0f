namespace LstmGen;

/// <summary>
/// The quantile loss (Koenker &amp; Bassett 1978): the mean over quantiles of max(q·e, (q − 1)·e), e = y − ŷ. Its minimum is where the
/// output is the q-quantile of what may come.
/// </summary>
/// <remarks>
/// A network has one output per quantile: of n quantiles, output j is quantile j mod n of target j div n. Windows hold each target
/// once (training repeats it for every quantile), or once per output. At e = 0 the slope by the output is −q, as in PyTorch's where(e ≥ 0).
/// </remarks>
public sealed class Pinball : Loss
{
    private readonly float[] _quantiles;

    /// <summary>A quantile loss.</summary>
    /// <param name="quantiles">Ascending, each above 0 and below 1; at least one.</param>
    /// <exception cref="ArgumentException">No quantile, one out of range, or not ascending.</exception>
    public Pinball(params ReadOnlySpan<float> quantiles)
    {
        if (quantiles.IsEmpty) throw new ArgumentException("Expected at least one quantile, but got none.", nameof(quantiles));
        for (int i = 0; i < quantiles.Length; i++)
        {
            if (!(quantiles[i] > 0f && quantiles[i] < 1f))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Expected quantiles above 0 and below 1, but number {i} is {quantiles[i]}."), nameof(quantiles));
            }

            if (i > 0 && quantiles[i] <= quantiles[i - 1])
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Expected ascending quantiles, but {quantiles[i]} follows {quantiles[i - 1]}."), nameof(quantiles));
            }
        }

        _quantiles = quantiles.ToArray();
    }

    /// <summary>The quantiles, in the order of the outputs.</summary>
    public ReadOnlySpan<float> Quantiles => _quantiles;

    /// <inheritdoc/>
    public override int OutputsPerTarget => _quantiles.Length;

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"pinball loss ({string.Join(", ", _quantiles.Select(Text))})");

    /// <inheritdoc/>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
    {
        if (output.IsEmpty || output.Length % _quantiles.Length != 0)
        {
            throw new ArgumentException(
                $"Expected one output per quantile, a multiple of {_quantiles.Length}, but got {output.Length}.", nameof(output));
        }

        if (target.Length != output.Length)
        {
            throw new ArgumentException($"Expected as many targets as outputs, {output.Length}, but got {target.Length}.", nameof(target));
        }

        gradient = gradient[..output.Length];
        float count = output.Length;
        float sum = 0f;
        for (int i = 0, at = 0; i < output.Length; i++)
        {
            float quantile = _quantiles[at];
            float error = target[i] - output[i];
            float slope = error >= 0f ? quantile : quantile - 1f;
            sum += slope * error;
            gradient[i] = -slope / count;
            at = at + 1 == _quantiles.Length ? 0 : at + 1;
        }

        return sum / count;
    }

    private static string Text(float quantile) => FormattableString.Invariant($"{quantile}");
}
