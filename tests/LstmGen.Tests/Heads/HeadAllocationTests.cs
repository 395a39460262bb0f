using LstmGen.Decoding;
using LstmGen.Kernels;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Heads;

/// <summary>The heads allocate nothing. Measured on this thread.</summary>
[Collection(nameof(AllocationTests))]
public sealed class HeadAllocationTests
{
    [Fact]
    public void A_crf_allocates_nothing()
    {
        var random = new Random(1);
        CrfCase crf = CrfCase.Of(9, 20, source => source.NextSingle(), random);
        float[] targets = crf.Targets, emissions = new float[crf.Emissions.Length], packed = new float[LinearChainCrf.PackedGradientLength(9)];
        int[] path = new int[20];
        Assert.Equal(0, Allocated(() =>
        {
            LinearChainCrf.TryLoss(9, crf.Packed, crf.Emissions, targets, emissions, 1f, packed, crf.Workspace, out _);
            LinearChainCrf.TryMarginals(9, crf.Packed, crf.Emissions, emissions, crf.Workspace);
            LinearChainCrf.TryDecode(9, crf.Packed, crf.Emissions, path, crf.Workspace, out _);
        }));
    }

    [Fact]
    public void Ctc_allocates_nothing()
    {
        CtcCase ctc = CtcCase.Of(6, 30, 5, Blank.First, 2f, new Random(1));
        float[] targets = ctc.Targets, gradient = new float[ctc.Logits.Length], workspace = new float[CtcRow.WorkspaceLength(30, 5)];
        int[] labels = new int[30];
        var decoder = new CtcBeamDecoder(6, 30, 8);
        Assert.Equal(0, Allocated(() =>
        {
            CtcRow.TryLoss(6, Blank.First, ctc.Logits, targets, gradient, workspace, out _);
            CtcRow.Greedy(6, Blank.First, ctc.Logits, labels);
            decoder.Decode(ctc.Logits);
            decoder.Labels(0);
        }));
    }

    [Fact]
    public void Losses_allocate_nothing()
    {
        var random = new Random(1);
        float[] output = [.. Enumerable.Range(0, 60).Select(_ => 1f + random.NextSingle())], target = new float[60], gradient = new float[60];
        int[] places = new int[3];
        Loss[] losses = [new BinaryCrossEntropy([1f, 2f], 0.1f), new GaussianLikelihood()];
        Loss softmax = new CrossEntropy(6, [1f, 2f, 1f, 1f, 1f, 1f], 0.1f);
        Assert.Equal(0, Allocated(() =>
        {
            foreach (Loss loss in losses) loss.Row(output, target, gradient);
            softmax.Row(output, target.AsSpan(0, 10), gradient);
            QuantileRow.Outputs(3, output, gradient);
            GaussianRow.Outputs(0.1f, output, gradient);
            SoftmaxRow.Probabilities(output, gradient);
            SoftmaxRow.TopK(output, places);
        }));
    }

    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
