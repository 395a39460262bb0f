namespace LstmGen.Generator.Kernels;

/// <summary>Lanes that go through a product together: up to four blocks of 16, and a narrow one.</summary>
internal static class LaneGroup
{
    /// <summary>Its type arguments in the runtime's kernels.</summary>
    public static string TypesOf(int lanes) => $"Blocks{lanes / 16}, {NarrowOf(lanes % 16)}";

    /// <summary>The type argument for a block of some lanes.</summary>
    public static string SizeOf(int lanes) => lanes == 16 ? "Full" : NarrowOf(lanes);

    private static string NarrowOf(int lanes) => lanes == 0 ? "NoNarrow" : $"Narrow{lanes}";
}
