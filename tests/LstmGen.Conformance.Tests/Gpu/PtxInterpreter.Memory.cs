using System.Buffers.Binary;

namespace LstmGen.Conformance.Gpu;

// Memory, arguments, and what is rare.
internal sealed partial class PtxInterpreter
{
    private void Rare(in PtxOp o, ref ulong r, int thread)
    {
        switch (o.Code)
        {
            case PtxCode.LdParam32: W(ref r, o.D) = BinaryPrimitives.ReadUInt32LittleEndian(_arguments.AsSpan(o.Offset)); break;
            case PtxCode.LdParam64: W(ref r, o.D) = BinaryPrimitives.ReadUInt64LittleEndian(_arguments.AsSpan(o.Offset)); break;
            case PtxCode.LdGlobal32: W(ref r, o.D) = memory.ReadGlobal(Global(in o, ref r, 4), thread); break;
            case PtxCode.StGlobal32: memory.WriteGlobal(Global(in o, ref r, 4), U(ref r, o.D), thread); break;
            case PtxCode.LdShared32: W(ref r, o.D) = memory.ReadShared(Shared(in o, ref r, 4), thread); break;
            case PtxCode.StShared32: memory.WriteShared(Shared(in o, ref r, 4), U(ref r, o.D), thread); break;
            case PtxCode.LdGlobalV4 or PtxCode.LdGlobalV2: LoadGlobal(in o, ref r, thread); break;
            case PtxCode.StGlobalV4 or PtxCode.StGlobalV2: StoreGlobal(in o, ref r, thread); break;
            case PtxCode.LdSharedV4 or PtxCode.LdSharedV2: LoadShared(in o, ref r, thread); break;
            case PtxCode.StSharedV4 or PtxCode.StSharedV2: StoreShared(in o, ref r, thread); break;
            case PtxCode.LdGlobal64:
                {
                    ulong address = Global(in o, ref r, 8);
                    W(ref r, o.D) = memory.ReadGlobal(address, thread) | ((ulong)memory.ReadGlobal(address + 4, thread) << 32);
                    break;
                }

            case PtxCode.StGlobal64:
                {
                    ulong address = Global(in o, ref r, 8), value = W(ref r, o.D);
                    memory.WriteGlobal(address, (uint)value, thread);
                    memory.WriteGlobal(address + 4, (uint)(value >> 32), thread);
                    break;
                }

            case PtxCode.LdShared64:
                {
                    uint address = Shared(in o, ref r, 8);
                    W(ref r, o.D) = memory.ReadShared(address, thread) | ((ulong)memory.ReadShared(address + 4, thread) << 32);
                    break;
                }

            case PtxCode.StShared64:
                {
                    uint address = Shared(in o, ref r, 8);
                    ulong value = W(ref r, o.D);
                    memory.WriteShared(address, (uint)value, thread);
                    memory.WriteShared(address + 4, (uint)(value >> 32), thread);
                    break;
                }

            case PtxCode.FmaF64: D(ref r, o.D, Math.FusedMultiplyAdd(D(ref r, o.A), D(ref r, o.B), D(ref r, o.C))); break;
            case PtxCode.AddF64: D(ref r, o.D, D(ref r, o.A) + D(ref r, o.B)); break;
            case PtxCode.SubF64: D(ref r, o.D, D(ref r, o.A) - D(ref r, o.B)); break;
            case PtxCode.MulF64: D(ref r, o.D, D(ref r, o.A) * D(ref r, o.B)); break;
            case PtxCode.DivF64: D(ref r, o.D, D(ref r, o.A) / D(ref r, o.B)); break;
            case PtxCode.SqrtF64: D(ref r, o.D, Math.Sqrt(D(ref r, o.A))); break;
            case PtxCode.NegF64: W(ref r, o.D) = W(ref r, o.A) ^ (1UL << 63); break;
            case PtxCode.AbsF64: W(ref r, o.D) = W(ref r, o.A) & ~(1UL << 63); break;
            case PtxCode.WidenF32: D(ref r, o.D, F(ref r, o.A)); break;
            case PtxCode.NarrowF64: F(ref r, o.D, (float)D(ref r, o.A)); break;
            case PtxCode.FromS32: F(ref r, o.D, S(ref r, o.A)); break;
            case PtxCode.FromU32: F(ref r, o.D, U(ref r, o.A)); break;
            case PtxCode.NearestS32: W(ref r, o.D) = Nearest(F(ref r, o.A)); break;
            default: throw new PtxException($"has no {o.Code}");
        }
    }

