using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen.Cuda.Driver;

/// <summary>Texts of PTX that the driver has compiled for one device, and their kernels. It keeps them.</summary>
internal sealed unsafe class CudaModules
{
    private const int InfoLog = 3, InfoLogBytes = 4, ErrorLog = 5, ErrorLogBytes = 6;
    private const int LogLength = 16_384;
    private const int MaxDynamicSharedBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, nint> _modules = [];
    private readonly Dictionary<(nint Module, string Kernel), (nint Function, int SharedBytes)> _functions = [];

    /// <summary>A kernel that may use so much shared memory.</summary>
    /// <exception cref="InvalidOperationException">The driver does not compile the text, or has no such kernel: what it says is in the message.</exception>
    public nint Find(string ptx, string kernel, int sharedBytes)
    {
        using Lock.Scope gate = _gate.EnterScope();
        if (!_modules.TryGetValue(ptx, out nint module)) _modules.Add(ptx, module = Load(ptx));
        if (!_functions.TryGetValue((module, kernel), out (nint Function, int SharedBytes) found))
        {
            int code = CudaCalls.cuModuleGetFunction(out found.Function, module, kernel);
            if (code != 0) throw new InvalidOperationException($"The PTX of the model has no kernel {kernel}: {CudaLibrary.Describe(code)}.");
        }

        // Below 48 KiB nobody has to ask.
        if (sharedBytes > Math.Max(found.SharedBytes, 48 * 1024))
        {
            CudaLibrary.Check(CudaCalls.cuFuncSetAttribute(found.Function, MaxDynamicSharedBytes, sharedBytes), $"cuFuncSetAttribute ({sharedBytes} bytes of shared memory for {kernel})");
            found.SharedBytes = sharedBytes;
        }

        _functions[(module, kernel)] = found;
        return found.Function;
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
