namespace LstmGen.Persistence;

/// <summary>
/// Replaces a file so that whoever looks, whenever the machine stops, finds the whole old file or the whole new one: written beside it, flushed
/// to the disk, renamed over it, and the folder flushed so that the rename lasts.
/// </summary>
/// <remarks>
/// The file beside is named after the target, <c>name.xxxxxxxx.xxx.tmp</c>, and held under a shared lock from its making until it has the target's name, so that readers find it
/// free. One that nobody holds is what a killed process left: the next save of the same target clears it. All errors name the path that was given.
/// </remarks>
internal static partial class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file to make or replace; links are followed, also those that lead nowhere yet.</param>
    /// <param name="write">Writes the content. What it throws goes on to the caller, and the old file stays.</param>
    /// <exception cref="IOException">The path names a folder, a device or a pipe, its links go in a circle, or the file cannot be written; the old one is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = TargetOf(path);
        string folder = Path.GetDirectoryName(target)!, name = Path.GetFileName(target);
        ClearLeftovers(folder, name);
        string beside = "";
        try
        {
            using FileStream stream = Create(folder, name, target, out beside);
            write(stream);
            stream.Flush(flushToDisk: true);
            if (OperatingSystem.IsWindows())
            {
                // An open file cannot be renamed there.
                stream.Dispose();
            }
            else if (File.Exists(target))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception error)
        {
            if (beside.Length > 0) Delete(beside);
            if (InUsersWords(error, path, folder, beside) is { } better) throw better;
            throw;
        }

        FlushFolder(folder);
    }

    /// <summary>The file that a path leads to: one to be made, or a regular one that may be replaced.</summary>
    private static string TargetOf(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(full) || Directory.Exists(full))
        {
            throw new IOException($"Expected a file to write, but got the folder '{path}'.");
        }

        RequireRegular(full, path);
        string target = FollowLinks(full, path);
        if (Directory.Exists(target)) throw new IOException($"Expected a file to write, but got '{path}', which leads to the folder '{target}'.");
        RequireRegular(target, path);
        return File.Exists(target) && new FileInfo(target).IsReadOnly
            ? throw new UnauthorizedAccessException($"'{path}' cannot be written: the file is read-only.")
            : target;
    }

    private static void RequireRegular(string file, string path)
    {
        if (KindOf(file) is { } kind)
        {
            throw new IOException($"Expected a regular file to write, but got '{path}', which is {kind}: it cannot be replaced whole. Save to a stream instead.");
        }
    }

    /// <summary>A new file beside the target, locked against <see cref="ClearLeftovers"/>, and no more open to others than the target is.</summary>
    private static FileStream Create(string folder, string name, string target, out string beside)
    {
        const int Attempts = 10;
        for (int attempt = 1; ; attempt++)
        {
            beside = Path.Combine(folder, $"{name}.{Path.GetRandomFileName()}{Ending}");
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows() && File.Exists(target)) options.UnixCreateMode = File.GetUnixFileMode(target) | UnixFileMode.UserWrite;
            try
            {
                FileStream stream = new(beside, options);

                // Who clears leftovers may have taken it between its making and its locking; from now on nobody can.
                if (File.Exists(beside) || attempt == Attempts) return stream;
                stream.Dispose();
            }
            catch (IOException error) when (attempt < Attempts && error is not (DirectoryNotFoundException or PathTooLongException))
            {
                // Taken by somebody who clears leftovers: another name.
            }
        }
    }

    /// <summary>Deletes what killed saves of the same target left. One that is being written is locked, and stays.</summary>
    private static void ClearLeftovers(string folder, string name)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                if (IsLeftover(Path.GetFileName(file.AsSpan()), name)) ClearLeftover(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed may be written to all the same; if not, creating the file says so.
        }
    }

    private static void ClearLeftover(string file)
    {
        try
        {
            // Nobody else may hold it, not even to read.
            using FileStream held = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process is writing it, or it is not ours to delete.
        }
    }

    /// <summary>name.xxxxxxxx.xxx.tmp, as <see cref="Create"/> names them.</summary>
    private static bool IsLeftover(ReadOnlySpan<char> file, string name)
    {
        const int Random = 12;
        if (file.Length != name.Length + 1 + Random + Ending.Length || !file.StartsWith(name, StringComparison.Ordinal) || !file.EndsWith(Ending, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> random = file.Slice(name.Length + 1, Random);
        return file[name.Length] == '.' && random[8] == '.' && !random[..8].ContainsAnyExcept(Letters) && !random[9..].ContainsAnyExcept(Letters);
    }

    private static ReadOnlySpan<char> Letters => "abcdefghijklmnopqrstuvwxyz0123456789";

    private static void Delete(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The reason why the save failed is the one to hear of.
        }
    }

    /// <summary>The error of a system that knows the file beside, in words about the path that was given; null for others, such as those of the content.</summary>
    private static Exception? InUsersWords(Exception error, string path, string folder, string beside)
    {
        string text = $"'{path}' cannot be written; what was there is as it was. ";
        if (error is DirectoryNotFoundException) return new DirectoryNotFoundException($"{text}There is no folder '{folder}'.");
        if (!error.Message.Contains(beside, StringComparison.Ordinal)) return null;
        string reason = error.Message.Replace(beside, path, StringComparison.Ordinal);
        return error switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException($"{text}{reason} The folder '{folder}' has to be writable.") { HResult = error.HResult },
            PathTooLongException => new PathTooLongException(text + reason) { HResult = error.HResult },
            IOException => new IOException(text + reason, error.HResult),
            _ => null,
        };
    }
}
