namespace LstmGen.Conformance.Export;

/// <summary>Values within 1e-5 absolute and 1e-5 relative.</summary>
internal static class OnnxClose
{
    public static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs((double)expected[i] - actual[i]) <= 1e-5 + 1e-5 * Math.Abs(expected[i]),
                $"value {i} of {expected.Length}: expected {expected[i]:R}, but got {actual[i]:R}; {what}");
        }
    }
}
