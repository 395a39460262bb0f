namespace LstmGen;

/// <summary>What losses refuse.</summary>
internal static class LossChecks
{
    /// <summary>Refuses rows whose lengths do not fit each other, and outputs that are no multiple of a number.</summary>
    public static void Row(int output, int target, int gradient, int multiple)
    {
        if (output == 0 || output % multiple != 0)
        {
            throw new ArgumentException($"Outputs in multiples of {multiple}, at least so many, are expected; {output} came.", nameof(output));
        }

        if (target != output) throw new ArgumentException($"As many targets as outputs are expected: {output}; {target} came.", nameof(target));
        if (gradient != output)
        {
            throw new ArgumentException($"Room for as many gradients as outputs is expected: {output}; {gradient} came.", nameof(gradient));
        }
    }

    /// <summary>Refuses a share of label smoothing that leaves nothing of the target.</summary>
    public static void Smoothing(float smoothing, string name)
    {
        if (!(smoothing >= 0f && smoothing < 1f))
        {
            throw new ArgumentOutOfRangeException(name, smoothing, "Label smoothing from 0 to below 1 is expected.");
        }
    }

    /// <summary>Refuses weights that are negative, not finite, all zero, or of another number.</summary>
    public static void Weights(ReadOnlySpan<float> weights, int count, string name)
    {
        if (weights.Length != count) throw new ArgumentException($"{count} weights are expected, one per class; {weights.Length} came.", name);
        float highest = 0f;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0f && float.IsFinite(weights[i])))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Weights from 0 on are expected; number {i} is {weights[i]}."), name);
            }

            highest = MathF.Max(highest, weights[i]);
        }

        if (highest == 0f) throw new ArgumentException("At least one weight above 0 is expected; all are 0.", name);
    }
}
