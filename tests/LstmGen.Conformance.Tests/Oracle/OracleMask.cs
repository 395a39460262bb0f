namespace LstmGen.Conformance.Oracle;

/// <summary>Which of a layer's masks.</summary>
internal enum OracleMaskKind
{
    /// <summary>Of every element on its way through a Dropout layer: part = step.</summary>
    Element,

    /// <summary>Of an Lstm's input, the same at every step: part = direction.</summary>
    Input,

    /// <summary>Of an Lstm's h(t−1) on its way into one gate, the same at every step: part = direction · gates + gate.</summary>
    Recurrent,
}

/// <summary>A mask of one window.</summary>
/// <param name="Kind">Which mask of the layer.</param>
/// <param name="Row">The window's row in the batch.</param>
/// <param name="Part">The step, or the direction (0 forward, 1 backward), or direction and gate.</param>
/// <param name="Count">How many factors it has.</param>
internal readonly record struct OracleMaskPlace(OracleMaskKind Kind, int Row, int Part, int Count);

/// <summary>Gives the factors of a mask, 0 or 1/(1 − rate): the oracle takes them as they are.</summary>
internal delegate double[] OracleMasks(OracleMaskPlace place);
