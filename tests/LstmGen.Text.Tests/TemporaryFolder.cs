namespace LstmGen.Text.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("lstmgen-text-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public string[] Files() => [.. Directory.GetFiles(_path).Select(path => Path.GetFileName(path))];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
