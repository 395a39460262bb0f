using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Stacks;

/// <summary>Draws layers in any order, as somebody would who has not read what may follow what. Most of it is not allowed.</summary>
internal sealed class DeclarationDraw(Random random)
{
    private static readonly StackSizes s_sizes = TrainedStacks.Sizes;

    private readonly LayerDraw _draw = new(random, s_sizes);

    public ModelShape Draw()
    {
        OracleFrame? frame = random.Next(5) == 0 ? new(random.Next(1, 6), random.Next(1, 6), random.Next(1, 3)) : null;
        List<LayerShape> layers = [];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            layers.AddRange(Layer(frame, layers.Sum(layer => layer.Columns)));
        }

        if (random.Next(3) > 0)
        {
            layers.Add(Head());
        }

        return new ModelShape
        {
            LookBack = random.Next(1, s_sizes.LookBack + 1),
            Features = random.Next(2) == 0 ? 1 : random.Next(1, s_sizes.Features + 1),
            Frame = frame,
            Layers = layers,
        };
    }

    /// <summary>Any layer, as often as not one that fits almost everywhere.</summary>
    private IReadOnlyList<LayerShape> Layer(OracleFrame? frame, int columns)
    {
        if (random.Next(20) == 0)
        {
            return [Head()];
        }

        LayerEntry entry = _draw.One([.. random.Next(2) == 0 ? LayerEntries.All : LayerEntries.Of(_draw.One(Standing.Recurrent, Standing.Between))]);
        OracleShape found = frame is null
            ? new OracleShape(random.Next(1, s_sizes.LookBack + 1), random.Next(1, 9))
            : OracleShape.Of(random.Next(1, s_sizes.LookBack + 1), frame);
        return entry.Draw(_draw, new(found, s_sizes.StackedUnits, columns));
    }

    private HeadShape Head() => random.Next(4) switch
    {
        0 => new SoftmaxShape(random.Next(1, 5)),
        1 => new SigmoidShape(random.Next(1, 5)),
        2 => new CrfShape(random.Next(1, 5)),
        _ => new CtcShape(random.Next(2, 5), random.Next(1, 4)),
    };
}
