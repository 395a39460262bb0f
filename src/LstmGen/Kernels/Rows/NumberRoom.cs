using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>Numbers of other types in scratch, which is of floats.</summary>
internal static class NumberRoom
{
    /// <summary>Floats of scratch that hold so many numbers.</summary>
    public static int Floats<T>(int count)
        where T : unmanaged => checked(count * (Unsafe.SizeOf<T>() / sizeof(float)));
}
