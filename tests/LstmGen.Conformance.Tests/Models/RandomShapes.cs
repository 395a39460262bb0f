using System.Globalization;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Networks drawn at random, the same ones every time. The environment variable LSTMGEN_TEST_SEED draws others; every message that a
/// failing test prints holds the seed.
/// </summary>
internal static class RandomShapes
{
    private const int DefaultSeed = 1997;

    public static int Seed { get; } =
        Environment.GetEnvironmentVariable("LSTMGEN_TEST_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultSeed;

    /// <summary>Networks of all layers.</summary>
    public static IReadOnlyList<ModelShape> Draw(int count)
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => new StackDraw(random, StackSizes.Full).Draw())];
    }
}
