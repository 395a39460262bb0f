using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen;

/// <summary>
/// Replaces a file so that whoever looks, whenever the machine stops, finds the whole old file or the whole new one: written beside it, flushed
/// to the disk, renamed over it, and the folder flushed so that the rename lasts.
/// </summary>
internal static class AtomicFile
{
    /// <param name="path">The file to make or replace; a link is followed.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string? link = new FileInfo(path).LinkTarget is null ? null : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        string target = Path.GetFullPath(link ?? path);
        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"'{path}' names a folder, not a file.", nameof(path));
        string beside = Path.Combine(folder, $"{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }

        FlushFolder(folder);
    }

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
            int handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
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

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
