using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>What the outputs of a model say of each target, where they are no value but a distribution: several outputs side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class OutputDistribution
{
    private protected OutputDistribution()
    {
    }

    /// <summary>Mean and spread, side by side.</summary>
    public static OutputDistribution Gaussian { get; } = new GaussianDistribution();

    /// <summary>One output for each quantile, ascending.</summary>
    /// <param name="quantiles">Ascending, each above 0 and below 1.</param>
    public static OutputDistribution Quantiles(params ReadOnlySpan<double> quantiles) => new QuantileDistribution(quantiles.ToArray());

    /// <summary>Outputs of each target.</summary>
    public abstract int OutputsPerTarget { get; }

    /// <summary>What it is: <c>gaussian</c>, or <c>quantiles</c> and which.</summary>
    public override string ToString() => Name;

    /// <summary>As it stands in files.</summary>
    internal abstract string Name { get; }

    /// <summary>Central intervals to judge where nobody says which: those that the outputs are made for.</summary>
    internal abstract double[] Levels { get; }

    /// <summary>Why there is no spread in it, or null.</summary>
    internal virtual string? NoSpread => null;

    /// <summary>The value below which the target lies with a probability.</summary>
    /// <param name="outputs">Of one target.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    internal abstract double ValueAt(ReadOnlySpan<double> outputs, double probability);

    /// <summary>Which output stands for it: its mean, or the quantile nearest to the median.</summary>
    internal abstract int PointIndex { get; }

    /// <summary>Whether an output of a target is a place among its values, and no distance between them.</summary>
    internal virtual bool IsPlace(int output) => true;

    /// <summary>Takes the outputs of one target back to raw units.</summary>
    private protected abstract void Unscale(ScaleColumns columns, int column, Span<float> outputs);

    /// <summary>Takes the outputs of one target back to raw units, in double precision.</summary>
    private protected abstract void Unscale(ScaleColumns columns, int column, ReadOnlySpan<float> outputs, Span<double> values);

    /// <summary>Takes outputs back to raw units in double precision.</summary>
    internal void Unscale(Scaler scaler, ReadOnlySpan<float> outputs, Span<double> values)
    {
        int count = OutputsPerTarget;
        for (int target = 0; target * count < outputs.Length; target++)
        {
            Unscale(scaler.Outputs, target % scaler.Outputs.Count, outputs.Slice(target * count, count), values.Slice(target * count, count));
        }
    }

    /// <summary>Takes outputs back to raw units: target t has the scale of column t mod columns.</summary>
    internal void Unscale(Scaler scaler, Span<float> outputs)
    {
        int count = OutputsPerTarget;
        for (int target = 0; target * count < outputs.Length; target++)
        {
            Unscale(scaler.Outputs, target % scaler.Outputs.Count, outputs.Slice(target * count, count));
        }
    }
}
