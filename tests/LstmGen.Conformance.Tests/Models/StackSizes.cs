namespace LstmGen.Conformance.Models;

/// <summary>How large drawn networks get, and what they leave out.</summary>
internal sealed record StackSizes
{
    /// <summary>On and beside the widths of vectors, where tails begin and end.</summary>
    private static readonly int[] s_edges = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 50, 63, 64, 65, 70];

    /// <summary>For generated code.</summary>
    public static StackSizes Full { get; } = new()
    {
        LookBack = 40,
        Features = 9,
        Units = 70,
        StackedUnits = 40,
        DenseUnits = 20,
        Vocabulary = 50,
        Picture = 9,
    };

    /// <summary>For central differences: small, and without kinks, where a difference is neither slope.</summary>
    public static StackSizes Smooth { get; } = new()
    {
        LookBack = 6,
        Features = 3,
        Units = 3,
        StackedUnits = 3,
        DenseUnits = 4,
        Vocabulary = 5,
        Picture = 4,
        IsSmooth = true,
        Rate = 0.4,
    };

    public required int LookBack { get; init; }

    public required int Features { get; init; }

    /// <summary>Of an Lstm that is alone.</summary>
    public required int Units { get; init; }

    /// <summary>Of an Lstm among others.</summary>
    public required int StackedUnits { get; init; }

    public required int DenseUnits { get; init; }

    public required int Vocabulary { get; init; }

    /// <summary>The longest side of a picture.</summary>
    public required int Picture { get; init; }

    /// <summary>Whether to leave out what has kinks, and steep normalisation.</summary>
    public bool IsSmooth { get; init; }

    /// <summary>Of dropout: 0 where training shall be what prediction is.</summary>
    public double Rate { get; init; }

    /// <summary>A size up to <paramref name="most"/>, an edge as often as not.</summary>
    public static int Draw(Random random, int most)
    {
        int[] edges = [.. s_edges.Where(edge => edge <= most)];
        return random.Next(2) == 0 ? edges[random.Next(edges.Length)] : random.Next(1, most + 1);
    }
}
