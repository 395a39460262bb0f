using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>Rows that a device predicts: read when it has room, and answered when they have come back.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IDeviceRows
{
    /// <summary>Reads some rows.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="inputs">Receives windows as the network sees them; zeros past a row's length.</param>
    /// <param name="lengths">Receives the valid steps of each.</param>
    void Read(int first, Span<float> inputs, Span<int> lengths);

    /// <summary>Makes answers of what the network put out for some rows, in place.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="outputs">Their outputs.</param>
    void Answer(int first, Span<float> outputs);
}
