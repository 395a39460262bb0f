namespace LstmGen.Generator.Layers;

/// <summary>The values that an activation can have.</summary>
/// <param name="Least">The bound below, reached or not; −∞ for none.</param>
/// <param name="Most">The bound above, reached or not; +∞ for none.</param>
internal sealed record ActivationRange(double Least, double Most)
{
    /// <summary>Whether every number is a value of it.</summary>
    public bool IsWholeLine => double.IsInfinity(Least) && double.IsInfinity(Most);

    /// <summary>Whether it has a bound on both sides.</summary>
    public bool IsBounded => !double.IsInfinity(Least) && !double.IsInfinity(Most);

    /// <summary>Those of a layer that ends in an activation.</summary>
    public static ActivationRange Of(IActivated layer) => layer is IBounded bounded ? bounded.Range : Of(layer.Activation);

    /// <param name="activation">A member of LstmGen.Activation. One that is not known here has no bounds.</param>
    public static ActivationRange Of(string activation) => activation switch
    {
        "Tanh" or "Softsign" => new(-1, 1),
        "Sigmoid" or "HardSigmoid" or "LegacyHardSigmoid" => new(0, 1),
        "Relu" or "Softplus" => new(0, double.PositiveInfinity),
        "Elu" => new(-1, double.PositiveInfinity),
        _ => new(double.NegativeInfinity, double.PositiveInfinity),
    };

    /// <summary>For messages: <c>between −1 and 1</c>, <c>above 0</c>, <c>without a bound</c>.</summary>
    public override string ToString() => this switch
    {
        { IsBounded: true } => $"between {Number(Least)} and {Number(Most)}",
        { IsWholeLine: true } => "without a bound",
        _ => $"above {Number(Least)}",
    };

    private static string Number(double bound) => (bound < 0 ? "−" : "") + Math.Abs(bound).ToString("R", Text.Invariant);
}
