namespace LstmGen;

// Pairs of sequences as what Fit takes.
public abstract partial class SequenceToSequenceModel
{
    /// <summary>Trains on pairs of sequences: <see cref="SequenceModel.Fit"/> on <see cref="Pairs"/>.</summary>
    /// <param name="sources">Token ids, each sequence at least one step and at most LookBack.</param>
    /// <param name="targets">As many sequences of token ids without start and stop token, each at most <see cref="LongestTarget"/> long.</param>
    /// <param name="options">How; null for the defaults. Scheduled sampling is one of them.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="ArgumentException">The sequences do not fit the model, or the options do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained already.</exception>
    public FitReport Fit(IReadOnlyList<int[]> sources, IReadOnlyList<int[]> targets, FitOptions? options = null) => Fit(Pairs(sources, targets), options);

    /// <summary>Pairs of sequences as windows of this model, for Fit, for validation and for Evaluate.</summary>
    /// <param name="sources">Token ids, each sequence at least one step and at most LookBack; padded on the right, and their lengths kept.</param>
    /// <param name="targets">As many sequences of token ids without start and stop token, each at most <see cref="LongestTarget"/> long.</param>
    /// <exception cref="ArgumentException">There are no pairs, or a sequence or an id is out of its range: it is named.</exception>
    public WindowDataset Pairs(IReadOnlyList<int[]> sources, IReadOnlyList<int[]> targets)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(targets);
        if (sources.Count != targets.Count)
        {
            throw new ArgumentException($"Expected as many targets as sources, {sources.Count}, but got {targets.Count}.", nameof(targets));
        }

        return WindowDataset.FromTokens(sources, TargetsOf(targets), Description.LookBack, Description.Features);
    }

    /// <summary>Sequences as targets: each with its stop token, and −1 behind it up to the decoder's steps. For windows whose sources are not token ids.</summary>
    /// <param name="targets">Token ids without start and stop token, each sequence at most <see cref="LongestTarget"/> long.</param>
    /// <exception cref="ArgumentException">A sequence is too long, or an id out of its range: it is named.</exception>
    public float[] TargetsOf(IReadOnlyList<int[]> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        int steps = Decoder.Steps;
        float[] values = new float[checked(targets.Count * steps)];
        Array.Fill(values, -1f);
        for (int i = 0; i < targets.Count; i++)
        {
            int[] target = targets[i];
            if (target.Length > LongestTarget)
            {
                throw new ArgumentException(
                    $"A target of {Description.Name} has at most {LongestTarget} tokens and a stop token; number {i} has {target.Length}. Leave it out, or declare more Steps.",
                    nameof(targets));
            }

            for (int j = 0; j < target.Length; j++)
            {
                int token = target[j];
                if ((uint)token >= (uint)Decoder.Vocabulary)
                {
                    throw new ArgumentException(
                        $"Tokens of {Description.Name} are 0 to {Decoder.Vocabulary - 1}; number {j} of target {i} is {token}.", nameof(targets));
                }

                values[i * steps + j] = token;
            }

            values[i * steps + target.Length] = Decoder.Stop;
        }

        return values;
    }
}
