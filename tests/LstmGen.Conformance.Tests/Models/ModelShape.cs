using System.Globalization;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>A network as a user would declare it, and the same network for the oracle.</summary>
internal sealed record ModelShape
{
    public required int LookBack { get; init; }

    public int Features { get; init; } = 1;

    public int? StackBudget { get; init; }

    public required IReadOnlyList<LayerShape> Layers { get; init; }

    /// <summary>Whether it can run one step at a time: a layer that reads backwards needs the whole window.</summary>
    public bool CanStep => !Layers.Any(layer => layer is LstmShape { Bidirectional: true });

    /// <summary>The declaration in C#.</summary>
    public string Declaration(string className)
    {
        string budget = StackBudget is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", StackBudget = {bytes}") : string.Empty;
        IEnumerable<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"[LstmModel(LookBack = {LookBack}, Features = {Features}{budget})]"),
            .. Layers.Select(layer => $"[{layer.Attribute}]"),
            $"public sealed partial class {className};",
        ];
        return string.Join('\n', lines);
    }

    /// <summary>The same network in double precision. A layer passes on its sequence when a later Lstm needs one.</summary>
    public OracleNetwork Oracle()
    {
        int lastLstm = Layers.Select((layer, index) => layer is LstmShape ? index : -1).Max();
        return new OracleNetwork(
            new OracleShape(LookBack, Features), [.. Layers.Select((layer, index) => layer.Oracle(sequenceNeeded: index < lastLstm))]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{LookBack}×{Features}: {string.Join(", ", Layers.Select(layer => layer.Attribute))}");
}
