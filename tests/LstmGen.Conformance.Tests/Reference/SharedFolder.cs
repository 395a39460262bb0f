namespace LstmGen.Conformance.Reference;

/// <summary>Files that lie beside the repository, in ../shared.</summary>
internal static class SharedFolder
{
    /// <summary>A folder of ../shared, or null where it is missing.</summary>
    public static string? Find(string name)
    {
        string? found = FindRepository() is { } root && Path.GetDirectoryName(root) is { } parent ? Path.Combine(parent, "shared", name) : null;
        return Directory.Exists(found) ? found : null;
    }

    /// <summary>The repository's folder, or null where the tests run elsewhere.</summary>
    public static string? FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
