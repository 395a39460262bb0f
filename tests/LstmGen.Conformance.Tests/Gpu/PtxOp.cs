namespace LstmGen.Conformance.Gpu;

/// <summary>What an instruction does; types that do the same share one.</summary>
internal enum PtxCode : ushort
{
    Bra, Ret, Bar,
    Mov32, Mov64, Narrow, SignExtend,
    MulLo32, MulHiU32, MulHiS32, MulWideU32, MulWideS32, MulLo64, MadLo32, MadWideU32, MadWideS32, MadLo64,
    Add32, Sub32, Add64, Sub64, MinU32, MaxU32, MinS32, MaxS32, DivU32, RemU32,
    Shl32, ShrU32, ShrS32, Shl64, ShrU64, And32, Or32, Xor32, Not32, And64, Or64, Xor64, Neg32,
    SetEq32, SetNe32, SetLtU32, SetLeU32, SetGtU32, SetGeU32, SetLtS32, SetLeS32, SetGtS32, SetGeS32,
    SetEq64, SetNe64, SetLtU64, SetLeU64, SetGtU64, SetGeU64,
    SetEqF32, SetNeF32, SetLtF32, SetLeF32, SetGtF32, SetGeF32, SetNeuF32, SetNanF32,
    Selp, AndPred, OrPred, XorPred, NotPred,
    FmaF32, AddF32, SubF32, MulF32, DivF32, SqrtF32, NegF32, AbsF32, MaxF32, MinF32, MaxNanF32, MinNanF32, CopySignF32,
    FmaF64, AddF64, SubF64, MulF64, DivF64, SqrtF64, NegF64, AbsF64,
    WidenF32, NarrowF64, FromS32, FromU32, NearestS32,
    LdParam32, LdParam64,
    LdGlobal32, LdGlobal64, LdGlobalV2, LdGlobalV4, StGlobal32, StGlobal64, StGlobalV2, StGlobalV4,
    LdShared32, LdShared64, LdSharedV2, LdSharedV4, StShared32, StShared64, StSharedV2, StSharedV4,
}

/// <summary>An instruction, decoded: registers, constants and special registers are all places in one array of 64-bit values.</summary>
internal struct PtxOp
{
    public PtxCode Code;

    /// <summary>The value of the predicate with which it is left out: 0, or 1 for <c>@!</c>.</summary>
    public ushort Skip;

    /// <summary>The place of its predicate; of an instruction without one, that of a constant 1.</summary>
    public int Predicate;

    /// <summary>Its destination, or the first of several values.</summary>
    public int D;

    /// <summary>Sources, or further values of a vector.</summary>
    public int A, B, C;

    /// <summary>The place of an address.</summary>
    public int Address;

    /// <summary>What is added to the address; of a branch, where it leads.</summary>
    public int Offset;
}

/// <summary>A kernel, decoded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ops">Its instructions.</param>
/// <param name="Lines">The line of each in the text, counted from 1.</param>
/// <param name="Places">What the places of a thread hold when it begins.</param>
/// <param name="Text">The lines of the module.</param>
/// <param name="MaxThreads">The most threads of a block.</param>
/// <param name="StaticShared">Bytes of shared memory that it declares.</param>
internal sealed record PtxKernel(string Name, PtxOp[] Ops, int[] Lines, ulong[] Places, string[] Text, int MaxThreads, int StaticShared)
{
    /// <summary>Places that every kernel has.</summary>
    public const int True = 0, TidX = 1, NtidX = 2, CtaidX = 3, CtaidY = 4, NctaidX = 5, NctaidY = 6, FirstFree = 7;

    /// <summary>What a register holds that nobody has written: no number as 32 bits and as 64, and far from any address.</summary>
    public const ulong Unwritten = 0xFFFA_DEAD_7FAD_DEAD;

    /// <summary>Where an instruction stands, in words.</summary>
    public string At(int op) => $"{Name}, line {Lines[op]}: {Text[Lines[op] - 1].Trim()}";
}

/// <summary>A text that is no PTX, or not of the subset, or a program that goes wrong.</summary>
internal sealed class PtxException(string message) : Exception(message);
