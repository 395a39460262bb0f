using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>[Softmax]: one of several classes, for the vector or for every step; cross-entropy from logits.</summary>
internal sealed class SoftmaxLayer : HeadLayer, IChoosing
{
    private SoftmaxOptions Options => Read<SoftmaxOptions>();

    protected override WeightOptions Weights => Options;

    protected override int Units => Options.Classes;

    private double Smoothing => Options.LabelSmoothing;

    public int Choices => Units;

    public override int TargetSize => Output.Steps;

    public override string DefaultLoss => LossArguments("classWeights", Options.ClassWeights, Smoothing) is { Length: > 0 } arguments
        ? $"new CrossEntropy({Units}, {arguments})"
        : $"new CrossEntropy({Units})";

    public override string TakesLoss => $"loss is CrossEntropy {{ Classes: {Units} }}";

    public override string Finish => $"SoftmaxRow.Rows({Units}, output)";

    // The decoder's choices are its model's to call for.
    public override IEnumerable<Ability> Abilities => Decoder is null
        ? [new Ability(Interface, Ability.Constant("int", Interface, "Classes", Text.Of(Units)))]
        : [];

    private string Interface => Output.IsSequence ? "IStepClassifier" : "IClassifier";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!(Smoothing >= 0 && Smoothing < 1))
        {
            build.Report(Rules.RateOutOfRange, Index, "LabelSmoothing", "LabelSmoothing", Smoothing.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return InRange(build, "classes", Units, 2, 65_536) && WeightsFit(build, "ClassWeights", Options.ClassWeights, "class") ? base.Infer(build, sequenceWanted) : null;
    }
}
