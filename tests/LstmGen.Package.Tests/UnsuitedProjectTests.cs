namespace LstmGen.Package.Tests;

/// <summary>A project that cannot use LstmGen is told so in one line; none compiles attributes that do nothing.</summary>
public sealed class UnsuitedProjectTests(PackageFeed feed)
{
    private const string Sdk = "Microsoft.NET.Sdk";

    private const string Model = """
        using LstmGen;
        System.Console.WriteLine(new PriceModel(1).Predict(new float[20]));
        [LstmModel(LookBack = 20)] [Lstm(8)] [Dense(1)] public sealed partial class PriceModel { }
        """;

    [Theory]
    [InlineData("<TargetFramework>net8.0</TargetFramework>", "net8.0")]
    [InlineData("<TargetFramework>net9.0</TargetFramework>", "net9.0")]
    [InlineData("<TargetFramework>netstandard2.1</TargetFramework>", "netstandard2.1")]
    [InlineData("<TargetFrameworks>net8.0;net10.0</TargetFrameworks>", "net8.0")]
    public async Task An_older_framework_stops_the_restore(string framework, string named)
    {
        // No package of a framework is asked for: the feed holds none, and the references of these frameworks are none of the question.
        string project = feed.NewProject("Older", Sdk, framework + "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences><DisableImplicitNuGetFallbackFolder>true</DisableImplicitNuGetFallbackFolder>");
        string[] errors = Errors(await Tool.Fail(project, "dotnet", "restore"));
        string error = Assert.Single(errors, line => line.Contains("LstmGen", StringComparison.Ordinal));
        Assert.Contains($"NU1202: Package LstmGen {feed.Version} is not compatible with {named}", error);
        Assert.Contains("supports: net10.0", error);
    }

    [Fact]
    public async Task An_older_language_version_is_one_error_at_the_model()
    {
        string project = CSharp("<LangVersion>11</LangVersion><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>");
        string error = Assert.Single(Errors(await Tool.Fail(project, "dotnet", "build")));
        Assert.Contains("Program.cs(3,2): error LSTMGEN026: The code generated for model 'PriceModel' needs C# 12", error.Replace("12.0", "12"));
    }

    [Theory]
    [InlineData("<RunAnalyzers>false</RunAnalyzers>")]
    [InlineData("<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>")]
    [InlineData("<NoWarn>$(NoWarn);LSTMGEN012</NoWarn>")]
    public async Task What_is_wrong_is_said_without_analyzers_too(string setting)
    {
        string project = CSharp(setting);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Model.Replace("Lstm(8)", "Lstm(0)"), TestContext.Current.CancellationToken);
        string error = Assert.Single(Errors(await Tool.Fail(project, "dotnet", "build")));
        Assert.Contains("Program.cs(3,34): error LSTMGEN012: 'units' is 0", error);
    }

    [Fact]
    public async Task Visual_Basic_is_told_that_models_are_declared_in_CSharp()
    {
        string project = feed.NewFolder("Basic");
        await Write(project, "Basic.vbproj", $"""
            <Project Sdk="{Sdk}"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Library</OutputType></PropertyGroup>
            <ItemGroup><PackageReference Include="LstmGen" Version="{feed.Version}" /></ItemGroup></Project>
            """);
        await Write(project, "Uses.vb", "Imports LstmGen\nPublic Class Uses\n    Public Shared ReadOnly Options As New FitOptions() With {.Epochs = 3}\nEnd Class\n");
        await Tool.Run(project, "dotnet", "build");

        await Write(project, "Model.vb", "Imports LstmGen\n<LstmModel(LookBack:=20), Lstm(8), Dense(1)>\nPartial Public Class PriceModel\nEnd Class\n");
        string error = Assert.Single(Errors(await Tool.Fail(project, "dotnet", "build")));
        Assert.Contains("Model.vb", error);
        Assert.Contains("error LSTMGEN901: LstmGen writes C#, so that [LstmModel] does nothing in a project in VB", error);
    }

    [Theory]
    [InlineData("ExcludeAssets=\"analyzers\"")]
    [InlineData("IncludeAssets=\"compile;runtime;buildTransitive\"")]
    public async Task A_reference_without_analyzers_either_generates_or_is_told(string assets)
    {
        // Which assets the SDK leaves out of such a reference differs by version; that attributes silently do nothing must not.
        string project = feed.NewFolder("Without");
        await Write(project, "Without.csproj", $"""
            <Project Sdk="{Sdk}"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
            <ItemGroup><PackageReference Include="LstmGen" Version="{feed.Version}" {assets} /></ItemGroup></Project>
            """);
        await Write(project, "Program.cs", Model);
        (int code, string output) = await Tool.Try(project, "dotnet", "build");
        Assert.True(code == 0 || Assert.Single(Errors(output)).Contains("error LSTMGEN902", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_build_without_the_generator_is_an_error_at_the_file()
    {
        string project = CSharp("");
        await Write(project, "Directory.Build.targets", """
            <Project><Target Name="NoAnalyzers" BeforeTargets="LstmGenFindGenerator"><ItemGroup><Analyzer Remove="@(Analyzer)" /></ItemGroup></Target></Project>
            """);
        string error = Assert.Single(Errors(await Tool.Fail(project, "dotnet", "build")));
        Assert.Contains("Program.cs", error);
        Assert.Contains("error LSTMGEN902: [LstmModel] does nothing in this project", error);
    }

    [Fact]
    public async Task A_project_that_has_the_package_through_another_either_generates_or_is_told()
    {
        string library = feed.NewFolder("Library");
        await Write(library, "Library.csproj", $"""
            <Project Sdk="{Sdk}"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            <ItemGroup><PackageReference Include="LstmGen" Version="{feed.Version}" /></ItemGroup></Project>
            """);
        await Write(library, "Shared.cs", "using LstmGen; [LstmModel(LookBack = 4)] [Lstm(2)] [Dense(1)] public sealed partial class Shared { }");
        string project = feed.NewFolder("App");
        await Write(project, "App.csproj", $"""
            <Project Sdk="{Sdk}"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
            <ItemGroup><ProjectReference Include="{Path.Combine(library, "Library.csproj")}" /></ItemGroup></Project>
            """);
        await Write(project, "Program.cs", "System.Console.WriteLine(new Shared(1).Predict(new float[4]));");
        await Tool.Run(project, "dotnet", "build");
        await Write(project, "Program.cs", Model);
        (int code, string output) = await Tool.Try(project, "dotnet", "build");
        Assert.True(code == 0 || Assert.Single(Errors(output)).Contains("error LSTMGEN902", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task An_older_compiler_is_an_error_at_the_file()
    {
        // As its targets would say of themselves; the compiler of this machine is new enough.
        string error = Assert.Single(Errors(await Tool.Fail(CSharp(""), "dotnet", "build", "-p:_LstmGenCompilerFound=4.8")));
        Assert.Contains("error LSTMGEN903: [LstmModel] does nothing in this project, because its compiler (Roslyn 4.8) is older", error);
    }

    private string CSharp(string properties)
    {
        string project = feed.NewProject("Unsuited", Sdk, "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>" + properties);
        File.WriteAllText(Path.Combine(project, "Program.cs"), Model);
        return project;
    }

    private static Task Write(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);

    /// <summary>Each once, without the project: the summary of a build repeats them.</summary>
    private static string[] Errors(string output) =>
    [
        .. output.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Contains("error ", StringComparison.Ordinal))
            .Select(line => line.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end && line.EndsWith(']') ? line[..end] : line)
            .Distinct(),
    ];
}
