namespace LstmGen.Conformance;

/// <summary>Compares vectors bit by bit.</summary>
internal static class Bits
{
    public static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} values, not {actual.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"{what}: value {i} of {expected.Length} should be {expected[i]:R}, was {actual[i]:R}.");
        }
    }
}
