namespace LstmGen.Generator.Kernels;

/// <summary>Turns of phrase that all kernels share.</summary>
internal static class Code
{
    /// <summary>A method compiled once, with full optimisation, before its first call.</summary>
    public const string Hot = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    public const string Inline = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    /// <summary>Static properties with constant values; those without a value, or that are not so, are left out.</summary>
    public static string Constants(params (string Type, string Name, object? Value)[] constants) => string.Join(
        " ", constants.Where(c => c.Value is not (null or false)).Select(c => $"public static {c.Type} {c.Name} => {(c.Value is int value ? Text.Of(value) : "true")};"));

    /// <summary>A further argument of a load or a store, or nothing for offset zero.</summary>
    public static string Offset(int offset) => offset == 0 ? "" : $", {offset}";

    /// <summary>An expression for the float at an offset from a reference.</summary>
    public static string At(string reference, int offset) => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    /// <summary>512, 256 or 128.</summary>
    public static int Bits(int lanes) => lanes * 32;

    /// <summary>The vector of a number of lanes.</summary>
    public static string TypeOf(int lanes) => $"Vector{Bits(lanes)}";

    /// <summary>The type of a vector's values, written out: a type of the user's may be called var. One lane is a float.</summary>
    public static string ValueOf(int lanes) => lanes == 1 ? "float" : $"{TypeOf(lanes)}<float>";
}
