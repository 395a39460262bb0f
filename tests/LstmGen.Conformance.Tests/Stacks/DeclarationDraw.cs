using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Stacks;

/// <summary>Draws layers in any order, as somebody would who has not read what may follow what. Most of it is not allowed.</summary>
internal sealed class DeclarationDraw(Random random)
{
    private static readonly StackSizes s_sizes = TrainedStacks.Sizes;

    private readonly LayerDraw _draw = new(random, LayerKinds.Enabled, s_sizes);

    public ModelShape Draw()
    {
        bool pictures = LayerKinds.Enabled.Contains(LayerKind.Frames) && random.Next(5) == 0;
        OracleFrame? frame = pictures ? new(random.Next(1, 6), random.Next(1, 6), random.Next(1, 3)) : null;
        List<LayerShape> layers = [];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            layers.Add(Layer(frame, layers.Count(layer => layer is EmbeddingShape)));
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

    private LayerShape Layer(OracleFrame? frame, int embeddings)
    {
        while (true)
        {
            LayerShape layer = random.Next(25) switch
            {
                < 6 => _draw.Lstm(s_sizes.StackedUnits),
                < 9 => _draw.Dense(),
                < 11 => new DropoutShape(s_sizes.Rate),
                < 13 => _draw.LayerNorm(),
                < 15 => _draw.Attention(random.Next(1, 9)),
                < 17 => new RepeatShape(random.Next(1, 6)),
                < 19 => new ResidualShape(random.Next(1, 4)),
                19 => _draw.Embedding(embeddings),
                20 => _draw.Conv1D(random.Next(1, s_sizes.LookBack + 1)),
                21 => _draw.Pool1D(random.Next(1, 4)),
                22 => _draw.ActivationAlone(),
                23 => frame is null ? new FlattenShape() : random.Next(2) == 0 ? _draw.Conv2D(frame) : new FlattenShape(),
                _ => Head(),
            };
            if (LayerKinds.Enabled.IsSupersetOf(layer.Kinds))
            {
                return layer;
            }
        }
    }

    private HeadShape Head() => random.Next(4) switch
    {
        0 => new SoftmaxShape(random.Next(1, 5)),
        1 => new SigmoidShape(random.Next(1, 5)),
        2 => new CrfShape(random.Next(1, 5)),
        _ => new CtcShape(random.Next(2, 5), random.Next(1, 4)),
    };
}
