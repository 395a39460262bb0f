[assembly: AssemblyFixture(typeof(LstmGen.Package.Tests.PackageFeed))]

namespace LstmGen.Package.Tests;

/// <summary>All packages, packed once into a folder that is a feed, under a version of their own; gone afterwards, from the cache of restored packages too.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly string[] s_packages = ["LstmGen", "LstmGen.Text", "LstmGen.Templates", "LstmGen.Import", "LstmGen.Compiler", "LstmGen.Tool", "LstmGen.Watch", "LstmGen.Cuda"];

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-package-").FullName;

    /// <summary>The version that all packages have in this run: above all others, so that none that was restored before does instead.</summary>
    public string Version { get; } = $"99.0.0-test{Guid.NewGuid():N}";

    /// <summary>Where the packages lie. The folder above has a nuget.config that names it, for the projects made beside it.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (string package in s_packages)
        {
            await Tool.Run(
                Root(), "dotnet", "pack", $"src/{package}", "-c", Configuration, "--no-build", "-o", Feed, $"-p:PackageVersion={Version}", "-p:EnablePackageValidation=false");
        }

        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="built-here" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string package in s_packages)
        {
            string restored = Path.Combine(cache, package.ToLowerInvariant(), Version);
            if (Directory.Exists(restored)) Directory.Delete(restored, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The package file of that name.</summary>
    public string PathOf(string package, string extension = "nupkg") => Path.Combine(Feed, $"{package}.{Version}.{extension}");

    /// <summary>A new folder that restores from the feed, under the temporary folder.</summary>
    public string NewFolder(string name)
    {
        string folder = Path.Combine(_folder, $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>A project that refers to LstmGen from the feed, in a new folder.</summary>
    /// <param name="name">Of the project file.</param>
    /// <param name="sdk">For example Microsoft.NET.Sdk.Web.</param>
    /// <param name="properties">Lines of the property group.</param>
    /// <param name="items">Lines of the item group, beside LstmGen.</param>
    public string NewProject(string name, string sdk, string properties, string items = "")
    {
        string folder = NewFolder(name);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="LstmGen" Version="{Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    /// <summary>The repository.</summary>
    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("LstmGen.sln is in no folder above the tests.");
    }
}
