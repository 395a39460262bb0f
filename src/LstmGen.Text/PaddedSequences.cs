namespace LstmGen.Text;

/// <summary>Sequences of different lengths as rows of one length: what a model's windows are.</summary>
/// <param name="Values">Row by row, <paramref name="Steps"/> ids each as floats, the padding on the right.</param>
/// <param name="Lengths">For each row the number of steps before the padding, 1 … steps.</param>
/// <param name="Steps">The length of a row: the model's look-back.</param>
public sealed record PaddedSequences(float[] Values, int[] Lengths, int Steps)
{
    /// <summary>Number of rows.</summary>
    public int Count => Lengths.Length;

    /// <summary>One row, padding and all.</summary>
    /// <param name="index">The row, 0 … count − 1.</param>
    public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Steps, Steps);

    /// <summary>Rows and steps.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} sequence{(Count == 1 ? "" : "s")} of at most {Steps} step{(Steps == 1 ? "" : "s")}");
}
