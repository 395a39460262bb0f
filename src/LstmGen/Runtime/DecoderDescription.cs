using System.ComponentModel;
using LstmGen.Kernels;

namespace LstmGen.Runtime;

/// <summary>What the runtime knows of a decoder. All of it is decided when the code is generated.</summary>
/// <param name="Steps">The longest target, its stop token included.</param>
/// <param name="Vocabulary">The tokens are 0 to Vocabulary − 1.</param>
/// <param name="Start">The token read before one is written.</param>
/// <param name="Stop">The token that ends a target.</param>
/// <param name="MemoryLength">Floats of what the encoder leaves of one source.</param>
/// <param name="StateLength">Floats of what goes from step to step.</param>
/// <param name="StepLength">Floats of scratch for one step.</param>
/// <param name="Heads">Rows of attention weights of one step; 0 without attention.</param>
/// <param name="SourceSteps">Weights in such a row.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record DecoderDescription(
    int Steps, int Vocabulary, int Start, int Stop, int MemoryLength, int StateLength, int StepLength, int Heads, int SourceSteps)
{
    /// <summary>Attention weights of one step.</summary>
    public int WeightCount => checked(Heads * SourceSteps);

    /// <summary>What keeps a row from being a target: tokens, at least one, and then −1.</summary>
    /// <param name="target">One row.</param>
    /// <returns>What was expected and what came, or null where the target fits.</returns>
    public string? DescribeBadTarget(ReadOnlySpan<float> target)
    {
        int length = Math.Max(HeadRows.Listed(target), 1);
        for (int step = 0; step < target.Length; step++)
        {
            if (step < length ? !HeadRows.IsIndex(target[step], Vocabulary) : target[step] != -1f)
            {
                return FormattableString.Invariant(
                    $"expected tokens from 0 to {Vocabulary - 1}, at least one, and then −1, but step {step} is {target[step]}");
            }
        }

        return null;
    }
}
