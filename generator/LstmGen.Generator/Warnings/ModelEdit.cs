using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Warnings;

/// <summary>A change of a declaration, as data: it is tried on a <see cref="ModelSpec"/> before a code fix writes it.</summary>
internal sealed record ModelEdit
{
    private const string Runtime = "global::LstmGen.";

    private ModelEdit()
    {
    }

    public EditKind Kind { get; private init; }

    /// <summary>The layer that it changes, from 0; <see cref="Finding.OnModel"/> for the model's own attribute.</summary>
    public int Layer { get; private init; }

    /// <summary>The argument that it sets or clears; empty where it changes a whole layer.</summary>
    public string Argument { get; private init; } = "";

    /// <summary>The code that it writes, with full names; empty where it writes none.</summary>
    public string Text { get; private init; } = "";

    private object? Value { get; init; }

    private LayerSpec? Added { get; init; }

    /// <summary>Removes a layer.</summary>
    public static ModelEdit Remove(int layer) => new() { Kind = EditKind.Remove, Layer = layer };

    /// <summary>Lets a layer and the one above it change places.</summary>
    public static ModelEdit MoveUp(int layer) => new() { Kind = EditKind.MoveUp, Layer = layer };

    /// <summary>Writes a [Dense] below a layer.</summary>
    public static ModelEdit AddDense(int layer, int units) => new()
    {
        Kind = EditKind.AddBelow,
        Layer = layer,
        Added = LayerCatalog.Cure(Remedy.OtherWidth, units),
        Text = $"{Runtime}{LayerCatalog.Cure(Remedy.OtherWidth, units).Kind}({units.ToString(CultureInfo.InvariantCulture)})",
    };

    /// <summary>Gives an argument a number.</summary>
    public static ModelEdit Set(int layer, string argument, int value) =>
        new() { Kind = EditKind.Set, Layer = layer, Argument = argument, Value = value, Text = value.ToString(CultureInfo.InvariantCulture) };

    /// <inheritdoc cref="Set(int, string, int)"/>
    public static ModelEdit Set(int layer, string argument, double value) =>
        new() { Kind = EditKind.Set, Layer = layer, Argument = argument, Value = value, Text = value.ToString("R", CultureInfo.InvariantCulture) };

    /// <summary>Gives an argument a member of the enumeration that has its name.</summary>
    public static ModelEdit Set(int layer, string argument, string member) =>
        new() { Kind = EditKind.Set, Layer = layer, Argument = argument, Value = member, Text = $"{Runtime}{argument}.{member}" };

    /// <summary>Leaves an argument out, so that it has its default.</summary>
    public static ModelEdit Clear(int layer, string argument) => new() { Kind = EditKind.Clear, Layer = layer, Argument = argument };

    /// <summary>What the declaration says once all edits are made.</summary>
    public static ModelSpec Apply(ModelSpec spec, IEnumerable<ModelEdit> edits)
    {
        List<LayerSpec>[] layers = [.. spec.Layers.Select(layer => new List<LayerSpec> { layer })];
        foreach (ModelEdit edit in edits)
        {
            if (edit.Layer == Finding.OnModel)
            {
                spec = edit.OnModel(spec);
            }
            else
            {
                edit.OnLayer(layers);
            }
        }

        return spec with { Layers = layers.SelectMany(layer => layer).ToEquatableArray() };
    }

    private ModelSpec OnModel(ModelSpec spec) => Argument switch
    {
        nameof(ModelSpec.LookBack) => spec with { LookBack = (int)Value! },
        nameof(ModelSpec.Stateful) => spec with { Stateful = false },
        nameof(ModelSpec.WeightPrecision) => spec with { WeightPrecision = "Single" },
        _ => throw new InvalidOperationException($"No edit of {Argument} is known."),
    };

    private void OnLayer(List<LayerSpec>[] layers)
    {
        switch (Kind)
        {
            case EditKind.Remove:
                layers[Layer].Clear();
                break;
            case EditKind.MoveUp:
                (layers[Layer - 1], layers[Layer]) = (layers[Layer], layers[Layer - 1]);
                break;
            case EditKind.AddBelow:
                layers[Layer].Add(Added!);
                break;
            default:
                LayerSpec before = layers[Layer][0];
                IEnumerable<LayerArgument> others = before.Arguments.Where(argument => argument.Name != Argument);
                layers[Layer][0] = before with { Arguments = (Kind == EditKind.Set ? others.Append(new LayerArgument(Argument, Value)) : others).ToEquatableArray() };
                break;
        }
    }
}

internal enum EditKind
{
    Remove,
    MoveUp,
    AddBelow,
    Set,
    Clear,
}
