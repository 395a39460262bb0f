namespace LstmGen.Samples.Tests;

/// <summary>A sample as its user meets it: arguments and typed lines in, text and an exit code out, and files in a folder that is gone afterwards.</summary>
public abstract class SampleTests : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("lstmgen-sample-").FullName;

    /// <summary>Options of files that every run is given unless it has them itself, so that nothing is written beside the tests.</summary>
    protected virtual (string Option, string Name)[] Files => [];

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The sample's command line.</summary>
    protected abstract int Start(string[] args, TextReader input, TextWriter output, TextWriter error);

    protected string PathOf(string name) => Path.Combine(Folder, name);

    protected string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <returns>What the sample wrote.</returns>
    protected string Accepted(params string[] args) => Accepted(args, typed: "");

    protected string Accepted(string[] args, string typed)
    {
        (int code, string output, string error) = Run(args, typed);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        return output;
    }

    /// <summary>In words for the user, without a stack trace; and one mistake is told in one line.</summary>
    protected void Refused(string message, params string[] args)
    {
        (int code, string output, string error) = Run(args, typed: "");
        Assert.Equal(1, code);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", output + error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>A file or folder of the data beside the repository; the test is skipped where it is not.</summary>
    protected static string SharedData(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        string path = Path.Combine(folder?.FullName ?? ".", "..", "shared", "data", name);
        Assert.SkipUnless(Path.Exists(path), $"shared/data/{name} is not beside the repository.");
        return path;
    }

    private (int Code, string Output, string Error) Run(string[] args, string typed)
    {
        using StringReader input = new(typed);
        using StringWriter output = new(), error = new();
        string[] files = [.. Files.Where(file => !args.Contains(file.Option)).SelectMany(file => new[] { file.Option, PathOf(file.Name) })];
        int code = Start([.. args, .. files], input, output, error);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
