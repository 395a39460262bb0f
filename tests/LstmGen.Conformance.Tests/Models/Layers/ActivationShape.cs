using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record ActivationShape(Activation Activation) : LayerShape
{
    /// <summary>Of LeakyRelu.</summary>
    public double NegativeSlope { get; init; } = 0.2;

    /// <summary>Of Elu.</summary>
    public double Alpha { get; init; } = 1;

    public override string Attribute => Write("Activation", [$"Activation.{Activation}"], Option(nameof(NegativeSlope), NegativeSlope, 0.2), Option(nameof(Alpha), Alpha, 1));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleActivation(Activation, Activation switch { Activation.LeakyRelu => NegativeSlope, Activation.Elu => Alpha, _ => null });
}

/// <summary>[Activation], on sequences and vectors.</summary>
internal sealed class ActivationEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        ActivationShape drawn = new(draw.Activation());
        if (draw.Sizes.IsSmooth || draw.Chance(2))
        {
            return [drawn];
        }

        // An α other than 1 has a kink.
        return
        [
            drawn.Activation switch
            {
                Activation.LeakyRelu => drawn with { NegativeSlope = draw.One(0, 0.01, 0.3) },
                Activation.Elu => drawn with { Alpha = draw.One(0, 0.5, 1.7) },
                _ => drawn,
            },
        ];
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
        [("activation", Small(Sequence, new ActivationShape(Activation.Softplus), new LstmShape(3), new ActivationShape(Activation.Tanh), new DenseShape(2)))];

    /// <summary>Slopes of Keras' layer and of PyTorch, several in a model, on every step and behind images.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new()
        {
            LookBack = 6, Features = 2,
            Layers =
            [
                new LstmShape(9), new ActivationShape(Activation.LeakyRelu) { NegativeSlope = 0.3 }, new LstmShape(5), new ActivationShape(Activation.LeakyRelu) { NegativeSlope = 0.01 },
                new DenseShape(3), new ActivationShape(Activation.Elu) { Alpha = 0.5 },
            ],
        },
        new()
        {
            LookBack = 3, Frame = new(5, 4, 2),
            Layers = [new Conv2DShape(3, 2), new ActivationShape(Activation.Elu) { Alpha = 2 }, new FlattenShape(), new DenseShape(4), new ActivationShape(Activation.LeakyRelu)],
        },
    ];
}
