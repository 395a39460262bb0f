using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.Conformance.Gpu;

// One thread, instruction by instruction.
internal sealed partial class PtxInterpreter
{
    /// <summary>Runs a thread to the next barrier or to its end.</summary>
    /// <returns>The instruction after the barrier; the number of instructions at the end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int RunThread(PtxOp[] ops, Span<ulong> places, ref int at, int thread)
    {
        ref ulong r = ref MemoryMarshal.GetReference(places);
        long executed = 0;
        int pc = at;
        try
        {
            while (true)
            {
                ref readonly PtxOp o = ref ops[pc];
                at = pc++;
                executed++;
                if (U(ref r, o.Predicate) == o.Skip) continue;
                switch (o.Code)
                {
                    case PtxCode.Bra:
                        pc = o.Offset;
                        if (Executed + executed > MostInstructions) throw new PtxException("has run so long that it may have no end");
                        break;
                    case PtxCode.Ret: return ops.Length;
                    case PtxCode.Bar: return pc;

                    case PtxCode.Mov32: W(ref r, o.D) = U(ref r, o.A); break;
                    case PtxCode.Mov64: W(ref r, o.D) = W(ref r, o.A); break;
                    case PtxCode.Narrow: W(ref r, o.D) = U(ref r, o.A); break;
                    case PtxCode.SignExtend: W(ref r, o.D) = (ulong)(long)S(ref r, o.A); break;
                    case PtxCode.MulLo32: W(ref r, o.D) = U(ref r, o.A) * U(ref r, o.B); break;
                    case PtxCode.MulHiU32: W(ref r, o.D) = (ulong)U(ref r, o.A) * U(ref r, o.B) >> 32; break;
                    case PtxCode.MulHiS32: W(ref r, o.D) = (uint)((long)S(ref r, o.A) * S(ref r, o.B) >> 32); break;
                    case PtxCode.MulWideU32: W(ref r, o.D) = (ulong)U(ref r, o.A) * U(ref r, o.B); break;
                    case PtxCode.MulWideS32: W(ref r, o.D) = (ulong)((long)S(ref r, o.A) * S(ref r, o.B)); break;
                    case PtxCode.MulLo64: W(ref r, o.D) = W(ref r, o.A) * W(ref r, o.B); break;
                    case PtxCode.MadLo32: W(ref r, o.D) = U(ref r, o.A) * U(ref r, o.B) + U(ref r, o.C); break;
                    case PtxCode.MadWideU32: W(ref r, o.D) = (ulong)U(ref r, o.A) * U(ref r, o.B) + W(ref r, o.C); break;
                    case PtxCode.MadWideS32: W(ref r, o.D) = (ulong)((long)S(ref r, o.A) * S(ref r, o.B)) + W(ref r, o.C); break;
                    case PtxCode.MadLo64: W(ref r, o.D) = W(ref r, o.A) * W(ref r, o.B) + W(ref r, o.C); break;
                    case PtxCode.Add32: W(ref r, o.D) = U(ref r, o.A) + U(ref r, o.B); break;
                    case PtxCode.Sub32: W(ref r, o.D) = U(ref r, o.A) - U(ref r, o.B); break;
                    case PtxCode.Add64: W(ref r, o.D) = W(ref r, o.A) + W(ref r, o.B); break;
                    case PtxCode.Sub64: W(ref r, o.D) = W(ref r, o.A) - W(ref r, o.B); break;
                    case PtxCode.MinU32: W(ref r, o.D) = Math.Min(U(ref r, o.A), U(ref r, o.B)); break;
                    case PtxCode.MaxU32: W(ref r, o.D) = Math.Max(U(ref r, o.A), U(ref r, o.B)); break;
                    case PtxCode.MinS32: W(ref r, o.D) = (uint)Math.Min(S(ref r, o.A), S(ref r, o.B)); break;
                    case PtxCode.MaxS32: W(ref r, o.D) = (uint)Math.Max(S(ref r, o.A), S(ref r, o.B)); break;
                    case PtxCode.DivU32: W(ref r, o.D) = U(ref r, o.A) / NotZero(U(ref r, o.B)); break;
                    case PtxCode.RemU32: W(ref r, o.D) = U(ref r, o.A) % NotZero(U(ref r, o.B)); break;
                    case PtxCode.Neg32: W(ref r, o.D) = 0u - U(ref r, o.A); break;

                    // A shift by as many bits as there are, or more, leaves none; C# looks at its last bits alone.
                    case PtxCode.Shl32: W(ref r, o.D) = U(ref r, o.B) > 31 ? 0 : U(ref r, o.A) << (int)U(ref r, o.B); break;
                    case PtxCode.ShrU32: W(ref r, o.D) = U(ref r, o.B) > 31 ? 0 : U(ref r, o.A) >> (int)U(ref r, o.B); break;
                    case PtxCode.ShrS32: W(ref r, o.D) = (uint)(S(ref r, o.A) >> (int)Math.Min(U(ref r, o.B), 31)); break;
                    case PtxCode.Shl64: W(ref r, o.D) = U(ref r, o.B) > 63 ? 0 : W(ref r, o.A) << (int)U(ref r, o.B); break;
                    case PtxCode.ShrU64: W(ref r, o.D) = U(ref r, o.B) > 63 ? 0 : W(ref r, o.A) >> (int)U(ref r, o.B); break;
                    case PtxCode.And32: W(ref r, o.D) = U(ref r, o.A) & U(ref r, o.B); break;
                    case PtxCode.Or32: W(ref r, o.D) = U(ref r, o.A) | U(ref r, o.B); break;
                    case PtxCode.Xor32: W(ref r, o.D) = U(ref r, o.A) ^ U(ref r, o.B); break;
                    case PtxCode.Not32: W(ref r, o.D) = ~U(ref r, o.A); break;
                    case PtxCode.And64: W(ref r, o.D) = W(ref r, o.A) & W(ref r, o.B); break;
                    case PtxCode.Or64: W(ref r, o.D) = W(ref r, o.A) | W(ref r, o.B); break;
                    case PtxCode.Xor64: W(ref r, o.D) = W(ref r, o.A) ^ W(ref r, o.B); break;

                    case PtxCode.SetEq32: P(ref r, o.D, U(ref r, o.A) == U(ref r, o.B)); break;
                    case PtxCode.SetNe32: P(ref r, o.D, U(ref r, o.A) != U(ref r, o.B)); break;
                    case PtxCode.SetLtU32: P(ref r, o.D, U(ref r, o.A) < U(ref r, o.B)); break;
                    case PtxCode.SetLeU32: P(ref r, o.D, U(ref r, o.A) <= U(ref r, o.B)); break;
                    case PtxCode.SetGtU32: P(ref r, o.D, U(ref r, o.A) > U(ref r, o.B)); break;
                    case PtxCode.SetGeU32: P(ref r, o.D, U(ref r, o.A) >= U(ref r, o.B)); break;
                    case PtxCode.SetLtS32: P(ref r, o.D, S(ref r, o.A) < S(ref r, o.B)); break;
                    case PtxCode.SetLeS32: P(ref r, o.D, S(ref r, o.A) <= S(ref r, o.B)); break;
                    case PtxCode.SetGtS32: P(ref r, o.D, S(ref r, o.A) > S(ref r, o.B)); break;
                    case PtxCode.SetGeS32: P(ref r, o.D, S(ref r, o.A) >= S(ref r, o.B)); break;
                    case PtxCode.SetEq64: P(ref r, o.D, W(ref r, o.A) == W(ref r, o.B)); break;
                    case PtxCode.SetNe64: P(ref r, o.D, W(ref r, o.A) != W(ref r, o.B)); break;
                    case PtxCode.SetLtU64: P(ref r, o.D, W(ref r, o.A) < W(ref r, o.B)); break;
                    case PtxCode.SetLeU64: P(ref r, o.D, W(ref r, o.A) <= W(ref r, o.B)); break;
                    case PtxCode.SetGtU64: P(ref r, o.D, W(ref r, o.A) > W(ref r, o.B)); break;
                    case PtxCode.SetGeU64: P(ref r, o.D, W(ref r, o.A) >= W(ref r, o.B)); break;

                    // With a NaN all of them are false, .ne too; .neu is C#'s.
                    case PtxCode.SetEqF32: P(ref r, o.D, F(ref r, o.A) == F(ref r, o.B)); break;
                    case PtxCode.SetNeF32: P(ref r, o.D, F(ref r, o.A) < F(ref r, o.B) || F(ref r, o.A) > F(ref r, o.B)); break;
                    case PtxCode.SetLtF32: P(ref r, o.D, F(ref r, o.A) < F(ref r, o.B)); break;
                    case PtxCode.SetLeF32: P(ref r, o.D, F(ref r, o.A) <= F(ref r, o.B)); break;
                    case PtxCode.SetGtF32: P(ref r, o.D, F(ref r, o.A) > F(ref r, o.B)); break;
                    case PtxCode.SetGeF32: P(ref r, o.D, F(ref r, o.A) >= F(ref r, o.B)); break;
                    case PtxCode.SetNeuF32: P(ref r, o.D, F(ref r, o.A) != F(ref r, o.B)); break;
                    case PtxCode.SetNanF32: P(ref r, o.D, float.IsNaN(F(ref r, o.A)) || float.IsNaN(F(ref r, o.B))); break;
                    case PtxCode.Selp: W(ref r, o.D) = W(ref r, o.C) != 0 ? W(ref r, o.A) : W(ref r, o.B); break;
                    case PtxCode.AndPred: W(ref r, o.D) = W(ref r, o.A) & W(ref r, o.B); break;
                    case PtxCode.OrPred: W(ref r, o.D) = W(ref r, o.A) | W(ref r, o.B); break;
                    case PtxCode.XorPred: W(ref r, o.D) = W(ref r, o.A) ^ W(ref r, o.B); break;
                    case PtxCode.NotPred: W(ref r, o.D) = W(ref r, o.A) ^ 1; break;

                    case PtxCode.FmaF32: F(ref r, o.D, MathF.FusedMultiplyAdd(F(ref r, o.A), F(ref r, o.B), F(ref r, o.C))); break;
                    case PtxCode.AddF32: F(ref r, o.D, F(ref r, o.A) + F(ref r, o.B)); break;
                    case PtxCode.SubF32: F(ref r, o.D, F(ref r, o.A) - F(ref r, o.B)); break;
                    case PtxCode.MulF32: F(ref r, o.D, F(ref r, o.A) * F(ref r, o.B)); break;
                    case PtxCode.DivF32: F(ref r, o.D, F(ref r, o.A) / F(ref r, o.B)); break;
                    case PtxCode.SqrtF32: F(ref r, o.D, MathF.Sqrt(F(ref r, o.A))); break;
                    case PtxCode.NegF32: W(ref r, o.D) = U(ref r, o.A) ^ 0x8000_0000u; break;
                    case PtxCode.AbsF32: W(ref r, o.D) = U(ref r, o.A) & 0x7FFF_FFFFu; break;
                    case PtxCode.MaxF32: F(ref r, o.D, float.MaxNumber(F(ref r, o.A), F(ref r, o.B))); break;
                    case PtxCode.MinF32: F(ref r, o.D, float.MinNumber(F(ref r, o.A), F(ref r, o.B))); break;
                    case PtxCode.MaxNanF32: F(ref r, o.D, MathF.Max(F(ref r, o.A), F(ref r, o.B))); break;
                    case PtxCode.MinNanF32: F(ref r, o.D, MathF.Min(F(ref r, o.A), F(ref r, o.B))); break;
                    case PtxCode.CopySignF32: W(ref r, o.D) = (U(ref r, o.A) & 0x8000_0000u) | (U(ref r, o.B) & 0x7FFF_FFFFu); break;
                    default: Rare(in o, ref r, thread); break;
                }
            }
        }
        finally
        {
            Executed += executed;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref ulong W(ref ulong places, int place) => ref Unsafe.Add(ref places, place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint U(ref ulong places, int place) => (uint)Unsafe.Add(ref places, place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int S(ref ulong places, int place) => (int)Unsafe.Add(ref places, place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float F(ref ulong places, int place) => BitConverter.UInt32BitsToSingle((uint)Unsafe.Add(ref places, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void F(ref ulong places, int place, float value) => Unsafe.Add(ref places, place) = BitConverter.SingleToUInt32Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void P(ref ulong places, int place, bool value) => Unsafe.Add(ref places, place) = value ? 1ul : 0;

    private static uint NotZero(uint divisor) => divisor != 0 ? divisor : throw new PtxException("divides by 0");
}
