namespace LstmGen.Generator.Kernels;

/// <summary>Turns of phrase that all kernels share.</summary>
internal static class Code
{
    /// <summary>A method compiled once, with full optimisation, before its first call.</summary>
    public const string Hot = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    public const string Inline = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    /// <summary>The widths that kernels are written for, widest first.</summary>
    public static readonly int[] Widths = [16, 8, 4];

    /// <summary>Lanes of the widest vectors of processors with 16 registers; those with wider ones have 32.</summary>
    public const int SixteenRegisters = 8;

    /// <summary>
    /// Sums that a pass keeps in registers: 16 of 32, or 12 of 16, where 8 would wait for themselves and more would leave no room for what they are made of.
    /// </summary>
    public static int Sums(int width) => width switch { 16 => 16, SixteenRegisters => 12, _ => 8 };

    /// <summary>Vectors of a row in such a pass: four rows make its sums up, but for the narrowest, which has two.</summary>
    public static int Vectors(int width) => width == SixteenRegisters ? 3 : 4;

    /// <summary>A further argument of a load or a store, or nothing for offset zero.</summary>
    public static string Offset(int offset) => offset == 0 ? "" : $", {offset}";

    /// <summary>The condition under which a width is taken; the narrowest needs none.</summary>
    public static string Condition(int lanes) => lanes switch
    {
        16 => "if (Vector512.IsHardwareAccelerated)",
        8 => "else if (Vector256.IsHardwareAccelerated)",
        _ => "else",
    };

    /// <summary>512, 256 or 128.</summary>
    public static int Bits(int lanes) => lanes * 32;
}
