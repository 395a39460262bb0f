namespace LstmGen.Conformance.Oracle;

/// <summary>How many steps come out of a convolution, against counting the places where its kernel fits.</summary>
public sealed class OracleReachTests
{
    [Fact]
    public void Outputs_are_the_places_where_the_kernel_fits()
    {
        foreach (int kernel in Enumerable.Range(1, 5))
        {
            foreach (int stride in Enumerable.Range(1, 3))
            {
                foreach (int dilation in Enumerable.Range(1, 3))
                {
                    foreach (OraclePadding padding in Enum.GetValues<OraclePadding>())
                    {
                        Check(new OracleReach(kernel, stride, dilation, padding));
                    }
                }
            }
        }
    }

    private static void Check(OracleReach reach)
    {
        int span = reach.Dilation * (reach.Kernel - 1);
        for (int inputs = 1; inputs < 15; inputs++)
        {
            // Keras' own words: as few as give ⌈n/s⌉ outputs, the odd one behind.
            int least = Enumerable.Range(0, span + 1).First(added => (inputs + added - span - 1) / reach.Stride + 1 >= (inputs + reach.Stride - 1) / reach.Stride && inputs + added > span);
            int left = reach.Padding switch { OraclePadding.Same => span / 2, OraclePadding.Causal => span, OraclePadding.KerasSame => least / 2, _ => 0 };
            int right = reach.Padding switch { OraclePadding.Same => span - left, OraclePadding.KerasSame => least - left, _ => 0 };
            int places = 0;
            for (int first = -left; first + span < inputs + right; first += reach.Stride)
            {
                int[] reads = [.. Enumerable.Range(0, reach.Kernel).Select(j => first + j * reach.Dilation).Where(i => i >= 0 && i < inputs)];
                Assert.Equal(reads, reach.Reads(places, inputs).Select(read => read.Input));
                places++;
            }

            Assert.Equal(Math.Max(1, places), reach.Outputs(inputs));
        }
    }
}
