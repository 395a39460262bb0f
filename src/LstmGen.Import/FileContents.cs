namespace LstmGen.Import;

/// <summary>What is in a file.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Facts">Names and values: version, loss, metadata.</param>
/// <param name="Tensors">Name, shape and type of every tensor.</param>
/// <param name="Network">The network, where it describes one that can be taken over.</param>
/// <param name="WhyNoNetwork">Why there is none, or null.</param>
public sealed record FileContents(
    string Format,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<(string Name, string Shape, string Type)> Tensors,
    ImportedNetwork? Network,
    string? WhyNoNetwork);
