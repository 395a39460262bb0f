namespace LstmGen.Conformance.Gpu;

/// <summary>
/// The instructions without memory, each with the kinds of its operands, the destination first: p a predicate, f and d floats of 32 and 64 bits, u and U integers of 32 and 64 bits, b and B 32 and 64 bits of anything.
/// </summary>
internal static class PtxTable
{
    private static readonly Dictionary<string, (PtxCode, string)> _instructions = Build();

    /// <summary>An instruction by its name; null for one that there is none of.</summary>
    public static (PtxCode Code, string Kinds)? Find(string name) => _instructions.TryGetValue(name, out (PtxCode, string) found) ? found : null;

    /// <summary>Why an instruction is not there.</summary>
    public static string WhyNot(string name)
    {
        string[] parts = name.Split('.');
        bool floats = parts[^1] is "f32" or "f64";
        if (Array.Exists(parts, p => p is "ftz" or "approx" or "full" or "sat")) return $"{name} has other bits than the processor";
        if (floats && parts[0] is "add" or "sub" or "mul" or "fma" or "div" or "sqrt" or "mad" or "rcp" && !Array.Exists(parts, p => p == "rn")) return $"{name} does not say .rn, so that it may be contracted";
        return $"{name} is none of the instructions that are known here";
    }

    private static Dictionary<string, (PtxCode, string)> Build()
    {
        Dictionary<string, (PtxCode, string)> all = [];
        void Add(PtxCode code, string kinds, params ReadOnlySpan<string> names)
        {
            foreach (string name in names) all.Add(name, (code, kinds));
        }

        Add(PtxCode.Mov32, "bb", "mov.b32");
        Add(PtxCode.Mov32, "uu", "mov.u32", "mov.s32");
        Add(PtxCode.Mov32, "ff", "mov.f32");
        Add(PtxCode.Mov64, "BB", "mov.b64");
        Add(PtxCode.Mov64, "UU", "mov.u64", "mov.s64");
        Add(PtxCode.Mov64, "dd", "mov.f64");
        Add(PtxCode.Mov32, "pp", "mov.pred");
        Add(PtxCode.Mov64, "Uu", "cvt.u64.u32");
        Add(PtxCode.Narrow, "uU", "cvt.u32.u64");
        Add(PtxCode.SignExtend, "Uu", "cvt.s64.s32");

        Add(PtxCode.MulLo32, "uuu", "mul.lo.u32", "mul.lo.s32");
        Add(PtxCode.MulHiU32, "uuu", "mul.hi.u32");
        Add(PtxCode.MulHiS32, "uuu", "mul.hi.s32");
        Add(PtxCode.MulWideU32, "Uuu", "mul.wide.u32");
        Add(PtxCode.MulWideS32, "Uuu", "mul.wide.s32");
        Add(PtxCode.MulLo64, "UUU", "mul.lo.u64", "mul.lo.s64");
        Add(PtxCode.MadLo32, "uuuu", "mad.lo.u32", "mad.lo.s32");
        Add(PtxCode.MadWideU32, "UuuU", "mad.wide.u32");
        Add(PtxCode.MadWideS32, "UuuU", "mad.wide.s32");
        Add(PtxCode.MadLo64, "UUUU", "mad.lo.u64", "mad.lo.s64");
        Add(PtxCode.Add32, "uuu", "add.u32", "add.s32");
        Add(PtxCode.Sub32, "uuu", "sub.u32", "sub.s32");
        Add(PtxCode.Add64, "UUU", "add.u64", "add.s64");
        Add(PtxCode.Sub64, "UUU", "sub.u64", "sub.s64");
        Add(PtxCode.MinU32, "uuu", "min.u32");
        Add(PtxCode.MaxU32, "uuu", "max.u32");
        Add(PtxCode.MinS32, "uuu", "min.s32");
        Add(PtxCode.MaxS32, "uuu", "max.s32");
        Add(PtxCode.DivU32, "uuu", "div.u32");
        Add(PtxCode.RemU32, "uuu", "rem.u32");
        Add(PtxCode.Neg32, "uu", "neg.s32");

        Add(PtxCode.Shl32, "bbu", "shl.b32");
        Add(PtxCode.ShrU32, "bbu", "shr.b32");
        Add(PtxCode.ShrU32, "uuu", "shr.u32");
        Add(PtxCode.ShrS32, "uuu", "shr.s32");
        Add(PtxCode.Shl64, "BBu", "shl.b64");
        Add(PtxCode.ShrU64, "BBu", "shr.b64");
        Add(PtxCode.ShrU64, "UUu", "shr.u64");
        Add(PtxCode.And32, "bbb", "and.b32");
        Add(PtxCode.Or32, "bbb", "or.b32");
        Add(PtxCode.Xor32, "bbb", "xor.b32");
        Add(PtxCode.Not32, "bb", "not.b32");
        Add(PtxCode.And64, "BBB", "and.b64");
        Add(PtxCode.Or64, "BBB", "or.b64");
        Add(PtxCode.Xor64, "BBB", "xor.b64");

        AddComparisons(Add);
        Add(PtxCode.Selp, "bbbp", "selp.b32");
        Add(PtxCode.Selp, "uuup", "selp.u32", "selp.s32");
        Add(PtxCode.Selp, "fffp", "selp.f32");
        Add(PtxCode.Selp, "UUUp", "selp.u64", "selp.s64");
        Add(PtxCode.Selp, "BBBp", "selp.b64");
        Add(PtxCode.Selp, "dddp", "selp.f64");
        Add(PtxCode.AndPred, "ppp", "and.pred");
        Add(PtxCode.OrPred, "ppp", "or.pred");
        Add(PtxCode.XorPred, "ppp", "xor.pred");
        Add(PtxCode.NotPred, "pp", "not.pred");

        AddFloats(Add);
        return all;
    }

