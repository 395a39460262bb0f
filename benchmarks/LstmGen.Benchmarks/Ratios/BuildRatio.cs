using System.Diagnostics;
using System.Globalization;

namespace LstmGen.Benchmarks;

/// <summary>What a build of a project with a hundred small models takes, of the time that one without any takes: <c>dotnet build</c> in Debug, as it comes, packages restored before.</summary>
internal static class BuildRatio
{
    private const int Models = 100;
    private const int Builds = 3;

    public static Ratio Ratio { get; } = new("build-100", Measure);

    private static double Measure()
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-").FullName;
        try
        {
            string empty = Project(folder, "Empty", 0), full = Project(folder, "Full", Models);
            List<double> emptyTimes = [], fullTimes = [];

            // The first round brings the compiler into memory.
            for (int round = 0; round <= Builds; round++)
            {
                (double one, double other) = (Build(empty), Build(full));
                if (round == 0) continue;
                emptyTimes.Add(one);
                fullTimes.Add(other);
            }

            (double emptySeconds, double fullSeconds) = (Rounds.Median(emptyTimes), Rounds.Median(fullTimes));
            RatioRun.Note($"dotnet build of {Models} models: {fullSeconds:F1} s, of none {emptySeconds:F1} s");
            return fullSeconds / emptySeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Project(string folder, string name, int models)
    {
        string project = Path.Combine(folder, name);
        Directory.CreateDirectory(project);
        File.WriteAllText(
            Path.Combine(project, "Models.cs"),
            "using LstmGen;\nnamespace Shop;\npublic static class Program { public static void Main() { } }\n" + string.Concat(Enumerable.Range(0, models).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"[LstmModel(LookBack = {i % 20 + 5}, Scaling = Scaling.Standard)] [Lstm({i % 30 + 4})] [Dropout(0.2)] [Dense(1)] public sealed partial class Model{i};\n"))));
        File.WriteAllText(Path.Combine(project, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "LstmGen.dll")}" />
                <Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "LstmGen.Generator.dll")}" />
              </ItemGroup>
            </Project>
            """);
        Run(project, "restore");
        return project;
    }

    private static double Build(string project)
    {
        string built = Path.Combine(project, "obj", "Debug");
        if (Directory.Exists(built)) Directory.Delete(built, recursive: true);
        long began = Stopwatch.GetTimestamp();
        Run(project, "build", "--no-restore");
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Run(string folder, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using Process process = Process.Start(info) ?? throw new NotMeasuredException("dotnet did not start.");
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new NotMeasuredException($"dotnet {string.Join(' ', arguments)} failed: {log}");
    }
}
