using LstmGen.Runtime;
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
        float[] targets = crf.Targets, emissions = new float[crf.Emissions.Length], packed = new float[crf.Packed.Length];
        int[] path = new int[20];
        Assert.Equal(0, Allocated(() =>
        {
            LinearChainCrf.TryLoss(9, crf.Packed, crf.Emissions, targets, emissions, 1f, packed, crf.Workspace, out _);
            LinearChainCrf.TryMarginals(9, crf.Packed, crf.Emissions, emissions, crf.Workspace);
            LinearChainCrf.TryDecode(9, crf.Packed, crf.Emissions, path, crf.Workspace, out _);
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
