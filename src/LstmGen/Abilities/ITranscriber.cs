using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Ctc]</c>: it reads a short sequence of labels out of a longer window, without being told where they are. Its calls are those of
/// <see cref="TranscriberExtensions"/>.
/// </summary>
/// <remarks>The generator implements it. Algorithms take any such model by the constraint <c>where T : SequenceModel, ITranscriber</c>.</remarks>
public interface ITranscriber : IWarmupTarget
{
    /// <summary>How many symbols there are, the blank among them; at least 2. Labels are numbered from 0 without the blank's number.</summary>
    static abstract int Symbols { get; }

    /// <summary>Which symbol is the blank.</summary>
    static abstract Blank Blank { get; }

    /// <summary>No labels, which every window is long enough for.</summary>
    bool IWarmupTarget.MakeTarget(ReadOnlySpan<float> window, Span<float> target)
    {
        target.Fill(-1f);
        return true;
    }
}