    private void LoadGlobal(in PtxOp o, ref ulong r, int thread)
    {
        bool four = o.Code == PtxCode.LdGlobalV4;
        ulong address = Global(in o, ref r, four ? 16u : 8);
        W(ref r, o.D) = memory.ReadGlobal(address, thread);
        W(ref r, o.A) = memory.ReadGlobal(address + 4, thread);
        if (!four) return;
        W(ref r, o.B) = memory.ReadGlobal(address + 8, thread);
        W(ref r, o.C) = memory.ReadGlobal(address + 12, thread);
    }

    private void StoreGlobal(in PtxOp o, ref ulong r, int thread)
    {
        bool four = o.Code == PtxCode.StGlobalV4;
        ulong address = Global(in o, ref r, four ? 16u : 8);
        memory.WriteGlobal(address, U(ref r, o.D), thread);
        memory.WriteGlobal(address + 4, U(ref r, o.A), thread);
        if (!four) return;
        memory.WriteGlobal(address + 8, U(ref r, o.B), thread);
        memory.WriteGlobal(address + 12, U(ref r, o.C), thread);
    }

    private void LoadShared(in PtxOp o, ref ulong r, int thread)
    {
        bool four = o.Code == PtxCode.LdSharedV4;
        uint address = Shared(in o, ref r, four ? 16u : 8);
        W(ref r, o.D) = memory.ReadShared(address, thread);
        W(ref r, o.A) = memory.ReadShared(address + 4, thread);
        if (!four) return;
        W(ref r, o.B) = memory.ReadShared(address + 8, thread);
        W(ref r, o.C) = memory.ReadShared(address + 12, thread);
    }

    private void StoreShared(in PtxOp o, ref ulong r, int thread)
    {
        bool four = o.Code == PtxCode.StSharedV4;
        uint address = Shared(in o, ref r, four ? 16u : 8);
        memory.WriteShared(address, U(ref r, o.D), thread);
        memory.WriteShared(address + 4, U(ref r, o.A), thread);
        if (!four) return;
        memory.WriteShared(address + 8, U(ref r, o.B), thread);
        memory.WriteShared(address + 12, U(ref r, o.C), thread);
    }

    private static ulong Global(in PtxOp o, ref ulong r, uint alignment)
    {
        ulong address = W(ref r, o.Address) + (ulong)(long)o.Offset;
        return (address & (alignment - 1)) == 0 ? address : throw new PtxException($"accesses 0x{address:x}, which is no multiple of {alignment}");
    }

    private static uint Shared(in PtxOp o, ref ulong r, uint alignment)
    {
        ulong address = W(ref r, o.Address) + (ulong)(long)o.Offset;
        if ((address & (alignment - 1)) != 0) throw new PtxException($"accesses shared memory at {address - PtxMemory.SharedBase}, which is no multiple of {alignment}");
        return address <= uint.MaxValue ? (uint)address : throw new PtxException($"accesses shared memory at 0x{address:x}");
    }

    private static double D(ref ulong places, int place) => BitConverter.UInt64BitsToDouble(W(ref places, place));

    private static void D(ref ulong places, int place, double value) => W(ref places, place) = BitConverter.DoubleToUInt64Bits(value);

    /// <summary>The nearest integer, even ones at halves; the nearest that there is where it is too large, and 0 for NaN.</summary>
    private static uint Nearest(float value) =>
        float.IsNaN(value) ? 0 : (uint)(int)Math.Clamp(Math.Round((double)value, MidpointRounding.ToEven), int.MinValue, int.MaxValue);
}
