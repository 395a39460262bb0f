using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Environments;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Benchmarks;

/// <summary>What the figures below it were measured with.</summary>
internal static class Header
{
    public static void Print()
    {
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        Version? version = typeof(SequenceModel).Assembly.GetName().Version;
        RatioRun.Note($"LstmGen {version?.ToString(3)}, {RuntimeInformation.FrameworkDescription}, ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {Processor()}, vectors of {width} bits, {RuntimeInformation.OSDescription}");
#if DEBUG
        Console.Error.WriteLine("This is a debug build: measure with -c Release.");
#endif
    }

    private static string Processor()
    {
        var cpu = HostEnvironmentInfo.GetCurrent().Cpu.Value;
        return $"{cpu?.ProcessorName ?? "unknown processor"} ({Environment.ProcessorCount} logical cores)";
    }
}
