namespace LstmGen.Generator.Tests;

/// <summary>Files of the repository, found from where the tests were built.</summary>
internal static class Repository
{
    private const string TestProjects = "tests/LstmGen.";

    public static string Root { get; } = FindRoot();

    /// <summary>A file beside a source file of a test project, whose path a reproducible build has made relative.</summary>
    public static string Beside(string callerFile, string name)
    {
        string normalized = callerFile.Replace('\\', '/');
        string relative = normalized[normalized.LastIndexOf(TestProjects, StringComparison.Ordinal)..];
        return Path.Combine(Root, Path.GetDirectoryName(relative)!, name);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "LstmGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds LstmGen.sln.");
    }
}
