using System.Reflection;
using System.Runtime.InteropServices;

namespace LstmGen.Cuda.Driver;

/// <summary>Finds the driver's library, which comes with the driver and with nothing else, and turns its error codes into exceptions.</summary>
internal static class CudaLibrary
{
    /// <summary>What calls name it.</summary>
    public const string Name = "lstmgen-cuda-driver";

    /// <summary>CUDA 11.8, whose driver is the first to read PTX of version 7.8.</summary>
    public const int LeastVersion = 11_080;

    /// <summary>The code of a device that has not so much memory.</summary>
    public const int OutOfMemory = 2;

    private static readonly Lazy<string?> _missing = new(Begin);
    private static nint _handle;

    /// <summary>What keeps the driver from being used, in one line; null where nothing does.</summary>
    public static string? Missing => _missing.Value;

    /// <summary>Throws for what is no success.</summary>
    /// <param name="code">What a call returned.</param>
    /// <param name="call">Its name.</param>
    /// <exception cref="InsufficientMemoryException">The device has not so much memory.</exception>
    /// <exception cref="InvalidOperationException">Anything else.</exception>
    public static void Check(int code, string call)
    {
        if (code == 0) return;
        string message = $"{call} of the CUDA driver failed: {Describe(code)}.";
        throw code == OutOfMemory ? new InsufficientMemoryException(message) : new InvalidOperationException(message);
    }

    /// <summary>An error code in words.</summary>
    public static string Describe(int code)
    {
        string name = CudaCalls.cuGetErrorName(code, out nint text) == 0 ? Marshal.PtrToStringUTF8(text) ?? "" : "";
        string words = CudaCalls.cuGetErrorString(code, out text) == 0 ? Marshal.PtrToStringUTF8(text) ?? "" : "";
        return $"{words} ({name} {code})";
    }

    private static string? Begin()
    {
        if (!Find(out _handle))
        {
            return $"No CUDA driver on this machine ({(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1")} was not found): an NVIDIA GPU needs the driver of NVIDIA, and no toolkit.";
        }

        NativeLibrary.SetDllImportResolver(typeof(CudaLibrary).Assembly, Resolve);
        int code = CudaCalls.cuInit(0);
        if (code != 0) return $"The CUDA driver does not start: {Describe(code)}.";
        Check(CudaCalls.cuDriverGetVersion(out int version), nameof(CudaCalls.cuDriverGetVersion));
        if (version < LeastVersion)
        {
            return $"The CUDA driver of this machine is too old: it is for CUDA {version / 1000}.{version % 1000 / 10}, and 11.8 or newer is needed (driver 520 or newer).";
        }

        Check(CudaCalls.cuDeviceGetCount(out int count), nameof(CudaCalls.cuDeviceGetCount));
        return count == 0 ? "The CUDA driver finds no GPU on this machine." : null;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? _handle : 0;

    private static bool Find(out nint handle)
    {
        string[] names = OperatingSystem.IsWindows()
            ? ["nvcuda.dll"]
            : ["libcuda.so.1", "/usr/local/nvidia/lib64/libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1", "/usr/lib64/libcuda.so.1", "/usr/lib/x86_64-linux-gnu/libcuda.so.1"];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out handle)) return true;
        }

        handle = 0;
        return false;
    }
}
