using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>What <see cref="SequenceModel.Warmup"/> asks a model that has steps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWarmupStep
{
    /// <summary>Takes one step from the zero state.</summary>
    /// <param name="input">One step.</param>
    /// <param name="output">One output.</param>
    void StepOnce(ReadOnlySpan<float> input, Span<float> output);
}
