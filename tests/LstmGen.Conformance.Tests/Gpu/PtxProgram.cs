namespace LstmGen.Conformance.Gpu;

/// <summary>A kernel for a test: some statements, between a text's beginning and its end, and memory to run it on.</summary>
internal static class PtxProgram
{
    /// <summary>The text of a module with one kernel, k.</summary>
    public static string Text(string statements) => Head + Kernel("k", statements);

    /// <summary>What a module begins with.</summary>
    public const string Head = ".version 7.8\n.target sm_80\n.address_size 64\n\n.extern .shared .align 16 .b8 smem[];\n\n";

    /// <summary>A kernel.</summary>
    public static string Kernel(string name, string statements) => $$"""
        .visible .entry {{name}}(.param .align 8 .b8 p[96])
        .maxntid 256, 1, 1
        {
            .reg .pred %p<8>;
            .reg .b32 %r<32>;
            .reg .b64 %q<32>;
            .reg .f32 %f<32>;
            .reg .f64 %d<32>;
            {{statements.ReplaceLineEndings("\n")}}
            ret;
        }

        """;

    /// <summary>Runs statements, with the address of a buffer in %q0 (from the first eight bytes of the arguments).</summary>
    /// <param name="statements">They may use registers %p, %r, %q, %f and %d.</param>
    /// <param name="buffer">What the buffer holds, and then holds.</param>
    /// <param name="blocks">Blocks.</param>
    /// <param name="threads">Of a block.</param>
    public static void Run(string statements, uint[] buffer, int blocks = 1, int threads = 1)
    {
        var memory = new PtxMemory();
        ulong address = memory.Allocate(buffer.Length * 4L);
        memory.Upload(address, buffer);
        byte[] arguments = new byte[PtxModule.ArgumentBytes];
        BitConverter.TryWriteBytes(arguments, address);
        var module = new PtxModule(Text("ld.param.u64 %q0, [p];\n" + statements));
        new PtxInterpreter(memory) { MostInstructions = 1_000_000 }.Launch(module.Kernels["k"], blocks, 1, threads, 1024, arguments);
        memory.Download(address, buffer);
    }

    /// <summary>The message of what goes wrong.</summary>
    public static string Fault(string statements, int blocks = 1, int threads = 1) =>
        Assert.Throws<PtxException>(() => Run(statements, new uint[64], blocks, threads)).Message;
}
