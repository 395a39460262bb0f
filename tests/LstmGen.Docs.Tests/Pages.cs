namespace LstmGen.Docs.Tests;

/// <summary>The pages of the repository.</summary>
internal static class Pages
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every Markdown file, from the root with slashes, but what builds write.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts" or "_site" || (part.StartsWith('.') && part != ".github")))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("LstmGen.sln is in no folder above the tests.");
    }
}
