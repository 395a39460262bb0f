namespace LstmGen.Benchmarks;

/// <summary>A peer that computes something else is no peer.</summary>
internal static class Agreement
{
    private const float Tolerance = 1e-5f;

    /// <summary>Whether both computed the same numbers, as far as rounding goes: within 1e-5 of the largest of them.</summary>
    /// <param name="ours">All there are, so that no output near zero sets the scale.</param>
    /// <param name="peer">Those of the same windows, or of the first of them.</param>
    /// <exception cref="NotMeasuredException">They did not, and where they part.</exception>
    public static void Require(ReadOnlySpan<float> ours, ReadOnlySpan<float> peer)
    {
        float scale = 0f;
        foreach (float value in ours)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (int i = 0; i < peer.Length; i++)
        {
            if (!(Math.Abs(ours[i] - peer[i]) <= Tolerance * scale))
            {
                throw new NotMeasuredException(FormattableString.Invariant(
                    $"output {i} of {peer.Length} is {ours[i]:R} here and {peer[i]:R} at the peer, further apart than {Tolerance} × {scale:R}."));
            }
        }
    }
}
