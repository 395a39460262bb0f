using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Heads;

/// <summary>One row for CTC. The workspace is poisoned, and longer than it has to be.</summary>
internal sealed class CtcCase(int symbols, Blank blank, float[] logits, int[] labels)
{
    public int Symbols { get; } = symbols;

    public Blank Blank { get; } = blank;

    public int BlankIndex => Blank == Blank.First ? 0 : Symbols - 1;

    public float[] Logits { get; } = logits;

    public int[] Labels { get; } = labels;

    public float[] Targets => [.. Labels.Select(label => (float)label)];

    public int Frames => Logits.Length / Symbols;

    public static CtcCase Of(int symbols, int frames, int labels, Blank blank, float size, Random random) => new(
        symbols,
        blank,
        [.. Enumerable.Range(0, frames * symbols).Select(_ => size * (2f * random.NextSingle() - 1f))],
        [.. Enumerable.Range(0, labels).Select(_ => random.Next(symbols - 1) + (blank == Blank.First ? 1 : 0))]);

    /// <summary>Rows small enough to look at every alignment; many have too few frames for their labels.</summary>
    public static Gen<CtcCase> Small(float size) => Gen.Select(Gen.Int[2, 4], Gen.Int[1, 5], Gen.Int[0, 4], Gen.Bool, Gen.Int).Select(
        (symbols, frames, labels, last, seed) => Of(symbols, frames, labels, last ? Blank.Last : Blank.First, size, new Random(seed)));

    public (bool Possible, float Loss, float[] Gradient) Loss()
    {
        float[] gradient = new float[Logits.Length], workspace = new float[CtcRow.WorkspaceLength(Frames, Labels.Length) + 3];
        Array.Fill(gradient, float.NaN);
        Array.Fill(workspace, float.NaN);
        bool possible = CtcRow.TryLoss(Symbols, Blank, Logits, Targets, gradient, workspace, out float loss);
        return (possible, loss, gradient);
    }
}
