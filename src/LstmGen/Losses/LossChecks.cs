namespace LstmGen;

/// <summary>What losses refuse.</summary>
internal static class LossChecks
{
    /// <summary>Refuses rows whose lengths do not fit each other, and outputs that are no multiple of a number.</summary>
    public static void Row(int output, int target, int gradient, int multiple)
    {
        if (output == 0 || output % multiple != 0)
        {
            throw new ArgumentException($"Expected outputs in multiples of {multiple}, at least so many, but got {output}.", nameof(output));
        }

        if (target != output) throw new ArgumentException($"Expected as many targets as outputs, {output}, but got {target}.", nameof(target));
        if (gradient != output)
        {
            throw new ArgumentException($"Expected room for as many gradients as outputs, {output}, but got {gradient}.", nameof(gradient));
        }
    }

    /// <summary>Refuses a share of label smoothing that leaves nothing of the target.</summary>
    public static void Smoothing(float smoothing, string name)
    {
        if (!(smoothing >= 0f && smoothing < 1f))
        {
            throw new ArgumentOutOfRangeException(name, smoothing, "Expected label smoothing from 0 to below 1.");
        }
    }

    /// <summary>Refuses weights that are negative, not finite, all zero, or of another number.</summary>
    public static void Weights(ReadOnlySpan<float> weights, int count, string name)
    {
        if (weights.Length != count) throw new ArgumentException($"Expected {count} weights, one per class, but got {weights.Length}.", name);
        float highest = 0f;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0f && float.IsFinite(weights[i])))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Expected weights from 0 on, but number {i} is {weights[i]}."), name);
            }

            highest = MathF.Max(highest, weights[i]);
        }

        if (highest == 0f) throw new ArgumentException("Expected at least one weight above 0, but all are 0.", name);
    }
}
