using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using LstmGen.Generator.Gpu;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Gpu;

/// <summary>What the generator writes and what the library and the assembler take for it.</summary>
[Trait("Width", "any")]
public sealed class GpuTextTests
{
    /// <summary>The generator has the offsets of the argument in numbers of its own: it knows no type of the library.</summary>
    [Fact]
    public void Kernels_find_their_argument_where_the_library_lays_it()
    {
        Dictionary<string, int> written = typeof(GpuArgument).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);
        Dictionary<string, int> laid = typeof(GpuArguments).GetFields(BindingFlags.Public | BindingFlags.Instance).ToDictionary(field => field.Name, field => (int)Marshal.OffsetOf<GpuArguments>(field.Name));
        Assert.Equal(laid.OrderBy(pair => pair.Value), written.OrderBy(pair => pair.Value));
    }

    /// <summary>Every kernel assembles for the GPUs of today, and none spills its registers into memory.</summary>
    [Fact]
    public async Task Kernels_assemble_without_spills()
    {
        string? assembler = Assembler();
        Assert.SkipWhen(assembler is null, "ptxas, the assembler of NVIDIA's toolkit, is not installed.");
        string folder = Directory.CreateTempSubdirectory("ptx").FullName;
        try
        {
            foreach (SequenceModel model in (SequenceModel[])[new GpuSeries(), new GpuStack(), new GpuTagger()])
            {
                string source = Path.Combine(folder, model.GetType().Name + ".ptx");
                await File.WriteAllTextAsync(source, model.Kernels.Gpu!.Ptx, TestContext.Current.CancellationToken);
                using Process process = Process.Start(new ProcessStartInfo(assembler!, ["-arch=sm_90", "-v", source, "-o", Path.Combine(folder, "out.cubin")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                string said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.True(process.ExitCode == 0, said);
                Assert.All(said.Split('\n').Where(line => line.Contains("spill", StringComparison.Ordinal)), line => Assert.Contains(" 0 bytes spill stores, 0 bytes spill loads", line, StringComparison.Ordinal));
                Assert.True(said.Split('\n').Count(line => line.Contains("registers", StringComparison.Ordinal)) >= 5, string.Create(CultureInfo.InvariantCulture, $"Expected a line of registers a kernel, but got {said}."));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Assembler() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/local/cuda/bin").Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, "ptxas")).FirstOrDefault(File.Exists);
}
