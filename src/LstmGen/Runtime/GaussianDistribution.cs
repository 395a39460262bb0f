using LstmGen.Numerics;

namespace LstmGen.Runtime;

/// <summary>Mean and spread of each target.</summary>
internal sealed class GaussianDistribution : OutputDistribution
{
    public override int OutputsPerTarget => 2;

    internal override string Name => "gaussian";

    internal override double[] Levels => [0.5, 0.8, 0.95];

    internal override double ValueAt(ReadOnlySpan<double> outputs, double probability) =>
        outputs[0] + outputs[1] * DoubleMath.NormalQuantile(probability);

    internal override int PointIndex => 0;

    internal override bool IsPlace(int output) => output == 0;

    private protected override void Unscale(ScaleColumns columns, int column, Span<float> outputs)
    {
        outputs[0] = columns.Unscale(outputs[0], column);
        outputs[1] = columns.UnscaleDistance(outputs[1], column);
    }

    private protected override void Unscale(ScaleColumns columns, int column, ReadOnlySpan<float> outputs, Span<double> values) =>
        (values[0], values[1]) = (columns.UnscaleExactly(outputs[0], column), columns.UnscaleDistanceExactly(outputs[1], column));
}
