using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>Columns of the input that hold ids for one layer.</summary>
/// <param name="Layer">The layer, as it is declared, for messages.</param>
/// <param name="First">The first column, from 0.</param>
/// <param name="Count">How many.</param>
/// <param name="Vocabulary">The ids are 0 to Vocabulary − 1.</param>
/// <param name="MaskZero">Whether zeros at the end of a window are padding.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TokenColumns(string Layer, int First, int Count, int Vocabulary, bool MaskZero = false);

/// <summary>A tensor of which a batch uses few rows; its gradient is a <see cref="TableGradient"/>.</summary>
/// <param name="Offset">In the flat vector.</param>
/// <param name="Rows">Of the table.</param>
/// <param name="Width">Values of a row.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TableDescription(int Offset, int Rows, int Width);
