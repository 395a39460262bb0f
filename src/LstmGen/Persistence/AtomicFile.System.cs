using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen.Persistence;

// What the runtime's library does not offer: folders that are flushed, and what kind of file there is.
internal static partial class AtomicFile
{
    /// <summary>Makes the rename last on systems where a folder has to be flushed for that.</summary>
    /// <returns>Whether the system did it.</returns>
    internal static bool FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi())
        {
            return false;
        }

        try
        {
            int handle = Open(Zeroed(folder), flags: 0);
            if (handle < 0)
            {
                return false;
            }

            bool done = Fsync(handle) == 0;
            return Close(handle) == 0 && done;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>What a path leads to that is neither a regular file nor a folder nor nothing, in words; null otherwise, and where the system cannot be asked.</summary>
    private static string? KindOf(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return path.StartsWith(@"\\.\", StringComparison.Ordinal) ? "a device" : null;
        }

        try
        {
            return (ModeOf(path) & 0xF000) switch
            {
                0x1000 => "a pipe",
                0x2000 or 0x6000 => "a device",
                0xC000 => "a socket",
                _ => null,
            };
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>st_mode, with links followed; 0 where there is nothing or the layout of the answer is not known.</summary>
    private static int ModeOf(string path)
    {
        const int Here = -100, TypeOnly = 1;
        byte[] answer = new byte[512], name = Zeroed(path);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsAndroid())
        {
            return Statx(Here, name, 0, TypeOnly, answer) == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(28)) : 0;
        }

        if (OperatingSystem.IsMacOS())
        {
            int failed = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Stat64(name, answer) : Stat(name, answer);
            return failed == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(4)) : 0;
        }

        return 0;
    }

    private static byte[] Zeroed(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] answer);

    [DllImport("libc", EntryPoint = "stat")]
    private static extern int Stat(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    private static extern int Stat64(byte[] path, byte[] answer);
}