    private delegate void Adder(PtxCode code, string kinds, params ReadOnlySpan<string> names);

    private static void AddComparisons(Adder add)
    {
        add(PtxCode.SetEq32, "puu", "setp.eq.u32", "setp.eq.s32");
        add(PtxCode.SetEq32, "pbb", "setp.eq.b32");
        add(PtxCode.SetNe32, "puu", "setp.ne.u32", "setp.ne.s32");
        add(PtxCode.SetNe32, "pbb", "setp.ne.b32");
        add(PtxCode.SetLtU32, "puu", "setp.lt.u32");
        add(PtxCode.SetLeU32, "puu", "setp.le.u32");
        add(PtxCode.SetGtU32, "puu", "setp.gt.u32");
        add(PtxCode.SetGeU32, "puu", "setp.ge.u32");
        add(PtxCode.SetLtS32, "puu", "setp.lt.s32");
        add(PtxCode.SetLeS32, "puu", "setp.le.s32");
        add(PtxCode.SetGtS32, "puu", "setp.gt.s32");
        add(PtxCode.SetGeS32, "puu", "setp.ge.s32");
        add(PtxCode.SetEq64, "pUU", "setp.eq.u64", "setp.eq.s64");
        add(PtxCode.SetNe64, "pUU", "setp.ne.u64", "setp.ne.s64");
        add(PtxCode.SetLtU64, "pUU", "setp.lt.u64");
        add(PtxCode.SetLeU64, "pUU", "setp.le.u64");
        add(PtxCode.SetGtU64, "pUU", "setp.gt.u64");
        add(PtxCode.SetGeU64, "pUU", "setp.ge.u64");
        add(PtxCode.SetEqF32, "pff", "setp.eq.f32");
        add(PtxCode.SetNeF32, "pff", "setp.ne.f32");
        add(PtxCode.SetLtF32, "pff", "setp.lt.f32");
        add(PtxCode.SetLeF32, "pff", "setp.le.f32");
        add(PtxCode.SetGtF32, "pff", "setp.gt.f32");
        add(PtxCode.SetGeF32, "pff", "setp.ge.f32");
        add(PtxCode.SetNeuF32, "pff", "setp.neu.f32");
        add(PtxCode.SetNanF32, "pff", "setp.nan.f32");
    }

    private static void AddFloats(Adder add)
    {
        add(PtxCode.FmaF32, "ffff", "fma.rn.f32");
        add(PtxCode.AddF32, "fff", "add.rn.f32");
        add(PtxCode.SubF32, "fff", "sub.rn.f32");
        add(PtxCode.MulF32, "fff", "mul.rn.f32");
        add(PtxCode.DivF32, "fff", "div.rn.f32");
        add(PtxCode.SqrtF32, "ff", "sqrt.rn.f32");
        add(PtxCode.NegF32, "ff", "neg.f32");
        add(PtxCode.AbsF32, "ff", "abs.f32");
        add(PtxCode.MaxF32, "fff", "max.f32");
        add(PtxCode.MinF32, "fff", "min.f32");
        add(PtxCode.MaxNanF32, "fff", "max.NaN.f32");
        add(PtxCode.MinNanF32, "fff", "min.NaN.f32");
        add(PtxCode.CopySignF32, "fff", "copysign.f32");
        add(PtxCode.FmaF64, "dddd", "fma.rn.f64");
        add(PtxCode.AddF64, "ddd", "add.rn.f64");
        add(PtxCode.SubF64, "ddd", "sub.rn.f64");
        add(PtxCode.MulF64, "ddd", "mul.rn.f64");
        add(PtxCode.DivF64, "ddd", "div.rn.f64");
        add(PtxCode.SqrtF64, "dd", "sqrt.rn.f64");
        add(PtxCode.NegF64, "dd", "neg.f64");
        add(PtxCode.AbsF64, "dd", "abs.f64");
        add(PtxCode.WidenF32, "df", "cvt.f64.f32");
        add(PtxCode.NarrowF64, "fd", "cvt.rn.f32.f64");
        add(PtxCode.FromS32, "fu", "cvt.rn.f32.s32");
        add(PtxCode.FromU32, "fu", "cvt.rn.f32.u32");
        add(PtxCode.NearestS32, "uf", "cvt.rni.s32.f32");
    }
}
