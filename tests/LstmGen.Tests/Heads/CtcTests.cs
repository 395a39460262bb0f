using CsCheck;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Tests.Numerics;

namespace LstmGen.Tests.Heads;

public sealed class CtcTests
{
    [Fact]
    public void The_loss_is_that_of_all_alignments_and_the_impossible_is_said() => CtcCase.Small(3f).Sample(ctc =>
    {
        double expected = CtcOracle.BruteLoss(Near.Wide(ctc.Logits), ctc.Symbols, ctc.BlankIndex, ctc.Labels);
        (bool possible, float loss, float[] gradient) = ctc.Loss();
        Assert.Equal(double.IsFinite(expected), possible);
        Assert.Equal(possible, CtcRow.FramesNeeded(ctc.Targets) <= ctc.Frames);
        if (possible)
        {
            Assert.Equal(expected, loss, 1e-5);
        }
        else
        {
            Assert.Equal(float.PositiveInfinity, loss);
            Assert.All(gradient, value => Assert.Equal(0f, value));
        }
    });

    [Fact]
    public void The_gradient_is_that_of_central_differences() => CtcCase.Small(3f).Where(ctc => ctc.Loss().Possible).Sample(
        ctc => Near.Equal(
            Near.Slopes(Near.Wide(ctc.Logits), logits => CtcOracle.BruteLoss(logits, ctc.Symbols, ctc.BlankIndex, ctc.Labels)),
            ctc.Loss().Gradient,
            2e-6),
        iter: 60);

    /// <summary>Rows that cannot be enumerated, against the paper's recursion.</summary>
    [Theory]
    [InlineData(5, 12, 0, Blank.First)]
    [InlineData(2, 12, 6, Blank.Last)]
    [InlineData(17, 30, 3, Blank.Last)]
    [InlineData(30, 60, 11, Blank.First)]
    [InlineData(41, 200, 60, Blank.Last)]
    public void Long_rows_agree_with_the_recursion(int symbols, int frames, int labels, Blank blank)
    {
        CtcCase ctc = CtcCase.Of(symbols, frames, labels, blank, 4f, new Random(frames));
        double Loss(double[] logits) => CtcOracle.Loss(logits, symbols, ctc.BlankIndex, ctc.Labels);
        double[] logits = Near.Wide(ctc.Logits);
        (bool possible, float loss, float[] gradient) = ctc.Loss();
        Assert.True(possible);
        Assert.Equal(Loss(logits), loss, 1e-6 * Math.Max(1, loss));
        if (logits.Length <= 2000) Near.Equal(Near.Slopes(logits, Loss, 1e-4), gradient, 1e-5);
        for (int frame = 0; frame < frames; frame++)
        {
            Assert.Equal(0.0, gradient.Skip(frame * symbols).Take(symbols).Sum(value => (double)value), 2e-5);
        }
    }

    [Theory]
    [InlineData("1 1", 2, false)]
    [InlineData("1 1", 3, true)]
    [InlineData("1 2 1", 3, true)]
    [InlineData("1 2 2 2", 5, false)]
    [InlineData("1 2 2 2", 6, true)]
    [InlineData("", 1, true)]
    [InlineData("1 2", 1, false)]
    public void Repeats_need_a_blank_between_them(string text, int frames, bool expected)
    {
        int[] labels = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        (bool possible, float loss, _) = new CtcCase(3, Blank.First, new float[3 * frames], labels).Loss();
        Assert.Equal(expected, possible);
        Assert.Equal(expected, float.IsFinite(loss));
    }

