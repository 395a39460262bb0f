using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>A head: what it puts out is a Dense layer's, for the oracle as well; what it makes of that has tests of its own.</summary>
internal abstract record HeadShape(int Units) : LayerShape
{
    public bool UseBias { get; init; } = true;

    /// <summary>One window's target.</summary>
    /// <param name="size">Its values.</param>
    public abstract float[] DrawTarget(Random random, int size);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleDense(Units) { UseBias = UseBias };

    protected (bool IsWritten, string Text) Bias => Option(nameof(UseBias), UseBias, true);

    /// <summary>Whole numbers below a limit.</summary>
    protected static float[] Numbers(Random random, int size, int limit) => [.. Enumerable.Range(0, size).Select(_ => (float)random.Next(limit))];
}

internal sealed record SoftmaxShape(int Classes) : HeadShape(Classes)
{
    public double LabelSmoothing { get; init; }

    public override string Attribute => Write("Softmax", [Classes], Option(nameof(LabelSmoothing), LabelSmoothing, 0.0), Bias);

    public override float[] DrawTarget(Random random, int size) => Numbers(random, size, Classes);
}

internal sealed record SigmoidShape(int Labels) : HeadShape(Labels)
{
    public double LabelSmoothing { get; init; }

    public override string Attribute => Write("Sigmoid", [Labels], Option(nameof(LabelSmoothing), LabelSmoothing, 0.0), Bias);

    public override float[] DrawTarget(Random random, int size) => Numbers(random, size, 2);
}

internal sealed record CrfShape(int Tags) : HeadShape(Tags)
{
    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write("Crf", [Tags], Bias);

    public override float[] DrawTarget(Random random, int size) => Numbers(random, size, Tags);
}

/// <summary>Windows that are too short for their labels are skipped: the stacks below it decide how many steps reach it.</summary>
internal sealed record CtcShape(int Symbols, int MaximumLabels) : HeadShape(Symbols)
{
    public bool BlankLast { get; init; }

    public override bool NeedsSequence => true;

    public override string Attribute => Write(
        "Ctc", [Symbols], (true, $"MaximumLabels = {MaximumLabels}"), (BlankLast, "Blank = Blank.Last"), (true, "SkipImpossible = true"), Bias);

    public override float[] DrawTarget(Random random, int size)
    {
        float[] labels = Numbers(random, size, Symbols - 1);
        for (int i = 0; i < size && !BlankLast; i++)
        {
            labels[i]++;
        }

        labels.AsSpan(random.Next(size + 1)).Fill(-1f);
        return labels;
    }
}
