namespace LstmGen.Text.Tests;

/// <summary>Files that lie beside the repository; a test that needs one is skipped where it is missing.</summary>
internal static class SharedData
{
    public static string Path(string folder, string file)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(System.IO.Path.Combine(root.FullName, "LstmGen.sln")))
        {
            root = root.Parent;
        }

        string name = System.IO.Path.Combine("shared", "data", folder, file);
        string path = System.IO.Path.Combine(root?.FullName ?? ".", "..", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not beside the repository.");
        return path;
    }
}
