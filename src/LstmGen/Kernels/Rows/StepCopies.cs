using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>Steps of a tile's rows that are passed on elsewhere, and their way back. Steps past a row's length count as zeros there, and get none of the gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class StepCopies
{
    /// <summary>The way back of steps that lie side by side: what each valid step gets, zeros for what is past a row's length, up to the longest row.</summary>
    /// <param name="destination">The first row of the first step.</param>
    /// <param name="destinationStep">Floats from a step of it to the next.</param>
    /// <param name="destinationRow">Floats from a row of it to the next.</param>
    /// <param name="source">The first row, its steps side by side.</param>
    /// <param name="sourceRow">Floats from a row of it to the next.</param>
    /// <param name="count">Values of a row and step.</param>
    /// <param name="valid">Valid steps of each row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Spread(ref float destination, nint destinationStep, nint destinationRow, ref float source, nint sourceRow, int count, in RowLengths valid)
    {
        int longest = valid.Longest;
        for (int row = 0; row < RowLengths.Rows; row++)
        {
            ref float to = ref Unsafe.Add(ref destination, row * destinationRow), from = ref Unsafe.Add(ref source, row * sourceRow);
            for (nint t = 0; t < longest; t++)
            {
                if (t < valid[row])
                {
                    RowOps.Copy(ref Unsafe.Add(ref to, t * destinationStep), ref Unsafe.Add(ref from, t * count), count);
                }
                else
                {
                    RowOps.Clear(ref Unsafe.Add(ref to, t * destinationStep), count);
                }
            }
        }
    }

    /// <summary>The last valid steps of each row, at most so many, from step 0 on.</summary>
    /// <param name="destination">The first row of the first step.</param>
    /// <param name="destinationStep">Floats from a step of it to the next.</param>
    /// <param name="destinationRow">Floats from a row of it to the next.</param>
    /// <param name="source">The first row of the first step.</param>
    /// <param name="sourceStep">Floats from a step of it to the next.</param>
    /// <param name="sourceRow">Floats from a row of it to the next.</param>
    /// <param name="count">Values of a row and step.</param>
    /// <param name="most">Steps that are taken where a row has as many.</param>
    /// <param name="valid">Valid steps of each row of the source.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void LastSteps(
        ref float destination, nint destinationStep, nint destinationRow, ref float source, nint sourceStep, nint sourceRow, int count, int most, in RowLengths valid)
    {
        int longest = Math.Min(valid.Longest, most);
        for (int row = 0; row < RowLengths.Rows; row++)
        {
            int taken = Math.Min(valid[row], most);
            ref float to = ref Unsafe.Add(ref destination, row * destinationRow), from = ref Unsafe.Add(ref source, row * sourceRow + (valid[row] - taken) * sourceStep);
            for (nint t = 0; t < taken; t++)
            {
                RowOps.Copy(ref Unsafe.Add(ref to, t * destinationStep), ref Unsafe.Add(ref from, t * sourceStep), count);
            }

            // What is past a row's length may hold anything that is finite.
            for (nint t = taken; t < longest; t++)
            {
                RowOps.Clear(ref Unsafe.Add(ref to, t * destinationStep), count);
            }
        }
    }

    /// <summary>The way back of <see cref="LastSteps"/>: zeros but for the steps that were taken, up to the longest row.</summary>
    /// <param name="destination">The gradient with respect to what was read: the first row of the first step.</param>
    /// <param name="destinationStep">Floats from a step of it to the next.</param>
    /// <param name="destinationRow">Floats from a row of it to the next.</param>
    /// <param name="source">The gradient with respect to what was passed on.</param>
    /// <param name="sourceStep">Floats from a step of it to the next.</param>
    /// <param name="sourceRow">Floats from a row of it to the next.</param>
    /// <param name="count">Values of a row and step.</param>
    /// <param name="most">Steps that were taken where a row has as many.</param>
    /// <param name="valid">Valid steps of each row of what was read.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void LastStepsBackward(
        ref float destination, nint destinationStep, nint destinationRow, ref float source, nint sourceStep, nint sourceRow, int count, int most, in RowLengths valid)
    {
        int longest = valid.Longest;
        for (int row = 0; row < RowLengths.Rows; row++)
        {
            int first = Math.Max(valid[row] - most, 0);
            ref float to = ref Unsafe.Add(ref destination, row * destinationRow), from = ref Unsafe.Add(ref source, row * sourceRow);
            for (int t = 0; t < longest; t++)
            {
                ref float step = ref Unsafe.Add(ref to, t * destinationStep);
                if (t >= first && t < valid[row])
                {
                    RowOps.Copy(ref step, ref Unsafe.Add(ref from, (t - first) * sourceStep), count);
                }
                else
                {
                    RowOps.Clear(ref step, count);
                }
            }
        }
    }
}
