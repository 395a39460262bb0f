using System.Runtime.InteropServices;
using System.Text;
using LstmGen.Runtime;

namespace LstmGen.Cuda.Driver;

/// <summary>Texts of PTX that the driver has compiled for one device, and their kernels. It keeps them.</summary>
internal sealed unsafe class CudaModules
{
    private const int InfoLog = 3, InfoLogBytes = 4, ErrorLog = 5, ErrorLogBytes = 6;
    private const int LogLength = 16_384;
    private const int MaxDynamicSharedBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, nint> _modules = [];

    /// <summary>The kernels of some launches, which are compiled together.</summary>
    /// <exception cref="InvalidOperationException">The driver does not compile the text, or has no such kernel: what it says is in the message.</exception>
    public nint[] Find(string ptx, ReadOnlySpan<GpuLaunch> launches)
    {
        string text = PtxExtract.Of(ptx, launches);
        using Lock.Scope gate = _gate.EnterScope();
        if (!_modules.TryGetValue(text, out nint module)) _modules.Add(text, module = Load(text));
        nint[] functions = new nint[launches.Length];
        for (int i = 0; i < functions.Length; i++)
        {
            (string kernel, int sharedBytes) = (launches[i].Kernel, launches[i].SharedBytes);
            int code = CudaCalls.cuModuleGetFunction(out functions[i], module, kernel);
            if (code != 0) throw new InvalidOperationException($"The PTX of the model has no kernel {kernel}: {CudaLibrary.Describe(code)}.");

            // Below 48 KiB nobody has to ask.
            if (sharedBytes <= 48 * 1024) continue;
            CudaLibrary.Check(CudaCalls.cuFuncSetAttribute(functions[i], MaxDynamicSharedBytes, sharedBytes), $"cuFuncSetAttribute ({sharedBytes} bytes of shared memory for {kernel})");
        }

        return functions;
    }

    private static nint Load(string ptx)
    {
        byte[] text = new byte[Encoding.UTF8.GetByteCount(ptx) + 1];
        Encoding.UTF8.GetBytes(ptx, text);
        byte[] info = new byte[LogLength], error = new byte[LogLength];
        fixed (byte* image = text, infoAt = info, errorAt = error)
        {
            int* options = stackalloc int[] { InfoLog, InfoLogBytes, ErrorLog, ErrorLogBytes };
            void** values = stackalloc void*[] { infoAt, (void*)LogLength, errorAt, (void*)LogLength };
            int code = CudaCalls.cuModuleLoadDataEx(out nint module, image, 4, options, values);
            if (code == 0) return module;
            string log = $"{Marshal.PtrToStringUTF8((nint)errorAt)}\n{Marshal.PtrToStringUTF8((nint)infoAt)}".Trim();
            throw new InvalidOperationException($"The CUDA driver does not compile the kernels of the model: {CudaLibrary.Describe(code)}.{(log.Length > 0 ? "\n" + log : "")}");
        }
    }
}