    [Fact]
    public void A_symbol_of_no_probability_makes_its_labels_impossible()
    {
        float[] logits = new float[12];
        for (int frame = 0; frame < 4; frame++) logits[3 * frame + 2] = float.NegativeInfinity;
        (bool possible, float loss, float[] gradient) = new CtcCase(3, Blank.First, logits, [1, 2]).Loss();
        Assert.False(possible);
        Assert.Equal(float.PositiveInfinity, loss);
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Huge_logits_stay_finite() => CtcCase.Small(1e4f).Where(ctc => CtcRow.FramesNeeded(ctc.Targets) <= ctc.Frames).Sample(ctc =>
    {
        (bool possible, float loss, float[] gradient) = ctc.Loss();
        Assert.True(possible);
        Assert.True(float.IsFinite(loss) && loss >= -0.01f, $"loss {loss}");
        Assert.All(gradient, value => Assert.InRange(value, -1.001f, 1.001f));
    });

    [Fact]
    public void A_wrong_number_poisons_the_loss()
    {
        CtcCase ctc = CtcCase.Of(4, 6, 2, Blank.First, 1f, new Random(1));
        ctc.Logits[9] = float.NaN;
        Assert.True(float.IsNaN(ctc.Loss().Loss));
    }

    [Fact]
    public void Greedy_joins_repeats_and_drops_blanks() => Gen.Select(Gen.Int[2, 5], Gen.Int[1, 30], Gen.Bool, Gen.Int).Sample((symbols, frames, last, seed) =>
    {
        var random = new Random(seed);
        int blank = last ? symbols - 1 : 0;
        int[] alignment = [.. Enumerable.Range(0, frames).Select(_ => random.Next(symbols))];
        float[] logits = [.. alignment.SelectMany(best => Enumerable.Range(0, symbols).Select(symbol => symbol == best ? 2f : random.NextSingle()))];
        int[] labels = new int[frames];
        int count = CtcRow.Greedy(symbols, last ? Blank.Last : Blank.First, logits, labels);
        Assert.Equal(CtcOracle.Collapse(alignment, blank), labels[..count]);
    });

    [Fact]
    public void Lengths_and_labels_are_checked()
    {
        float[] workspace = new float[CtcRow.WorkspaceLength(4, 2)];
        static ArgumentException Refused(Action action) => Assert.Throws<ArgumentException>(action);
        Assert.Contains("number 1 is the blank", Refused(() => CtcRow.TryLoss(3, Blank.First, new float[12], [1f, 0f], default, workspace, out _)).Message, StringComparison.Ordinal);
        Refused(() => CtcRow.TryLoss(3, Blank.Last, new float[12], [1f, 2f], default, workspace, out _));
        Refused(() => CtcRow.TryLoss(3, Blank.First, new float[12], [1f, 3f], default, workspace, out _));
        Refused(() => CtcRow.TryLoss(3, Blank.First, new float[12], [1f, -1f], default, workspace, out _));
        Refused(() => CtcRow.TryLoss(3, Blank.First, new float[13], [1f], default, workspace, out _));
        Refused(() => CtcRow.TryLoss(3, Blank.First, [], [1f], default, workspace, out _));
        Refused(() => CtcRow.TryLoss(3, Blank.First, new float[12], [1f], new float[11], workspace, out _));
        Refused(() => CtcRow.TryLoss(3, Blank.First, new float[12], [1f, 2f], default, workspace.AsSpan(1), out _));
        Refused(() => CtcRow.Greedy(3, Blank.First, new float[12], new int[3]));
    }

    /// <summary>The same on every machine and at every vector width.</summary>
    [Fact]
    public void Bits_are_fixed()
    {
        var bits = new List<float>();
        foreach (int symbols in new[] { 3, 9, 35 })
        {
            var random = new RandomSource(symbols);
            float[] logits = [.. Enumerable.Range(0, 25 * symbols).Select(_ => 6f * random.NextSingle() - 3f)];
            (_, float loss, float[] gradient) = new CtcCase(symbols, Blank.First, logits, [1, 2, 2, 1, symbols - 1]).Loss();
            bits.AddRange([loss, .. gradient]);
        }

        Assert.Equal("E09E5A9D7A55C784", Floats.Fingerprint(bits.ToArray()));
    }
}
