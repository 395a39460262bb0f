using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>[Sigmoid]: labels that do not exclude each other, for the vector or for every step; binary cross-entropy from logits.</summary>
internal sealed class SigmoidLayer : HeadLayer
{
    private SigmoidOptions Options => Read<SigmoidOptions>();

    protected override WeightOptions Weights => Options;

    protected override int Units => Options.Labels;

    private double Smoothing => Options.LabelSmoothing;

    public override string DefaultLoss => $"new BinaryCrossEntropy({LossArguments("positiveWeights", Options.PositiveWeights, Smoothing)})";

    public override string TakesLoss => $"loss is BinaryCrossEntropy {{ PositiveWeights.Length: 0 or {Units} }}";

    public override string Finish => "SoftmaxRow.Sigmoids(output, output)";

    public override IEnumerable<Ability> Abilities =>
        [new Ability(Output.Steps == 1 && Units == 1 ? "ISingleLabeler" : "ILabeler", Ability.Constant("int", "ILabeler", "Labels", Text.Of(Units)))];

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!(Smoothing >= 0 && Smoothing < 1))
        {
            build.Report(Rules.RateOutOfRange, Index, "LabelSmoothing", "LabelSmoothing", Smoothing.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return InRange(build, "labels", Units, 1, 65_536) && WeightsFit(build, "PositiveWeights", Options.PositiveWeights, "label") ? base.Infer(build, sequenceWanted) : null;
    }
}
