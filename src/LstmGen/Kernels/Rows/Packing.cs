using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Kernels;

/// <summary>Moves blocks of a matrix between the canonical layout and the kernels' own. Rows and columns are counted, strides are in floats.</summary>
/// <remarks>Vectors of 128 bits and no more: code for those can be compiled ahead of time, and what is moved lies beyond the first-level cache.</remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class Packing
{
    private const int Square = 4;

    /// <summary>destination[r, c] = source[r, c].</summary>
    public static void Copy(
        ReadOnlySpan<float> source, int sourceOffset, int sourceStride, int rows, int columns, Span<float> destination, int offset, int stride)
    {
        ref float from = ref First(source, sourceOffset, (rows - 1L) * sourceStride + columns);
        ref float to = ref First(destination, offset, (rows - 1L) * stride + columns);
        for (int row = 0; row < rows; row++)
        {
            int column = 0;
            for (; column <= columns - Vector128<float>.Count; column += Vector128<float>.Count)
            {
                Vector128.LoadUnsafe(ref from, (nuint)column).StoreUnsafe(ref to, (nuint)column);
            }

            for (; column < columns; column++)
            {
                Unsafe.Add(ref to, column) = Unsafe.Add(ref from, column);
            }

            from = ref Unsafe.Add(ref from, sourceStride);
            to = ref Unsafe.Add(ref to, stride);
        }
    }

    /// <summary>
    /// destination[r / 2, c] = source[r, c] and source[r + 1, c], each rounded to bfloat16 (the upper half of a float, to nearest, ties to even), the
    /// first in the lower half of the word. The last row of an odd number has zeros beside it.
    /// </summary>
    public static void CopyHalves(
        ReadOnlySpan<float> source, int sourceOffset, int sourceStride, int rows, int columns, Span<float> destination, int offset, int stride)
    {
        for (int row = 0; row < rows; row += 2)
        {
            ReadOnlySpan<float> lower = source.Slice(sourceOffset + row * sourceStride, columns);
            ReadOnlySpan<float> upper = row + 1 < rows ? source.Slice(sourceOffset + (row + 1) * sourceStride, columns) : default;
            Span<float> to = destination.Slice(offset + row / 2 * stride, columns);
            for (int column = 0; column < columns; column++)
            {
                uint pair = UpperHalf(lower[column]) | (upper.IsEmpty ? 0 : UpperHalf(upper[column]) << 16);
                to[column] = BitConverter.UInt32BitsToSingle(pair);
            }
        }
    }

    private static uint UpperHalf(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits + 0x7FFF + (bits >> 16 & 1) >> 16;
    }

    /// <summary>destination[c, r] = source[r, c].</summary>
    public static void Transpose(
        ReadOnlySpan<float> source, int sourceOffset, int sourceStride, int rows, int columns, Span<float> destination, int offset, int stride)
    {
        ref float from = ref First(source, sourceOffset, (rows - 1L) * sourceStride + columns);
        ref float to = ref First(destination, offset, (columns - 1L) * stride + rows);
        int row = 0;
        if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            for (; row <= rows - Square; row += Square)
            {
                ref float squareRow = ref Unsafe.Add(ref from, row * sourceStride);
                int column = 0;
                for (; column <= columns - Square; column += Square)
                {
                    TransposeSquare(ref Unsafe.Add(ref squareRow, column), sourceStride, ref Unsafe.Add(ref to, column * stride + row), stride);
                }

                TransposeEach(ref from, sourceStride, row, row + Square, column, columns, ref to, stride);
            }
        }

        TransposeEach(ref from, sourceStride, row, rows, 0, columns, ref to, stride);
    }

    private static void TransposeEach(
        ref float from, int sourceStride, int firstRow, int lastRow, int firstColumn, int lastColumn, ref float to, int stride)
    {
        for (int column = firstColumn; column < lastColumn; column++)
        {
            for (int row = firstRow; row < lastRow; row++)
            {
                Unsafe.Add(ref to, column * stride + row) = Unsafe.Add(ref from, row * sourceStride + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(ref float from, int sourceStride, ref float to, int stride)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref from);
        Vector128<float> b = Vector128.LoadUnsafe(ref from, (nuint)sourceStride);
        Vector128<float> c = Vector128.LoadUnsafe(ref from, (nuint)(2 * sourceStride));
        Vector128<float> d = Vector128.LoadUnsafe(ref from, (nuint)(3 * sourceStride));
        Vector128<float> acLow = Lower(a, c), acHigh = Upper(a, c);
        Vector128<float> bdLow = Lower(b, d), bdHigh = Upper(b, d);
        Lower(acLow, bdLow).StoreUnsafe(ref to);
        Upper(acLow, bdLow).StoreUnsafe(ref to, (nuint)stride);
        Lower(acHigh, bdHigh).StoreUnsafe(ref to, (nuint)(2 * stride));
        Upper(acHigh, bdHigh).StoreUnsafe(ref to, (nuint)(3 * stride));
    }

    /// <summary>The lower halves, in turn: l0 r0 l1 r1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    /// <summary>The upper halves, in turn: l2 r2 l3 r3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);

    private static ref float First(ReadOnlySpan<float> span, int offset, long length)
    {
        if (offset < 0 || offset + length > span.Length) throw Outside(span.Length, offset, length);
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(span), offset);
    }

    private static ArgumentException Outside(int span, int offset, long length) =>
        new($"A block of {length} floats from {offset} on does not lie within {span}.", nameof(span));
}
