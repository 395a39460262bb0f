namespace LstmGen.Conformance.Models;

/// <summary>What the draws of single layers have in common: how large they get, and their activations.</summary>
internal sealed class LayerDraw(Random random, StackSizes sizes)
{
    private static readonly Activation[] s_activations = Enum.GetValues<Activation>();

    private static readonly Activation[] s_smooth =
        [LstmGen.Activation.Linear, LstmGen.Activation.Tanh, LstmGen.Activation.Sigmoid, LstmGen.Activation.Elu, LstmGen.Activation.Softplus, LstmGen.Activation.Softsign];

    private static readonly Activation[] s_gates = [LstmGen.Activation.Sigmoid, LstmGen.Activation.HardSigmoid, LstmGen.Activation.LegacyHardSigmoid];

    private static readonly Activation[] s_smoothGates = [LstmGen.Activation.Sigmoid, LstmGen.Activation.Tanh, LstmGen.Activation.Softsign];

    public StackSizes Sizes => sizes;

    /// <summary>A size up to <paramref name="most"/>.</summary>
    public int Units(int most) => StackSizes.Draw(random, most);

    /// <summary>From <paramref name="least"/> to below <paramref name="limit"/>.</summary>
    public int Next(int least, int limit) => random.Next(least, limit);

    /// <summary>Once in so many times.</summary>
    public bool Chance(int outOf) => random.Next(outOf) == 0;

    public Activation Activation() => One(sizes.IsSmooth ? s_smooth : s_activations);

    public Activation Gate() => One(sizes.IsSmooth ? s_smoothGates : s_gates);

    public T One<T>(params IReadOnlyList<T> values) => values[random.Next(values.Count)];

    public T One<T>()
        where T : struct, Enum => One(Enum.GetValues<T>());
}
