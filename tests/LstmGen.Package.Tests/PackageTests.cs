using System.Runtime.InteropServices;

namespace LstmGen.Package.Tests;

/// <summary>The package as a user gets it: restored from a feed into a project that knows nothing of this repository.</summary>
public sealed class PackageTests(PackageFeed feed)
{
    private const string Properties = """
        <OutputType>Exe</OutputType>
        <TargetFramework>net10.0</TargetFramework>
        <Nullable>enable</Nullable>
        <ImplicitUsings>enable</ImplicitUsings>
        <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
        """;

    private const string Program = """
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
        """;

    [Fact]
    public async Task A_fresh_project_trains_and_publishes_as_native_code_without_a_warning()
    {
        string project = NewProject();
        string jit = Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release"));
        Assert.StartsWith("loss True forecast 1 1 1 1 1 0 0 0 0 0 bits ", jit);

        Assert.SkipUnless(Tool.IsInstalled("clang") || Tool.IsInstalled("gcc"), "Compiling to native code needs clang or gcc on the path.");
        string output = Path.Combine(project, "native");
        string published = await Tool.Run(project, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "-p:IlcInstructionSet=native", "-o", output);
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        string native = Tool.LastLine(await Tool.Run(project, Path.Combine(output, OperatingSystem.IsWindows() ? "Fresh.exe" : "Fresh")));
        Assert.Equal(jit, native);
    }

    /// <summary>Warnings are errors in this project: the hint is none, and it is the only warning there is.</summary>
    [Fact]
    public async Task A_native_build_without_wide_vectors_is_told_how_to_have_them()
    {
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "Other processors have one instruction set for all.");
        Assert.SkipUnless(Tool.IsInstalled("clang") || Tool.IsInstalled("gcc"), "Compiling to native code needs clang or gcc on the path.");
        string project = NewProject();
        string[] warnings = Warnings(await Publish());
        Assert.NotEmpty(warnings);
        Assert.All(warnings, line => Assert.Contains("warning LSTMGEN900", line));
        Assert.Contains("<IlcInstructionSet>native</IlcInstructionSet>", warnings[0]);
        Assert.Empty(Warnings(await Publish("-p:NoWarn=LSTMGEN900")));

        Task<string> Publish(params string[] more) => Tool.Run(project, "dotnet", ["publish", "-c", "Release", "-p:PublishAot=true", .. more]);
    }

    private string NewProject()
    {
        string folder = feed.NewProject("Fresh", "Microsoft.NET.Sdk", Properties);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        return folder;
    }

    private static string[] Warnings(string output) =>
        [.. output.Split('\n').Where(line => line.Contains("warning", StringComparison.OrdinalIgnoreCase))];
}
