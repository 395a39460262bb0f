using System.IO.Compression;

namespace LstmGen.Package.Tests;

/// <summary>The package of the text tools.</summary>
public sealed class TextPackageTests : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly string _feed = Directory.CreateTempSubdirectory("lstmgen-text-package-").FullName;

    public void Dispose() => Directory.Delete(_feed, recursive: true);

    [Fact]
    public async Task It_holds_its_library_alone_and_depends_on_nothing()
    {
        await Tool.Run(
            PackageTests.Root(), "dotnet", "pack", "src/LstmGen.Text", "-c", Configuration, "--no-build", "-o", _feed, "-p:EnablePackageValidation=false");
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(_feed, "LstmGen.Text.*.nupkg").Single());
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Equal(["lib/net10.0/LstmGen.Text.dll", "lib/net10.0/LstmGen.Text.xml"], files.Where(file => file.StartsWith("lib/")).Order());
        Assert.DoesNotContain(files, file => file.StartsWith("analyzers/"));
        Assert.Contains("README.md", files);
        using var reader = new StreamReader(package.GetEntry("LstmGen.Text.nuspec")!.Open());
        Assert.DoesNotContain("<dependency ", reader.ReadToEnd());
    }
}
