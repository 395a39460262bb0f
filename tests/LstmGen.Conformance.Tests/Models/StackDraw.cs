using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Draws one legal network: a front (tokens, images or plain values), a body of layers that all pass on sequences, a close that ends the
/// sequence or keeps it, perhaps a second sequence out of a vector, and layers at the end. Which layers there are say <see cref="LayerEntries"/>.
/// </summary>
internal sealed class StackDraw(Random random, StackSizes sizes)
{
    private readonly LayerDraw _draw = new(random, sizes);
    private readonly List<LayerShape> _layers = [];
    private int _mostUnits;

    /// <summary>What the layers so far pass on when a later one reads sequences.</summary>
    private OracleShape _shape;

    public ModelShape Draw()
    {
        int lookBack = random.Next(4) == 0 ? random.Next(1, 3) : random.Next(1, sizes.LookBack + 1);
        OracleFrame? frame = null;
        int tokens = 0;
        _shape = new OracleShape(lookBack, random.Next(1, sizes.Features + 1));
        if (random.Next(4) == 0)
        {
            frame = new(random.Next(1, sizes.Picture + 1), random.Next(1, sizes.Picture + 1), random.Next(1, 4));
            _shape = OracleShape.Of(lookBack, frame);
            for (int i = random.Next(1, 5); i > 0; i--)
            {
                Add(Standing.Picture);
            }

            Add(Standing.PictureEnd);
        }
        else if (random.Next(4) == 0)
        {
            tokens = AddTokenLayers(lookBack);
        }

        else if (random.Next(6) == 0)
        {
            Add(Standing.Values);
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
        List<LayerShape> drawn = [];
        int columns = 0;
        for (int i = random.Next(3) == 0 ? random.Next(2, 4) : 1; i > 0; i--)
        {
            foreach (LayerShape layer in One(Standing.Tokens).Draw(_draw, new(_shape, 0, columns)))
            {
                drawn.Add(layer);
                columns += layer.Columns;
            }
        }

        _shape = new OracleShape(lookBack, columns);
        drawn.ForEach(layer => Add(layer));
        return columns;
    }

    private void AddBody()
    {
        int recurrent = random.Next(1, 4);
        _mostUnits = recurrent == 1 ? sizes.Units : sizes.StackedUnits;
        for (int i = 1; i < recurrent; i++)
        {
            AddSome(Standing.Sequence, 4);
            Add(Standing.Recurrent);
            AddSome(Standing.Between, 5);
        }

        AddSome(Standing.Sequence, 4);
        if (random.Next(3) == 0)
        {
            Add(Standing.Recurrent);
            AddSome(Standing.Between, 5);
            Add(Standing.Summary);
        }
        else
        {
            Add(Standing.Recurrent, sequenceNeeded: false);
            AddSome(Standing.Between, 5);
        }

        bool isVector = _shape.Steps == 1 && !_layers.Last(layer => layer.NeedsSequence).PassesSequence;
        if (isVector && random.Next(3) == 0)
        {
            Add(Standing.Restart);
            _mostUnits = sizes.DenseUnits;
            Add(Standing.Recurrent, sequenceNeeded: false);
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            Add(Standing.Last);
        }
    }

    /// <summary>Each of the layers that may stand here, now and then.</summary>
    private void AddSome(Standing standing, int outOf)
    {
        foreach (LayerEntry entry in Fitting(standing).Where(_ => random.Next(outOf) == 0))
        {
            Add(entry);
        }
    }

    private void Add(Standing standing, bool sequenceNeeded = true) => Add(One(standing), sequenceNeeded);

    private void Add(LayerEntry entry, bool sequenceNeeded = true)
    {
        foreach (LayerShape layer in entry.Draw(_draw, new(_shape, _mostUnits)))
        {
            Add(layer, sequenceNeeded);
        }
    }

    private LayerEntry One(Standing standing) => _draw.One([.. Fitting(standing)]);

    private IEnumerable<LayerEntry> Fitting(Standing standing) => LayerEntries.Of(standing).Where(entry => entry.IsSmooth || !sizes.IsSmooth);

    private void Add(LayerShape layer, bool sequenceNeeded = true)
    {
        _layers.Add(layer);
        _shape = layer.Oracle(sequenceNeeded).Output(_shape);
    }
}
