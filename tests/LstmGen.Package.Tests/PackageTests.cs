using System.IO.Compression;
using System.Runtime.InteropServices;

namespace LstmGen.Package.Tests;

/// <summary>The package as a user gets it: restored from a feed into a project that knows nothing of this repository.</summary>
public sealed class PackageTests : IAsyncLifetime
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-package-").FullName;
    private readonly string _version = $"0.0.1-test{Guid.NewGuid():N}";

    private string Feed => Path.Combine(_folder, "feed");

    private string Project => Path.Combine(_folder, "project");

    public async ValueTask InitializeAsync()
    {
        await Tool.Run(
            Root(), "dotnet", "pack", "src/LstmGen", "-c", Configuration, "--no-build", "-o", Feed, $"-p:PackageVersion={_version}", "-p:EnablePackageValidation=false");
        Directory.CreateDirectory(Project);
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="built-here" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(Project, "Fresh.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="LstmGen" Version="{_version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(Project, "Program.cs"), """
            using LstmGen;

            float[] series = [.. Enumerable.Range(0, 200).Select(i => i % 10 < 5 ? 1f : 0f)];
            var model = new SquareWave(seed: 1);
            FitReport report = model.Fit(WindowDataset.Of(series, lookBack: 10), new FitOptions { Epochs = 60, LearningRate = 0.01 });
            float[] next = new float[10];
            model.Forecast(series, next);
            long bits = 17;
            foreach (float value in model.Parameters.Values)
            {
                bits = unchecked(bits * 31 + BitConverter.SingleToInt32Bits(value));
            }

            Console.WriteLine($"loss {report.Loss < 0.05} forecast {string.Join(" ", next.Select(v => (int)MathF.Round(v)))} bits {bits}");

            [LstmModel(LookBack = 10)]
            [Lstm(12)]
            [Dense(1)]
            internal sealed partial class SquareWave;
            """);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string restored = Path.Combine(cache, "lstmgen", _version);
        if (Directory.Exists(restored))
        {
            Directory.Delete(restored, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_fresh_project_trains_and_publishes_as_native_code_without_a_warning()
    {
        string jit = LastLine(await Tool.Run(Project, "dotnet", "run", "-c", "Release"));
        Assert.StartsWith("loss True forecast 1 1 1 1 1 0 0 0 0 0 bits ", jit);

        Assert.SkipUnless(Tool.IsInstalled("clang") || Tool.IsInstalled("gcc"), "Compiling to native code needs clang or gcc on the path.");
        string output = Path.Combine(_folder, "native");
        string published = await Tool.Run(Project, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "-p:IlcInstructionSet=native", "-o", output);
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        string native = LastLine(await Tool.Run(_folder, Path.Combine(output, OperatingSystem.IsWindows() ? "Fresh.exe" : "Fresh")));
        Assert.Equal(jit, native);
    }

    /// <summary>Warnings are errors in this project: the hint is none, and it is the only warning there is.</summary>
    [Fact]
    public async Task A_native_build_without_wide_vectors_is_told_how_to_have_them()
    {
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "Other processors have one instruction set for all.");
        Assert.SkipUnless(Tool.IsInstalled("clang") || Tool.IsInstalled("gcc"), "Compiling to native code needs clang or gcc on the path.");
        string[] warnings = Warnings(await Publish());
        Assert.NotEmpty(warnings);
        Assert.All(warnings, line => Assert.Contains("warning LSTMGEN900", line));
        Assert.Contains("<IlcInstructionSet>native</IlcInstructionSet>", warnings[0]);
        Assert.Empty(Warnings(await Publish("-p:NoWarn=LSTMGEN900")));

        Task<string> Publish(params string[] more) => Tool.Run(Project, "dotnet", ["publish", "-c", "Release", "-p:PublishAot=true", .. more]);
    }

    [Fact]
    public void It_holds_the_runtime_and_the_generator_and_depends_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(Feed, "*.nupkg").Single());
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("lib/net10.0/LstmGen.dll", files);
        Assert.Contains("lib/net10.0/LstmGen.xml", files);
        Assert.Contains("analyzers/dotnet/cs/LstmGen.Generator.dll", files);
        Assert.Contains("analyzers/dotnet/cs/LstmGen.CodeFixes.dll", files);
        Assert.Contains("README.md", files);
        Assert.Contains("buildTransitive/LstmGen.props", files);
        Assert.Contains("buildTransitive/LstmGen.targets", files);
        using var reader = new StreamReader(package.GetEntry("LstmGen.nuspec")!.Open());
        Assert.DoesNotContain("<dependency ", reader.ReadToEnd());
    }

    private static string[] Warnings(string output) =>
        [.. output.Split('\n').Where(line => line.Contains("warning", StringComparison.OrdinalIgnoreCase))];

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];

    internal static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("LstmGen.sln is in no folder above the tests.");
    }
}
