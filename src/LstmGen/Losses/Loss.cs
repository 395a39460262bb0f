namespace LstmGen;

/// <summary>
/// A loss over one output, and its gradient. The loss of a row is the mean over its outputs; the loss of a batch is the mean over its rows.
/// </summary>
public abstract class Loss
{
    /// <summary>(ŷ − y)².</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>|ŷ − y|.</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteError();

    /// <summary>100·|ŷ − y| / max(|y|, 10⁻⁷).</summary>
    public static Loss MeanAbsolutePercentageError { get; } = new MeanAbsolutePercentageError();

    /// <summary>ln cosh(ŷ − y).</summary>
    public static Loss LogCosh { get; } = new LogCosh();

    /// <summary>½e² up to an error of 1, |e| − ½ beyond. For another δ: <c>new Huber(delta)</c>.</summary>
    public static Loss Huber { get; } = new Huber();

    /// <summary>The name, as it stands in reports.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Outputs that share one target, side by side: 1, except for a loss that asks several questions about each target (one per
    /// quantile). Training repeats each target that many times where the windows hold it once.
    /// </summary>
    public virtual int OutputsPerTarget => 1;

    /// <summary>
    /// Whether the loss is of values in their raw units where a model scales: true for a loss in percent, which is nonsense of scaled values. False, the default, for
    /// a loss of what the network itself puts out: a distance such as δ is then one of scaled values, and a loss of 1 one standard deviation, or span, or whatever
    /// the column was divided by. Training takes care of it: <see cref="Row"/> is given the values in these units, and its gradient is by them.
    /// </summary>
    public virtual bool InRawUnits => false;

    /// <summary>The loss of one row.</summary>
    /// <param name="output">What the network said.</param>
    /// <param name="target">What was right; as long as <paramref name="output"/>.</param>
    /// <param name="gradient">Receives the gradient with respect to each output; as long as <paramref name="output"/>.</param>
    /// <returns>The mean over the outputs.</returns>
    public abstract float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient);

    /// <summary>What keeps a row from being a target of this loss. Training and evaluation ask before they begin, and refuse the window by its number.</summary>
    /// <param name="target">The valid steps of one row.</param>
    /// <returns>What was expected and what came, or null where the target fits, as any does unless a loss says otherwise.</returns>
    public virtual string? DescribeBadTarget(ReadOnlySpan<float> target) => null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
