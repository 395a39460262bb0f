namespace LstmGen.Conformance.Reference;

/// <summary>Files that lie beside the repository, in ../shared.</summary>
internal static class SharedFolder
{
    /// <summary>A folder of ../shared, or null where it is missing.</summary>
    public static string? Find(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        string? found = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", name) : null;
        return Directory.Exists(found) ? found : null;
    }
}
