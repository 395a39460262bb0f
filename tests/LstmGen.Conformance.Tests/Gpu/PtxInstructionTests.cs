namespace LstmGen.Conformance.Gpu;

/// <summary>Every instruction of the interpreter, beside C#.</summary>
[Trait("Width", "any")]
public sealed class PtxInstructionTests
{
    private static readonly uint[] _words = [0, 1, 2, 3, 31, 32, 33, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xDEAD_BEEF, 0x3F80_0000, 0x7F80_0000, 0x7FC0_0000, 0x0000_0001, 0x8000_0001];

    private static readonly float[] _floats =
    [
        0f, -0f, 1f, -1f, 1.5f, -2.75f, 1e-42f, -3e-45f, 3.4e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.1f, 1 / 3f, 16_777_217f, -7.5f, 2.5f, 3e9f,
    ];

    private static float F(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    private static uint B(float value) => BitConverter.SingleToUInt32Bits(value);

    private static uint B(bool value) => value ? 1u : 0u;

    /// <summary>Runs an instruction on three words and gives the word it makes.</summary>
    private static uint Of(string instruction, char kind, uint a, uint b, uint c)
    {
        uint[] buffer = [a, b, c, 0];
        string load = $"ld.global.b32 %{kind}1, [%q0];\nld.global.b32 %{kind}2, [%q0+4];\nld.global.b32 %{kind}3, [%q0+8];\n";
        PtxProgram.Run(load + instruction, buffer);
        return buffer[3];
    }

    private static void Integers(string instruction, Func<uint, uint, uint> expected)
    {
        foreach (uint a in _words)
        {
            foreach (uint b in _words) Assert.Equal((instruction, a, b, expected(a, b)), (instruction, a, b, Of($"{instruction} %r4, %r1, %r2;\nst.global.b32 [%q0+12], %r4;", 'r', a, b, 0)));
        }
    }

    private static void Floats(string instruction, Func<float, float, float> expected)
    {
        foreach (float a in _floats)
        {
            foreach (float b in _floats) Same(instruction, expected(a, b), F(Of($"{instruction} %f4, %f1, %f2;\nst.global.f32 [%q0+12], %f4;", 'f', B(a), B(b), 0)), a, b);
        }
    }

    private static void Same(string what, float expected, float actual, float a, float b) =>
        Assert.True(B(expected) == B(actual) || (float.IsNaN(expected) && float.IsNaN(actual)), $"{what} of {a:R} and {b:R} should be {expected:R}, was {actual:R}.");

    [Fact]
    public void Integers_of_32_bits()
    {
        Integers("add.u32", (a, b) => a + b);
        Integers("sub.s32", (a, b) => a - b);
        Integers("mul.lo.u32", (a, b) => a * b);
        Integers("mul.lo.s32", (a, b) => (uint)((int)a * (int)b));
        Integers("mul.hi.u32", (a, b) => (uint)((ulong)a * b / 0x1_0000_0000));
        Integers("mul.hi.s32", (a, b) => (uint)(Math.BigMul((int)a, (int)b) >> 32));
        Integers("min.u32", Math.Min);
        Integers("max.u32", Math.Max);
        Integers("min.s32", (a, b) => (uint)Math.Min((int)a, (int)b));
        Integers("max.s32", (a, b) => (uint)Math.Max((int)a, (int)b));
        Integers("and.b32", (a, b) => a & b);
        Integers("or.b32", (a, b) => a | b);
        Integers("xor.b32", (a, b) => a ^ b);
        Integers("shl.b32", (a, b) => b >= 32 ? 0 : a << (int)b);
        Integers("shr.b32", (a, b) => b >= 32 ? 0 : a >> (int)b);
        Integers("shr.u32", (a, b) => b >= 32 ? 0 : a >> (int)b);
        Integers("shr.s32", (a, b) => (uint)((long)(int)a >> (int)Math.Min(b, 63)));
        foreach (uint a in _words)
        {
            Assert.Equal(~a, Of("not.b32 %r4, %r1;\nst.global.b32 [%q0+12], %r4;", 'r', a, 0, 0));
            Assert.Equal((uint)-(int)a, Of("neg.s32 %r4, %r1;\nst.global.b32 [%q0+12], %r4;", 'r', a, 0, 0));
            Assert.Equal(a * 7 + 5, Of("mad.lo.u32 %r4, %r1, 7, 5;\nst.global.u32 [%q0+12], %r4;", 'r', a, 0, 0));
            Assert.Equal(a / 7, Of("div.u32 %r4, %r1, 7;\nst.global.u32 [%q0+12], %r4;", 'r', a, 0, 0));
            Assert.Equal(a % 7, Of("rem.u32 %r4, %r1, 7;\nst.global.u32 [%q0+12], %r4;", 'r', a, 0, 0));
        }
    }

    [Fact]
    public void Integers_of_64_bits()
    {
        foreach (uint a in _words)
        {
            foreach (uint b in _words)
            {
                ulong wide = a | ((ulong)b << 32);
                Wide("mul.wide.u32 %q2, %r1, %r2;", (ulong)a * b, a, b);
                Wide("mul.wide.s32 %q2, %r1, %r2;", (ulong)((long)(int)a * (int)b), a, b);
                Wide("mad.wide.u32 %q2, %r1, %r2, %q1;", (ulong)a * b + wide, a, b);
                Wide("cvt.u64.u32 %q2, %r1;", a, a, b);
                Wide("cvt.s64.s32 %q2, %r1;", (ulong)(int)a, a, b);
                Wide("add.u64 %q2, %q1, -5;", wide - 5, a, b);
                Wide("sub.s64 %q2, %q1, %q1;", 0, a, b);
                Wide("mul.lo.u64 %q2, %q1, %q1;", wide * wide, a, b);
                Wide("shl.b64 %q2, %q1, 33;", wide << 33, a, b);
                Wide("shr.u64 %q2, %q1, 33;", wide >> 33, a, b);
                Wide("xor.b64 %q2, %q1, 0x123456789abcdef0;", wide ^ 0x1234_5678_9abc_def0, a, b);
                Wide("cvt.u32.u64 %r3, %q1;\ncvt.u64.u32 %q2, %r3;", a, a, b);
            }
        }
    }

    private static void Wide(string instructions, ulong expected, uint a, uint b)
    {
        uint[] buffer = [a, b, 0, 0];
        PtxProgram.Run($"ld.global.u32 %r1, [%q0];\nld.global.u32 %r2, [%q0+4];\nld.global.u64 %q1, [%q0];\n{instructions}\nst.global.u64 [%q0+8], %q2;", buffer);
        Assert.Equal((instructions, expected), (instructions, buffer[2] | ((ulong)buffer[3] << 32)));
    }

    [Theory]
    [InlineData("eq", true, false, false)]
    [InlineData("ne", false, true, true)]
    [InlineData("lt", false, true, false)]
    [InlineData("le", true, true, false)]
    [InlineData("gt", false, false, true)]
    [InlineData("ge", true, false, true)]
    public void Comparisons(string relation, bool equal, bool less, bool greater)
    {
        bool Expected(int sign) => sign == 0 ? equal : sign < 0 ? less : greater;
        string store = "selp.b32 %r4, 1, 0, %p1;\nst.global.b32 [%q0+12], %r4;";
        foreach (uint a in _words)
        {
            foreach (uint b in _words)
            {
                Assert.Equal(B(Expected(a.CompareTo(b))), Of($"setp.{relation}.u32 %p1, %r1, %r2;\n{store}", 'r', a, b, 0));
                Assert.Equal(B(Expected(((int)a).CompareTo((int)b))), Of($"setp.{relation}.s32 %p1, %r1, %r2;\n{store}", 'r', a, b, 0));
                Assert.Equal(B(Expected(((ulong)a << 32).CompareTo((ulong)b << 32))), Of($"cvt.u64.u32 %q1, %r1;\nshl.b64 %q1, %q1, 32;\ncvt.u64.u32 %q2, %r2;\nshl.b64 %q2, %q2, 32;\nsetp.{relation}.u64 %p1, %q1, %q2;\n{store}", 'r', a, b, 0));
            }
        }

        foreach (float a in _floats)
        {
            foreach (float b in _floats)
            {
                bool expected = !float.IsNaN(a) && !float.IsNaN(b) && Expected(a < b ? -1 : a > b ? 1 : 0);
                Assert.Equal(B(expected), Of($"setp.{relation}.f32 %p1, %f1, %f2;\n{store}", 'f', B(a), B(b), 0));
            }
        }
    }

    [Fact]
    public void Floats_of_32_bits()
    {
        Floats("add.rn.f32", (a, b) => a + b);
        Floats("sub.rn.f32", (a, b) => a - b);
        Floats("mul.rn.f32", (a, b) => a * b);
        Floats("div.rn.f32", (a, b) => a / b);
        Floats("max.NaN.f32", MathF.Max);
        Floats("min.NaN.f32", MathF.Min);
        Floats("max.f32", (a, b) => float.IsNaN(a) ? b : float.IsNaN(b) ? a : MathF.Max(a, b));
        Floats("min.f32", (a, b) => float.IsNaN(a) ? b : float.IsNaN(b) ? a : MathF.Min(a, b));
        Floats("copysign.f32", (sign, size) => MathF.CopySign(size, sign));
        foreach (float a in _floats)
        {
            foreach (float b in _floats) Same("fma", MathF.FusedMultiplyAdd(a, b, 0.7f), F(Of("fma.rn.f32 %f4, %f1, %f2, 0f3F333333;\nst.global.f32 [%q0+12], %f4;", 'f', B(a), B(b), 0)), a, b);
            Same("neg", -a, F(Of("neg.f32 %f4, %f1;\nst.global.f32 [%q0+12], %f4;", 'f', B(a), 0, 0)), a, 0);
            Same("abs", MathF.Abs(a), F(Of("abs.f32 %f4, %f1;\nst.global.f32 [%q0+12], %f4;", 'f', B(a), 0, 0)), a, 0);
            Same("sqrt", MathF.Sqrt(a), F(Of("sqrt.rn.f32 %f4, %f1;\nst.global.f32 [%q0+12], %f4;", 'f', B(a), 0, 0)), a, 0);
        }

        Assert.Equal(unchecked((uint)-2), Of("cvt.rni.s32.f32 %r4, %f1;\nst.global.u32 [%q0+12], %r4;", 'f', B(-2.5f), 0, 0));
        Assert.Equal(B(-3f), Of("cvt.rn.f32.s32 %f4, %r1;\nst.global.f32 [%q0+12], %f4;", 'r', unchecked((uint)-3), 0, 0));
        Assert.Equal(B(4294967293f), Of("cvt.rn.f32.u32 %f4, %r1;\nst.global.f32 [%q0+12], %f4;", 'r', unchecked((uint)-3), 0, 0));
    }

    [Fact]
    public void Floats_of_64_bits()
    {
        foreach (float a in _floats)
        {
            foreach (float b in _floats)
            {
                void Check(string instruction, double expected)
                {
                    string text = $"cvt.f64.f32 %d1, %f1;\ncvt.f64.f32 %d2, %f2;\n{instruction};\ncvt.rn.f32.f64 %f4, %d3;\nst.global.f32 [%q0+12], %f4;";
                    Same(instruction, (float)expected, F(Of(text, 'f', B(a), B(b), 0)), a, b);
                }

                Check("add.rn.f64 %d3, %d1, %d2", (double)a + b);
                Check("sub.rn.f64 %d3, %d1, %d2", (double)a - b);
                Check("mul.rn.f64 %d3, %d1, %d2", (double)a * b);
                Check("div.rn.f64 %d3, %d1, %d2", (double)a / b);
                Check("fma.rn.f64 %d3, %d1, %d2, 0d3FE6666666666666", Math.FusedMultiplyAdd(a, b, 0.7));
                Check("sqrt.rn.f64 %d3, %d1", Math.Sqrt(a));
            }
        }
    }

    [Fact]
    public void Predicates_branches_and_vectors()
    {
        uint[] buffer = [.. Enumerable.Range(0, 16).Select(i => (uint)i)];
        PtxProgram.Run(
            """
            mov.u32 %r1, 0;
            mov.u32 %r2, smem;
            ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%q0+16];
            st.shared.v4.f32 [%r2+32], {%f4, %f3, %f2, %f1};
            ld.shared.v2.f32 {%f5, %f6}, [%r2+40];
            LOOP:
            add.u32 %r1, %r1, 1;
            setp.lt.u32 %p1, %r1, 10;
            @%p1 bra LOOP;
            setp.eq.u32 %p2, %r1, 10;
            and.pred %p3, %p1, %p2;
            or.pred %p4, %p1, %p2;
            not.pred %p5, %p3;
            @!%p3 st.global.u32 [%q0], %r1;
            @%p3 st.global.u32 [%q0], 77;
            @%p4 st.global.u32 [%q0+4], 5;
            @!%p5 st.global.u32 [%q0+4], 6;
            st.global.v2.f32 [%q0+8], {%f5, %f6};
            bra.uni END;
            st.global.u32 [%q0], 99;
            END:
            """,
            buffer);
        Assert.Equal([10, 5, 5, 4], buffer[..4]);
    }

    [Fact]
    public void Threads_wait_for_each_other_and_know_their_numbers()
    {
        uint[] buffer = new uint[64];
        PtxProgram.Run(
            """
            mov.u32 %r1, %tid.x;
            mov.u32 %r2, %ntid.x;
            mov.u32 %r3, %ctaid.x;
            mov.u32 %r9, smem;
            shl.b32 %r4, %r1, 2;
            add.u32 %r4, %r4, %r9;
            mad.lo.u32 %r5, %r3, %r2, %r1;
            st.shared.u32 [%r4], %r5;
            bar.sync 0;
            xor.b32 %r6, %r1, 15;
            shl.b32 %r6, %r6, 2;
            add.u32 %r6, %r6, %r9;
            ld.shared.u32 %r7, [%r6];
            mul.wide.u32 %q1, %r5, 4;
            add.u64 %q1, %q1, %q0;
            st.global.u32 [%q1], %r7;
            """,
            buffer,
            blocks: 4,
            threads: 16);
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (uint)(i ^ 15)), buffer);
    }
}
