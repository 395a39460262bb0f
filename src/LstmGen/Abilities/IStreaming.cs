using LstmGen.Runtime;

namespace LstmGen;

/// <summary>A model that takes a stream step by step: what it carries from one to the next is a value of the caller's.</summary>
/// <remarks>The generator implements it, with the model's own <c>State</c>. Algorithms take any such model by the constraint <c>where T : IStreaming&lt;TState&gt; where TState : struct</c>.</remarks>
/// <typeparam name="TState">What a stream carries. The default value is a stream that has not started; a copy is a snapshot.</typeparam>
public interface IStreaming<TState> : IWarmupStep
    where TState : struct
{
    /// <summary>One step of a stream. Feeding a window step by step gives the bits of Predict. Allocates nothing.</summary>
    /// <param name="state">The stream; goes on to the next step.</param>
    /// <param name="input">Features values.</param>
    /// <param name="output">Receives Outputs values.</param>
    /// <exception cref="ArgumentException">A span has another length, or a feature is NaN or infinite: its column is named, and the stream is as before.</exception>
    /// <exception cref="ArithmeticException">The state would not be finite any more; the stream is as before.</exception>
    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    /// <inheritdoc/>
    void IWarmupStep.StepOnce(ReadOnlySpan<float> input, Span<float> output)
    {
        TState[] state = new TState[1];
        Step(ref state[0], input, output);
    }
}
