using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Draws one legal network: a front (tokens, pictures or plain values), a body of layers that all pass on sequences, a close that ends the
/// sequence or keeps it, perhaps a second sequence out of a repeated vector, and Dense layers.
/// </summary>
internal sealed class StackDraw(Random random, IReadOnlySet<LayerKind> kinds, StackSizes sizes)
{
    private readonly LayerDraw _draw = new(random, kinds, sizes);
    private readonly List<LayerShape> _layers = [];

    /// <summary>What the layers so far pass on when a later one reads sequences.</summary>
    private OracleShape _shape;

    public ModelShape Draw()
    {
        int lookBack = random.Next(4) == 0 ? random.Next(1, 3) : random.Next(1, sizes.LookBack + 1);
        OracleFrame? frame = null;
        int tokens = 0;
        _shape = new OracleShape(lookBack, random.Next(1, sizes.Features + 1));
        if (Chance(LayerKind.Frames, 4))
        {
            frame = new(random.Next(1, sizes.Picture + 1), random.Next(1, sizes.Picture + 1), random.Next(1, 4));
            _shape = OracleShape.Of(lookBack, frame);
            AddPictureLayers();
        }
        else if (Chance(LayerKind.Embedding, 4))
        {
            tokens = AddTokenLayers(lookBack);
        }

        int features = tokens > 0 ? tokens : _shape.Values;
        AddBody();
        return new ModelShape
        {
            LookBack = lookBack,
            Features = features,
            Frame = frame,
            StackBudget = random.Next(4) == 0 ? 0 : null,
            Layers = _layers,
        };
    }

    /// <returns>The columns that they read.</returns>
    private int AddTokenLayers(int lookBack)
    {
        int embeddings = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        CharacterConvShape? characters = Chance(LayerKind.CharacterConv, 3) ? _draw.CharacterConv(embeddings) : null;
        int columns = embeddings + (characters?.Length ?? 0);
        _shape = new OracleShape(lookBack, columns);
        for (int column = 0; column < embeddings; column++)
        {
            Add(_draw.Embedding(column));
        }

        if (characters is not null)
        {
            Add(characters);
        }

        return columns;
    }

    private void AddPictureLayers()
    {
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            Add(_draw.Conv2D(_shape.Frame!));
            if (Math.Min(_shape.Frame!.Height, _shape.Frame.Width) is >= 2 and var side && random.Next(2) == 0)
            {
                int size = side >= 3 && random.Next(4) == 0 ? 3 : 2;
                Add(sizes.IsSmooth || random.Next(3) == 0 ? new AveragePool2DShape(size) : new MaxPool2DShape(size));
            }

            if (Chance(LayerKind.Dropout, 5))
            {
                Add(new DropoutShape(sizes.Rate));
            }
        }

        Add(new FlattenShape());
    }

    private void AddBody()
    {
        int lstms = random.Next(1, 4);
        int most = lstms == 1 ? sizes.Units : sizes.StackedUnits;
        for (int i = 1; i < lstms; i++)
        {
            AddConvolution();
            Add(_draw.Lstm(most));
            AddBetween();
        }

        AddConvolution();
        LstmShape last = _draw.Lstm(most);
        if (Chance(LayerKind.Attention, 3))
        {
            Add(last);
            AddBetween();
            Add(_draw.Attention(_shape.Values));
        }
        else
        {
            Add(last, sequenceNeeded: false);
            AddBetween();
        }

        if (_shape.Steps == 1 && !last.ReturnSequences && Chance(LayerKind.Repeat, 3))
        {
            Add(new RepeatShape(random.Next(1, sizes.LookBack / 2 + 1)));
            Add(_draw.Lstm(sizes.DenseUnits), sequenceNeeded: false);
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            Add(_draw.Dense());
        }
    }

    private void AddConvolution()
    {
        if (Chance(LayerKind.Conv1D, 3))
        {
            Add(_draw.Conv1D(_shape.Steps));
        }

        if (Chance(LayerKind.Pool1D, 4))
        {
            Add(_draw.Pool1D(_shape.Steps));
        }
    }

    /// <summary>What may follow an Lstm, on sequences and on vectors.</summary>
    private void AddBetween()
    {
        if (Chance(LayerKind.Dropout, 5))
        {
            Add(new DropoutShape(sizes.Rate));
        }

        if (Chance(LayerKind.LayerNorm, 4))
        {
            Add(_draw.LayerNorm());
        }

        if (Chance(LayerKind.Dense, 6))
        {
            Add(_draw.Dense());
        }

        if (Chance(LayerKind.Activation, 5))
        {
            Add(_draw.ActivationAlone());
        }

        if (Chance(LayerKind.Residual, 4))
        {
            AddResidual();
        }
    }

    private void AddResidual()
    {
        int layers = random.Next(1, 3);
        for (int i = 0; i < layers; i++)
        {
            Add(_draw.Dense() with { Units = _shape.Values });
        }

        Add(new ResidualShape(layers));
    }

    private bool Chance(LayerKind kind, int outOf) => random.Next(outOf) == 0 && kinds.Contains(kind);

    private void Add(LayerShape layer, bool sequenceNeeded = true)
    {
        _layers.Add(layer);
        _shape = layer.Oracle(sequenceNeeded).Output(_shape);
    }
}
