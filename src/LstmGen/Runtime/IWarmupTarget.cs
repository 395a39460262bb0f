using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>What <see cref="SequenceModel.Warmup"/> asks a model whose loss does not take zeros as a target.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWarmupTarget
{
    /// <summary>Makes a target that the model's loss takes.</summary>
    /// <param name="window">A whole window.</param>
    /// <param name="target">Zeros; receives a target.</param>
    /// <returns>False where the model takes no target for a whole window.</returns>
    bool MakeTarget(ReadOnlySpan<float> window, Span<float> target);
}
