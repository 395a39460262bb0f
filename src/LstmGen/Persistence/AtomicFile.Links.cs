namespace LstmGen.Persistence;

// Where links lead.
internal static partial class AtomicFile
{
    /// <summary>As many as the systems themselves follow.</summary>
    private const int MostLinks = 40;

    /// <summary>The path with every link in it followed, folder by folder, as the system does when it opens a file. The end need not exist.</summary>
    /// <param name="full">A full path.</param>
    /// <param name="path">As it was given.</param>
    /// <exception cref="IOException">The links go in a circle.</exception>
    private static string FollowLinks(string full, string path)
    {
        string resolved = Path.GetPathRoot(full)!;
        Stack<string> names = [];
        Push(names, full[resolved.Length..]);
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (name is "" or ".") continue;
            if (name == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, name);
            if (LinkOf(next) is not { } link)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"'{path}' cannot be written: it leads through more than {MostLinks} links, or in a circle.");
            string root = Path.GetPathRoot(link) ?? "";
            if (root.Length > 0) resolved = Path.GetPathRoot(Path.GetFullPath(root, resolved))!;
            Push(names, link[root.Length..]);
        }

        return resolved;
    }

    private static void Push(Stack<string> names, string path)
    {
        foreach (string name in path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]).Reverse())
        {
            names.Push(name);
        }
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
