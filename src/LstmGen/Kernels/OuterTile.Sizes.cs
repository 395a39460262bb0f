using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

// The tiles in use: rows × columns, with or without a narrower vector behind the columns, one below the other until all rows are there.
public static partial class OuterTile
{
    /// <summary>Eight rows × two vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows8x2<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 8)
        {
            Accumulate8<TProduct, TWidth, V, Present, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Eight rows × one vector at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows8x1<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 8)
        {
            Accumulate8<TProduct, TWidth, V, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Eight rows × one vector and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows8x1Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 8)
        {
            Accumulate8<TProduct, TWidth, V, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × four vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x4<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Present, Present, Present, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × three vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x3<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Present, Present, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × three vectors and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x3Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Present, Present, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × two vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x2<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Present, Absent, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × two vectors and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x2Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Present, Absent, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × one vector at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x1<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Absent, Absent, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Four rows × one vector and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows4x1Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 4)
        {
            Accumulate<TProduct, TWidth, V, Present, Present, Absent, Absent, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × four vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x4<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Present, Present, Present, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × three vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x3<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Present, Present, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × three vectors and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x3Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Present, Present, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × two vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x2<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Present, Absent, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × two vectors and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x2Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Present, Absent, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × one vector at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x1<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Absent, Absent, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>Two rows × one vector and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Rows2x1Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 2)
        {
            Accumulate<TProduct, TWidth, V, Present, Absent, Absent, Absent, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × four vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x4<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Present, Present, Present, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × three vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x3<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Present, Present, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × three vectors and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x3Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Present, Present, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × two vectors at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x2<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Present, Absent, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × two vectors and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x2Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Present, Absent, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × one vector at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x1<TProduct, TWidth, V>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Absent, Absent, Absent, TWidth, V>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }

    /// <summary>One row × one vector and a narrower one at a time.</summary>
    /// <inheritdoc cref="Accumulate" path="/param"/>
    public static void Row1x1Tail<TProduct, TWidth, V, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs, nint rows)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        for (nint k = 0; k < rows; k += 1)
        {
            Accumulate<TProduct, TWidth, V, Absent, Absent, Absent, Absent, Absent, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * gradientRow), gradientRow, lines, pairs);
        }
    }
}
