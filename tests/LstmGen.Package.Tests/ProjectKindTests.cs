namespace LstmGen.Package.Tests;

/// <summary>The README's examples in every kind of project: what is in scope differs, and what a framework brings must hide no name of this library.</summary>
public sealed class ProjectKindTests(PackageFeed feed)
{
    private const string Properties = """
        <TargetFramework>net10.0</TargetFramework>
        <Nullable>enable</Nullable>
        <ImplicitUsings>enable</ImplicitUsings>
        <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
        """;

    [Fact]
    public async Task A_console_project_runs_them()
    {
        string project = Make("Console", "Microsoft.NET.Sdk", Properties + "<OutputType>Exe</OutputType>", calls => calls);
        string output = await Tool.Run(project, "dotnet", "run", "-c", "Release");
        Assert.Contains("the same bits", output);
        Assert.Contains("it learns", output);
    }

    [Fact]
    public async Task A_web_project_compiles_them()
    {
        string project = Make("Web", "Microsoft.NET.Sdk.Web", Properties, calls => $"""
            WebApplication app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/", () => "up");
            {calls}
            """);
        await Tool.Run(project, "dotnet", "build", "-c", "Release");
    }

    [Fact]
    public async Task A_worker_project_compiles_them()
    {
        string project = Make("Worker", "Microsoft.NET.Sdk.Worker", Properties, calls => $$"""
            HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Learner>();
            builder.Build().Run();

            internal sealed class Learner(ILogger<Learner> logger) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    {{calls}}
                    logger.LogInformation("learnt");
                    return Task.CompletedTask;
                }
            }
            """, """<PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.0" />""");
        await Tool.Run(project, "dotnet", "build", "-c", "Release");
    }

    [Fact]
    public async Task A_library_compiles_them()
    {
        string project = Make("Library", "Microsoft.NET.Sdk", Properties, calls => null);
        await Tool.Run(project, "dotnet", "build", "-c", "Release");
    }

    private string Make(string name, string sdk, string properties, Func<string, string?> program, string items = "")
    {
        (string code, string calls) = ReadmeExamples.Wrapped();
        string folder = feed.NewProject(name, sdk, properties, items);
        File.WriteAllText(Path.Combine(folder, "Examples.cs"), code);
        if (program(calls) is { } text) File.WriteAllText(Path.Combine(folder, "Program.cs"), text);
        return folder;
    }
}
