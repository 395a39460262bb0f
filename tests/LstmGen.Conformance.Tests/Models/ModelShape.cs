using System.Globalization;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>A network as a user would declare it, and the same network for the oracle.</summary>
internal sealed record ModelShape
{
    public required int LookBack { get; init; }

    /// <summary>Values of a step that is no picture.</summary>
    public int Features { get; init; } = 1;

    /// <summary>What a step is when it is a picture.</summary>
    public OracleFrame? Frame { get; init; }

    public int? StackBudget { get; init; }

    public required IReadOnlyList<LayerShape> Layers { get; init; }

    /// <summary>The head that ends it, if one does.</summary>
    public HeadShape? Head => Layers[^1] as HeadShape;

    /// <summary>Values of a step.</summary>
    public int StepSize => Frame?.Size ?? Features;

    /// <summary>Whether it can run one step at a time: a layer that reads backwards, for one, needs the whole window.</summary>
    public bool CanStep => Layers.Select((layer, index) => layer.CanStepIn(this, index)).All(can => can);

    /// <summary>Whether training draws masks, so that it is not what prediction is.</summary>
    public bool DrawsMasks => Layers.Any(layer => layer.DrawsMasks);

    /// <summary>Whether training normalises by the batch, so that it is not what prediction is.</summary>
    public bool NormsBatches => Layers.Any(layer => layer.NormsBatches);

    /// <summary>The declaration in C#.</summary>
    public string Declaration(string className)
    {
        string input = Frame is { } frame
            ? string.Create(CultureInfo.InvariantCulture, $"Height = {frame.Height}, Width = {frame.Width}, Channels = {frame.Channels}")
            : string.Create(CultureInfo.InvariantCulture, $"Features = {Features}");
        string budget = StackBudget is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", StackBudget = {bytes}") : string.Empty;
        IEnumerable<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"[LstmModel(LookBack = {LookBack}, {input}{budget})]"),
            .. Layers.Select(layer => $"[{layer.Attribute}]"),
            $"public sealed partial class {className};",
        ];
        return string.Join('\n', lines);
    }

    /// <summary>The same network in double precision.</summary>
    /// <param name="masks">From a layer's index and rate to its masks in training; null in prediction.</param>
    public OracleNetwork Oracle(Func<int, double, OracleMasks>? masks = null) => new(
        Frame is null ? new OracleShape(LookBack, Features) : OracleShape.Of(LookBack, Frame),
        [.. Layers.Select((layer, index) => layer.Oracle(SequenceNeeded(index), masks is null ? null : rate => masks(index, rate)))]);

    /// <summary>Whether a layer must pass on every step: a later one reads them, and no Repeat between them makes steps of its own.</summary>
    private bool SequenceNeeded(int index) =>
        Layers.Skip(index + 1).TakeWhile(later => !later.StartsSequence).Any(later => later.NeedsSequence);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{LookBack}×{(object?)Frame ?? Features}: {string.Join(", ", Layers.Select(layer => layer.Attribute))}");
}
