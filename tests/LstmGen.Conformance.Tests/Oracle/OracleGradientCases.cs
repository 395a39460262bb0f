using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Oracle;

/// <summary>Small networks without kinks for every layer and option: those that the layers' entries name.</summary>
internal static class OracleGradientCases
{
    private static readonly Dictionary<string, ModelShape> s_shapes = LayerEntries.All.SelectMany(entry => entry.Smooth).ToDictionary(named => named.Name, named => named.Shape);

    public static TheoryData<string> Names { get; } = [.. s_shapes.Keys];

    public static ModelShape Shape(string name) => s_shapes[name];
}
