using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>What the runtime asks a model that ends with a linear chain.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IChain : IWarmupTarget
{
    /// <summary>Where the chain's scores begin in the packed weights.</summary>
    int Scores { get; }

    /// <summary>The best sequence of tags, which the scheme of the chain then allows.</summary>
    bool IWarmupTarget.MakeTarget(ReadOnlySpan<float> window, Span<float> target) => TagAnswers.MakeTarget((SequenceModel)this, window, target);
}
