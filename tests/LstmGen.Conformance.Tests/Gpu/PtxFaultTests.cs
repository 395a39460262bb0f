namespace LstmGen.Conformance.Gpu;

/// <summary>What the interpreter refuses: texts that an assembler would not take, and programs that go wrong.</summary>
[Trait("Width", "any")]
public sealed class PtxFaultTests
{
    [Theory]
    [InlineData("add.f32 %f1, 0f00000000, 0f00000000;", "does not say .rn")]
    [InlineData("mad.f32 %f1, 0f00000000, 0f00000000, 0f00000000;", "does not say .rn")]
    [InlineData("fma.rn.ftz.f32 %f1, 0f00000000, 0f00000000, 0f00000000;", "other bits")]
    [InlineData("div.approx.f32 %f1, 0f00000000, 0f00000000;", "other bits")]
    [InlineData("ex2.approx.f32 %f1, 0f00000000;", "other bits")]
    [InlineData("popc.b32 %r1, 3;", "none of the instructions")]
    [InlineData("add.rn.f32 %f1, 1, 0f00000000;", "no constant")]
    [InlineData("add.u32 %r1, 0f00000000, 0;", "no constant")]
    [InlineData("add.u32 %r1, 4294967296, 0;", "does not fit 32 bits")]
    [InlineData("add.u32 %q1, 1, 0;", "does not take there")]
    [InlineData("add.u32 %f1, 1, 0;", "does not take there")]
    [InlineData("mov.f32 %d1, 0f00000000;", "does not take there")]
    [InlineData("mov.u32 %r32, 1;", "not declared")]
    [InlineData("mov.u32 %x1, 1;", "not declared")]
    [InlineData("mov.u32 7, %r1;", "no register")]
    [InlineData("mov.u32 %tid.x, 1;", "cannot be written")]
    [InlineData("mov.u32 %r1, 1", "semicolon")]
    [InlineData("mov.u32 %r1;", "expected 2 operands")]
    [InlineData("mov.u32 %r1, %r2;", "read and never written")]
    [InlineData("bra NOWHERE;", "no label")]
    [InlineData("ld.param.u64 %q1, [p+92];", "no 8 bytes at 92")]
    [InlineData("ld.param.u64 %q1, [x];", "parameter is p")]
    [InlineData("ld.shared.v4.f32 {%f1, %f2}, [smem];", "expected 4 registers")]
    [InlineData("ld.global.f32 %f1, [%r1];", "does not take there")]
    [InlineData("ld.local.f32 %f1, [%q0];", "none of the instructions")]
    [InlineData("bar.sync 1;", "only barrier 0")]
    public void What_is_no_text_of_the_subset_is_named(string statement, string expected)
    {
        string message = PtxProgram.Fault(statement);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith("PTX", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ld.global.u32 %r1, [%q0+256];", "word 64 of an allocation of 64 words")]
    [InlineData("ld.global.u32 %r1, [%q0+-4];", "no global memory")]
    [InlineData("st.global.u32 [%q0+2], 1;", "no multiple of 4")]
    [InlineData("ld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%q0+8];", "no multiple of 16")]
    [InlineData("ld.shared.u32 %r1, [smem];", "nobody of the block has written")]
    [InlineData("st.shared.u32 [smem+1024], 1;", "of which there are 1024 bytes")]
    [InlineData("mov.u32 %r1, 0;\nst.shared.u32 [%r1], 1;", "accesses shared memory at -1024")]
    [InlineData("mov.u32 %r1, 0;\ndiv.u32 %r1, 1, %r1;", "divides by 0")]
    [InlineData("AGAIN:\nbra AGAIN;", "may have no end")]
    public void What_goes_wrong_is_named_with_its_line_and_thread(string statements, string expected)
    {
        string message = PtxProgram.Fault(statements);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith("k, line ", message, StringComparison.Ordinal);
        Assert.Contains("block 0, 0, thread 0", message, StringComparison.Ordinal);
    }

    private const string Address = "mov.u32 %r1, %tid.x;\nshl.b32 %r2, %r1, 2;\nmov.u32 %r3, smem;\nadd.u32 %r2, %r2, %r3;\nsetp.eq.u32 %p1, %r1, 0;\nsetp.eq.u32 %p2, %r1, 1;\n";

    [Theory]
    [InlineData("st.shared.u32 [smem], %r1;", "wrote since the last barrier")]
    [InlineData("@%p1 st.shared.u32 [smem], 1;\n@%p2 ld.shared.u32 %r4, [smem];", "wrote since the last barrier")]
    [InlineData("@%p1 st.shared.u32 [smem], 1;\nbar.sync 0;\nld.shared.u32 %r4, [smem];\n@%p2 st.shared.u32 [smem], 1;", "read since the last barrier")]
    [InlineData("@%p1 st.global.u32 [%q0], 1;\n@%p2 ld.global.u32 %r4, [%q0];", "wrote since the last barrier")]
    [InlineData("ld.global.u32 %r4, [%q0];\n@%p2 st.global.u32 [%q0], 1;", "read since the last barrier")]
    public void A_race_within_a_block_is_found(string statements, string expected) =>
        Assert.Contains(expected, PtxProgram.Fault(Address + statements, threads: 4), StringComparison.Ordinal);

    [Theory]
    [InlineData("st.shared.u32 [%r2], %r1;\nld.shared.u32 %r4, [%r2];\nst.shared.u32 [%r2], %r4;")]
    [InlineData("@%p1 st.shared.u32 [smem], 1;\nbar.sync 0;\nld.shared.u32 %r4, [smem];\nbar.sync 0;\n@%p2 st.shared.u32 [smem], 1;")]
    [InlineData("ld.global.u32 %r4, [%q0];\nbar.sync 0;\n@%p1 st.global.u32 [%q0], %r4;\nbar.sync 0;\nld.global.u32 %r4, [%q0];")]
    public void What_barriers_put_in_order_is_no_race(string statements) => PtxProgram.Run(Address + statements, new uint[64], threads: 4);

    private const string Block = "mov.u32 %r1, %ctaid.x;\nsetp.eq.u32 %p1, %r1, 0;\nsetp.eq.u32 %p2, %r1, 2;\n";

    [Theory]
    [InlineData("st.global.u32 [%q0], %r1;", "another block of the launch wrote")]
    [InlineData("@%p1 st.global.u32 [%q0], 1;\n@%p2 ld.global.u32 %r2, [%q0];", "another block of the launch wrote")]
    [InlineData("ld.global.u32 %r2, [%q0];\n@%p2 st.global.u32 [%q0], 1;", "another block of the launch has read")]
    [InlineData("@%p1 ld.global.u32 %r2, [%q0];\n@%p2 ld.global.u32 %r2, [%q0];\n@%p2 st.global.u32 [%q0], 1;", "another block of the launch has read")]
    public void A_race_between_blocks_is_found(string statements, string expected) => Assert.Contains(expected, PtxProgram.Fault(Block + statements, blocks: 3), StringComparison.Ordinal);

    [Theory]
    [InlineData("@%p1 bar.sync 0;", "under a predicate")]
    [InlineData("@%p1 bra OUT;\nbar.sync 0;\nOUT:", "has ended")]
    [InlineData("@%p1 bra OTHER;\nbar.sync 0;\nbra OUT;\nOTHER:\nbar.sync 0;\nOUT:", "waits at the barrier in line")]
    public void Barriers_are_for_all_threads(string statements, string expected) => Assert.Contains(expected, PtxProgram.Fault(Address + statements, threads: 4), StringComparison.Ordinal);

    [Fact]
    public void Memory_that_nobody_wrote_is_read_by_nobody()
    {
        var memory = new PtxMemory();
        ulong address = memory.Allocate(64);
        byte[] arguments = new byte[PtxModule.ArgumentBytes];
        BitConverter.TryWriteBytes(arguments, address);
        PtxKernel kernel = new PtxModule(PtxProgram.Text("ld.param.u64 %q0, [p];\nld.global.u32 %r1, [%q0];")).Kernels["k"];
        Assert.Contains("nobody has written", Assert.Throws<PtxException>(() => new PtxInterpreter(memory).Launch(kernel, 1, 1, 1, 0, arguments)).Message, StringComparison.Ordinal);
        Assert.Contains("nobody has written", Assert.Throws<PtxException>(() => memory.Download(address, new uint[1])).Message, StringComparison.Ordinal);
        memory.Free(address);
        Assert.Contains("no global memory", Assert.Throws<PtxException>(() => memory.Download(address, new uint[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_launch_fits_the_kernel()
    {
        PtxKernel kernel = new PtxModule(PtxProgram.Text("")).Kernels["k"];
        var gpu = new PtxInterpreter(new PtxMemory());
        byte[] arguments = new byte[PtxModule.ArgumentBytes];
        Assert.Contains("1 to 256 threads, not 257", Assert.Throws<PtxException>(() => gpu.Launch(kernel, 1, 1, 257, 0, arguments)).Message, StringComparison.Ordinal);
        Assert.Contains("0 × 1 blocks", Assert.Throws<PtxException>(() => gpu.Launch(kernel, 0, 1, 1, 0, arguments)).Message, StringComparison.Ordinal);
        Assert.Contains("shared memory", Assert.Throws<PtxException>(() => gpu.Launch(kernel, 1, 1, 1, 228 * 1024, arguments)).Message, StringComparison.Ordinal);
        Assert.Contains("not 95", Assert.Throws<PtxException>(() => gpu.Launch(kernel, 1, 1, 1, 0, arguments.AsSpan(1))).Message, StringComparison.Ordinal);
    }
}
