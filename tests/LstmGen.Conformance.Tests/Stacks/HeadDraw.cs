using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Stacks;

/// <summary>Puts a head that fits on a drawn stack, or none.</summary>
internal static class HeadDraw
{
    public static ModelShape Finish(ModelShape shape, Random random)
    {
        int units = random.Next(2, 6);
        bool useBias = random.Next(4) > 0;

        // A head for sequences needs one: what comes after the last Repeat must not be weighed into one vector again.
        bool hasSequence = !shape.Layers.Select((layer, index) => (layer, index)).Reverse().TakeWhile(placed => !placed.layer.StartsSequence)
            .Any(placed => placed.layer.EndsSequence(shape, placed.index));
        HeadShape? head = random.Next(hasSequence ? 7 : 5) switch
        {
            0 => null,
            1 or 2 => new SoftmaxShape(units) { LabelSmoothing = random.Next(3) == 0 ? 0.1 : 0 },
            3 or 4 => new SigmoidShape(units - 1) { LabelSmoothing = random.Next(3) == 0 ? 0.1 : 0 },
            5 => new CrfShape(units),
            _ => new CtcShape(units, 1) { BlankLast = random.Next(2) == 0 },
        };
        if (head is null)
        {
            return shape;
        }

        ModelShape finished = shape with { Layers = [.. shape.Layers, head with { UseBias = useBias }] };
        return head is CtcShape ctc
            ? finished with { Layers = [.. shape.Layers, ctc with { UseBias = useBias, MaximumLabels = random.Next(1, finished.Oracle().Output.Steps / 2 + 2) }] }
            : finished;
    }
}
