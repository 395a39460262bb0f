using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Kernels;

/// <summary>Eight floats as eight doubles and back, at any width of vector: the same bits, for each is rounded by itself.</summary>
internal static class WideLanes
{
    /// <summary>Floats that are taken at once.</summary>
    public const int Count = 8;

    /// <summary>Reads eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref float source, nint offset) => Widen(Vector256.LoadUnsafe(ref source, (nuint)offset));

    /// <summary>Reads eight that are doubles already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double source, nint offset) => Vector512.LoadUnsafe(ref source, (nuint)offset);

    /// <summary>Exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen(Vector256<float> values)
    {
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Double(values);
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
        return Vector512.Create(lower, upper);
    }

    /// <summary>Writes eight, each rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> values, ref float destination, nint offset) =>
        (Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(values) : Vector256.Narrow(values.GetLower(), values.GetUpper()))
            .StoreUnsafe(ref destination, (nuint)offset);
}
