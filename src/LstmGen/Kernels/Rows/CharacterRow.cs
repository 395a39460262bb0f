using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>The characters of one word: their vectors, the largest value of each filter, and the way back, which is that of the places where those values are.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class CharacterRow
{
    /// <summary>The vectors of the characters, with zeros before and after.</summary>
    /// <param name="ids">The first character.</param>
    /// <param name="length">Characters.</param>
    /// <param name="table">Vectors of all characters.</param>
    /// <param name="vocabulary">How many characters have one.</param>
    /// <param name="dimension">Values of a vector.</param>
    /// <param name="vectors">Receives before + length + after vectors.</param>
    /// <param name="before">Vectors of zeros before.</param>
    /// <param name="after">Vectors of zeros after.</param>
    /// <exception cref="ArgumentException">An id has no vector: it has changed since it was checked.</exception>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Embed(ref float ids, int length, ref float table, int vocabulary, int dimension, ref float vectors, int before, int after)
    {
        RowOps.Clear(ref vectors, before * dimension);
        for (int i = 0; i < length; i++)
        {
            nint row = TokenRow.Of(Unsafe.Add(ref ids, i), vocabulary);
            RowOps.Copy(ref Unsafe.Add(ref vectors, (before + i) * dimension), ref Unsafe.Add(ref table, row * dimension), dimension);
        }

        RowOps.Clear(ref Unsafe.Add(ref vectors, (before + length) * dimension), after * dimension);
    }

    /// <summary>Of each column its largest value, the first of equals, through an activation. Not a number is the largest.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="count">Rows, at least 1.</param>
    /// <param name="stride">Floats from a row to the next.</param>
    /// <param name="y">Receives the values.</param>
    /// <param name="places">Receives the rows that they are in.</param>
    /// <param name="width">Columns.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Largest<TActivation>(ref float rows, int count, int stride, ref float y, ref float places, int width)
        where TActivation : struct, IActivation
    {
        nint column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Vector256<float> best = Vector256.LoadUnsafe(ref rows, (nuint)column), place = Vector256<float>.Zero;
            for (nint row = 1; row < count; row++)
            {
                Vector256<float> value = Vector256.LoadUnsafe(ref rows, (nuint)(row * stride + column));
                Vector256<float> larger = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
                best = Vector256.ConditionalSelect(larger, value, best);
                place = Vector256.ConditionalSelect(larger, Vector256.Create((float)row), place);
            }

            TActivation.Invoke(best).StoreUnsafe(ref y, (nuint)column);
            place.StoreUnsafe(ref places, (nuint)column);
        }

        for (; column < width; column++)
        {
            (float best, nint place) = (Unsafe.Add(ref rows, column), 0);
            for (nint row = 1; row < count; row++)
            {
                float value = Unsafe.Add(ref rows, row * stride + column);
                if (value > best || float.IsNaN(value)) (best, place) = (value, row);
            }

            Unsafe.Add(ref y, column) = TActivation.Invoke(best);
            Unsafe.Add(ref places, column) = place;
        }
    }

    /// <summary>
    /// The way back of one word. Each filter looked at one place alone in the end, so that what would be a product of matrices has one term in each row: a filter's
    /// weights and the vectors it saw there are added, times the gradient with respect to its value.
    /// </summary>
    /// <param name="y">The values.</param>
    /// <param name="dy">The gradient with respect to them.</param>
    /// <param name="places">Where they are.</param>
    /// <param name="filters">How many.</param>
    /// <param name="seen">Values that a filter sees at a time, kernel × dimension.</param>
    /// <param name="dimension">Values of a character's vector.</param>
    /// <param name="weights">Filter by filter.</param>
    /// <param name="vectors">As <see cref="Embed"/> left them.</param>
    /// <param name="weightGradient">Filter by filter: to add to.</param>
    /// <param name="biasGradient">To add to.</param>
    /// <param name="vectorGradient">As long as the vectors, zero: to add to.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Back<TActivation>(
        ref float y, ref float dy, ref float places, int filters, int seen, int dimension, ref float weights, ref float vectors,
        ref float weightGradient, ref float biasGradient, ref float vectorGradient)
        where TActivation : struct, IActivation
    {
        for (nint filter = 0; filter < filters; filter++)
        {
            float dz = Unsafe.Add(ref dy, filter) * TActivation.Slope(Unsafe.Add(ref y, filter));
            nint at = (nint)Unsafe.Add(ref places, filter) * dimension;
            Unsafe.Add(ref biasGradient, filter) += dz;
            AddScaled(ref Unsafe.Add(ref weightGradient, filter * seen), ref Unsafe.Add(ref vectors, at), dz, seen);
            AddScaled(ref Unsafe.Add(ref vectorGradient, at), ref Unsafe.Add(ref weights, filter * seen), dz, seen);
        }
    }

    private static void AddScaled(ref float destination, ref float source, float factor, int count)
    {
        Vector256<float> factors = Vector256.Create(factor);
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256.FusedMultiplyAdd(factors, Vector256.LoadUnsafe(ref source, (nuint)i), Vector256.LoadUnsafe(ref destination, (nuint)i))
                .StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = MathF.FusedMultiplyAdd(factor, Unsafe.Add(ref source, i), Unsafe.Add(ref destination, i));
        }
    }
}
