using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>What flows between two layers: a sequence of steps, one vector, or a sequence whose steps are images.</summary>
/// <param name="Steps">Of a full window; 1 for a vector.</param>
/// <param name="Width">Values per step; of an image, all of them.</param>
/// <param name="IsSequence">Whether there is a time axis at all: a vector and a sequence of one step are different things.</param>
/// <param name="FrameHeight">Rows of each step's image; 0 where a step is none.</param>
/// <param name="FrameWidth">Points of a row; 0 where a step is no image.</param>
/// <param name="Channels">Values of a point; 0 where a step is no image.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct DeclaredShape(int Steps, int Width, bool IsSequence, int FrameHeight = 0, int FrameWidth = 0, int Channels = 0)
{
    /// <summary>Whether each step is an image.</summary>
    public bool IsFrames => FrameHeight > 0;
}
