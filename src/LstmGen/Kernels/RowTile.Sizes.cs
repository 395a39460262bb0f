using System.Runtime.CompilerServices;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

// The tiles in use: rows × columns, with or without a narrower vector behind the columns.
public static partial class RowTile
{
    /// <summary>Four rows × four vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x4<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Present, Present, Present, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Four rows × three vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x3<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Present, Present, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Four rows × three vectors and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x3Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Present, Present, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Four rows × two vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x2<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Present, Absent, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Four rows × two vectors and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x2Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Present, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Four rows × one vector.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x1<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Absent, Absent, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Four rows × one vector and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4x1Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Present, Absent, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × four vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x4<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Present, Present, Present, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × three vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x3<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Present, Present, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × three vectors and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x3Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Present, Present, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × two vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x2<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Present, Absent, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × two vectors and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x2Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Present, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × one vector.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x1<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Absent, Absent, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>Two rows × one vector and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2x1Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Present, Absent, Absent, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × four vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x4<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Present, Present, Present, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × three vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x3<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Present, Present, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × three vectors and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x3Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Present, Present, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × two vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x2<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Present, Absent, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × two vectors and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x2Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Present, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × one vector.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x1<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Absent, Absent, Absent, TWidth, V>(ref x, ref w, wRow, ref bias, ref y, later);

    /// <summary>One row × one vector and a narrower one.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1x1Tail<TProduct, TActivation, TWidth, V, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct =>
        Multiply<TProduct, TActivation, TWidth, V, Absent, Absent, Absent, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);
}
