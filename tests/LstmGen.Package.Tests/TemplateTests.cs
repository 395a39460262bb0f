namespace LstmGen.Package.Tests;

/// <summary><c>dotnet new lstmgen</c>, from the package to a forecast.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    /// <summary>A name that is no identifier, and sizes other than the default.</summary>
    [Fact]
    public async Task A_new_folder_forecasts()
    {
        string folder = feed.NewFolder("template");
        string hive = Path.Combine(folder, "hive");
        await Tool.Run(folder, "dotnet", "new", "install", feed.PathOf("LstmGen.Templates"), "--debug:custom-hive", hive);
        await Tool.Run(
            folder, "dotnet", "new", "lstmgen", "-o", "my-shop.visitors", "--look-back", "21", "--units", "24", "--steps", "14", "--debug:custom-hive", hive);
        string project = Path.Combine(folder, "my-shop.visitors");
        string model = File.ReadAllText(Path.Combine(project, "ForecastModel.cs"));
        Assert.Contains("[LstmModel(LookBack = 21, ", model);
        Assert.Contains("[Lstm(24)]", model);

        string output = await Tool.Run(project, "dotnet", "run", "-c", "Release", "-p:TreatWarningsAsErrors=true");
        string next = Assert.Single(output.Split('\n'), line => line.StartsWith("The next 14 steps: ", StringComparison.Ordinal));
        string[] values = next["The next 14 steps: ".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(14, values.Length);
        Assert.All(values, value => Assert.InRange(double.Parse(value, System.Globalization.CultureInfo.InvariantCulture), 200, 500));
        Assert.Contains("skill against naive +", output);
        Assert.True(File.Exists(Path.Combine(project, "forecast.safetensors")));
    }

    /// <summary>Its defaults stand in two places: what the tool says, and what the network is declared with.</summary>
    [Fact]
    public async Task Its_defaults_are_those_of_its_page()
    {
        string folder = feed.NewFolder("template");
        string hive = Path.Combine(folder, "hive");
        await Tool.Run(folder, "dotnet", "new", "install", feed.PathOf("LstmGen.Templates"), "--debug:custom-hive", hive);
        await Tool.Run(folder, "dotnet", "new", "lstmgen", "-o", "plain", "--no-restore", "--debug:custom-hive", hive);
        string page = File.ReadAllText(Path.Combine(PackageFeed.Root(), "src", "LstmGen.Templates", "README.md"));
        string model = File.ReadAllText(Path.Combine(folder, "plain", "ForecastModel.cs")), program = File.ReadAllText(Path.Combine(folder, "plain", "Program.cs"));
        Assert.Contains("LookBack = " + Default("--look-back"), model);
        Assert.Contains($"[Lstm({Default("--units")})]", model);
        Assert.Contains($"new float[{Default("--steps")}]", program);
        Assert.Contains($"period: {Default("--period")})", program);
        Assert.DoesNotContain("10", model);

        string Default(string option) => page.Split('\n').Single(line => line.Contains($"`{option}`")).Split('|')[2].Trim();
    }
}
