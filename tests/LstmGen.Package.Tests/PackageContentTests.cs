using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LstmGen.Package.Tests;

/// <summary>What lies in the packages, and what they say of themselves.</summary>
public sealed partial class PackageContentTests(PackageFeed feed)
{
    private const string Repository = "https://github.com/lstmgen/lstmgen";

    /// <summary>Of portable PDBs: where a debugger finds the sources.</summary>
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public void LstmGen_holds_the_runtime_and_the_generator_and_depends_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf("LstmGen"));
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Equal(["lib/net10.0/LstmGen.dll", "lib/net10.0/LstmGen.xml"], files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.Equal(
            ["analyzers/dotnet/cs/LstmGen.CodeFixes.dll", "analyzers/dotnet/cs/LstmGen.Generator.dll"], files.Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(Nuspec(package).Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_text_tools_hold_their_library_alone_and_depend_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf("LstmGen.Text"));
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Equal(["lib/net10.0/LstmGen.Text.dll", "lib/net10.0/LstmGen.Text.xml"], files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(files, file => file.StartsWith("analyzers/", StringComparison.Ordinal));
        Assert.DoesNotContain(Nuspec(package).Descendants(), element => element.Name.LocalName == "dependency");
    }

    /// <summary>What reads files at run time is a library of its own; what the build runs lies apart, and depends on nothing that a user would get.</summary>
    [Fact]
    public void The_importer_has_its_library_and_its_program_apart()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf("LstmGen.Import"));
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Equal(["lib/net10.0/LstmGen.Import.dll", "lib/net10.0/LstmGen.Import.xml"], files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.Contains("build/net10.0/LstmGen.Import.targets", files);
        Assert.Contains("tools/net10.0/dotnet-lstmgen.dll", files);
        Assert.Equal(["LstmGen"], Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id")));
    }

    [Fact]
    public void The_page_needs_the_web_server_of_the_framework_and_names_whose_charts_it_carries()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf("LstmGen.Watch"));
        Assert.Equal(["lib/net10.0/LstmGen.Watch.dll", "lib/net10.0/LstmGen.Watch.xml"], package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        XElement nuspec = Nuspec(package);
        Assert.Equal(["LstmGen"], nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id")));
        Assert.Equal(["Microsoft.AspNetCore.App"], nuspec.Descendants().Where(element => element.Name.LocalName == "frameworkReference").Select(element => (string?)element.Attribute("name")));
        Assert.NotNull(package.GetEntry("THIRD-PARTY-NOTICES.txt"));
    }

    [Fact]
    public void The_package_for_GPUs_brings_no_native_library()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf("LstmGen.Cuda"));
        Assert.Equal(["lib/net10.0/LstmGen.Cuda.dll", "lib/net10.0/LstmGen.Cuda.xml"], package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.StartsWith("runtimes/", StringComparison.Ordinal));
        Assert.Equal(["LstmGen"], Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id")));
    }

    [Theory]
    [InlineData("LstmGen")]
    [InlineData("LstmGen.Text")]
    [InlineData("LstmGen.Templates")]
    [InlineData("LstmGen.Import")]
    [InlineData("LstmGen.Compiler")]
    [InlineData("LstmGen.Tool")]
    [InlineData("LstmGen.Watch")]
    [InlineData("LstmGen.Cuda")]
    public void Every_package_says_whose_it_is_and_under_which_licence(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf(name));
        XElement metadata = Nuspec(package);
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal(Repository, Value(metadata, "projectUrl"));
        XElement repository = metadata.Descendants().Single(element => element.Name.LocalName == "repository");
        Assert.Equal(("git", Repository), ((string?)repository.Attribute("type"), (string?)repository.Attribute("url")));
        Assert.NotEqual("", Value(metadata, "description"));
        Assert.Equal(FirstSectionOfTheChangelog(), Lines(Value(metadata, "releaseNotes")));
        Assert.NotNull(package.GetEntry(Value(metadata, "icon")));
        Assert.NotNull(package.GetEntry(Value(metadata, "readme")));
    }

    /// <summary>A page on a package's site has nothing that a link could be relative to.</summary>
    [Theory]
    [InlineData("LstmGen")]
    [InlineData("LstmGen.Text")]
    [InlineData("LstmGen.Templates")]
    [InlineData("LstmGen.Import")]
    [InlineData("LstmGen.Compiler")]
    [InlineData("LstmGen.Tool")]
    [InlineData("LstmGen.Watch")]
    [InlineData("LstmGen.Cuda")]
    public void Links_of_a_packed_readme_are_whole_and_lead_to_files_of_the_repository(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf(name));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open(), Encoding.UTF8);
        string[] links = [.. Link().Matches(reader.ReadToEnd()).Select(match => match.Groups["target"].Value)];
        Assert.NotEmpty(links);
        foreach (string link in links)
        {
            Assert.StartsWith("https://", link);
            if (link.StartsWith(Repository + "/blob/main/", StringComparison.Ordinal))
            {
                string path = link[(Repository.Length + "/blob/main/".Length)..].Split('#')[0];
                Assert.True(Path.Exists(Path.Combine(PackageFeed.Root(), path)), $"{name}'s README links to {path}, which is not there.");
            }
        }
    }

    [Fact]
    public void The_packed_readme_is_the_repositorys_but_for_its_links()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PathOf("LstmGen"));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open(), Encoding.UTF8);
        string packed = reader.ReadToEnd().Replace(Repository + "/blob/main/", "", StringComparison.Ordinal);
        Assert.Equal(Lines(File.ReadAllText(Path.Combine(PackageFeed.Root(), "README.md"))), Lines(packed));
    }

    [Theory]
    [InlineData("LstmGen")]
    [InlineData("LstmGen.Text")]
    public void Symbols_come_in_a_package_of_their_own_and_name_the_sources(string name)
    {
        using ZipArchive symbols = ZipFile.OpenRead(feed.PathOf(name, "snupkg"));
        using Stream entry = symbols.GetEntry($"lib/net10.0/{name}.pdb")!.Open();
        using var pdb = new MemoryStream();
        entry.CopyTo(pdb);
        pdb.Position = 0;
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(pdb);
        MetadataReader reader = provider.GetMetadataReader();
        byte[] link = reader.CustomDebugInformation
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == s_sourceLink)
            .Select(information => reader.GetBlobBytes(information.Value))
            .FirstOrDefault([]);
        Assert.SkipWhen(link.Length == 0 && !Path.Exists(Path.Combine(PackageFeed.Root(), ".git")), "Sources without a repository have no commit to link to.");
        Assert.Matches(@"https://raw\.githubusercontent\.com/lstmgen/lstmgen/[0-9a-f]{40}/\*", Encoding.UTF8.GetString(link));
    }

    private static XElement Nuspec(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!;
    }

    private static string Value(XElement metadata, string name) => metadata.Descendants().Single(element => element.Name.LocalName == name).Value;

    private static string[] FirstSectionOfTheChangelog() =>
    [
        .. File.ReadLines(Path.Combine(PackageFeed.Root(), "CHANGELOG.md"))
            .SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line.Trim()).Where(line => line.Length > 0),
    ];

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();
}
