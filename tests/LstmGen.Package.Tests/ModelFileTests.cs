namespace LstmGen.Package.Tests;

/// <summary>The build item LstmModelFile, in projects that know the packages alone.</summary>
public sealed class ModelFileTests(PackageFeed feed)
{
    private const string Program = """
        using LstmGen;

        var model = new Shop.Price();
        float[] window = [.. Enumerable.Range(0, 12 * 24).Select(i => MathF.Sin(i))];
        float[] output = new float[2];
        model.Predict(window, output);
        Console.WriteLine($"{output[0]:R} {output[1]:R}");
        """;

    [Fact]
    public async Task A_trained_file_becomes_a_class_and_the_importer_leaves_nothing_behind()
    {
        string project = NewProject("lstm_model.keras", "Shop.Price");
        string first = await Build(project);
        Assert.Contains("self-check", first, StringComparison.Ordinal);
        string answer = Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release", "--no-build"));

        string output = Path.Combine(project, "bin", "Release", "net10.0");
        Assert.Equal(["Import.dll", "LstmGen.dll"], Directory.GetFiles(output, "*.dll").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("LstmGen.Import.dll", File.ReadAllText(Path.Combine(output, "Import.deps.json")), StringComparison.Ordinal);

        // Nothing changed: the importer does not run. The file is touched: it does. Another look-back, too.
        Assert.DoesNotContain("self-check", await Build(project), StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(Path.Combine(project, "model.bin"), DateTime.UtcNow);
        Assert.Contains("self-check", await Build(project), StringComparison.Ordinal);
        Assert.DoesNotContain("self-check", await Build(project), StringComparison.Ordinal);
        Assert.Equal(answer, Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release", "--no-build")));
    }

    [Fact]
    public async Task Weights_travel_in_a_native_program()
    {
        Assert.SkipUnless(Tool.IsInstalled("clang") || Tool.IsInstalled("gcc"), "Compiling to native code needs clang or gcc on the path.");
        string project = NewProject("lstm_model.keras", "Shop.Price");
        string jit = Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release"));
        string output = Path.Combine(project, "native");
        string published = await Tool.Run(project, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "-p:IlcInstructionSet=native", "-o", output);
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(jit, Tool.LastLine(await Tool.Run(project, Path.Combine(output, OperatingSystem.IsWindows() ? "Import.exe" : "Import"))));
    }

    [Fact]
    public async Task A_missing_truncated_or_unfetched_file_is_an_error_with_its_path()
    {
        string project = NewProject("lstm_model.keras", "Shop.Price");
        string model = Path.Combine(project, "model.bin");
        byte[] whole = File.ReadAllBytes(model);

        File.WriteAllBytes(model, whole[..(whole.Length / 2)]);
        Assert.Contains($"{model} : error LSTMGEN910: ", await Fail(project), StringComparison.Ordinal);

        File.WriteAllText(model, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 473842\n");
        string pointer = await Fail(project);
        Assert.Contains($"{model} : error LSTMGEN910: ", pointer, StringComparison.Ordinal);
        Assert.Contains("Git LFS pointer", pointer, StringComparison.Ordinal);

        File.Delete(model);
        string missing = await Fail(project);
        Assert.Contains(model, missing, StringComparison.Ordinal);
        Assert.Contains("LSTMGEN911", missing, StringComparison.Ordinal);

        File.WriteAllBytes(model, whole);
        await Build(project);
    }

    [Fact]
    public async Task A_declaration_takes_the_weights_and_may_not_contradict_the_file()
    {
        string project = NewProject("lstm_model.keras", "Shop.Price");
        string declaration = Path.Combine(project, "Price.cs");
        File.WriteAllText(declaration, Declaration("[Lstm(50)]\n[Dropout(0.1)]\n[Lstm(50)]\n[Dense(25)]"));
        await Build(project);
        string declared = Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release", "--no-build"));
        File.Delete(declaration);
        await Build(project);
        Assert.Equal(declared, Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release", "--no-build")));

        File.WriteAllText(declaration, Declaration("[Lstm(50)]\n[Lstm(50)]\n[Dense(25, Activation = Activation.Relu)]"));
        string other = await Fail(project);
        Assert.Contains("Price.cs(", other, StringComparison.Ordinal);
        Assert.Contains("model.bin", other, StringComparison.Ordinal);
        Assert.Contains("Activation = Relu", other, StringComparison.Ordinal);
        Assert.Contains("layer 4 (Dense 'dense')", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_dictionary_fills_the_class_that_code_declares()
    {
        string project = NewProject("torch-lstm2-fc.pt", "Fault");
        File.WriteAllText(Path.Combine(project, "Program.cs"), """
            using LstmGen;

            float[] output = new float[2];
            new Fault().Predict([.. Enumerable.Range(0, 27).Select(i => MathF.Sin(i))], output);
            Console.WriteLine($"{output[0]:R} {output[1]:R}");

            [LstmModel(LookBack = 9, Features = 3)]
            [Lstm(12)]
            [Lstm(12)]
            [Dense(2)]
            internal sealed partial class Fault;
            """);
        await Build(project);
        string output = Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release", "--no-build"));
        Assert.Equal(2, output.Split(' ').Length);

        string undeclared = NewProject("torch-lstm2-fc.pt", "Fault");
        Assert.Contains("weights and no network", await Fail(undeclared), StringComparison.Ordinal);
    }

    /// <summary>Code that calls the library gets it, under the JIT and in a native program, without a warning of trimming.</summary>
    [Fact]
    public async Task Files_are_loaded_at_run_time_in_a_native_program_too()
    {
        Assert.SkipUnless(Tool.IsInstalled("clang") || Tool.IsInstalled("gcc"), "Compiling to native code needs clang or gcc on the path.");
        string project = NewProject("lstm_model.keras", "", item: false);
        string shared = Path.Combine(Path.GetDirectoryName(PackageFeed.Root())!, "shared", "data", "models");
        string file = Path.Combine(project, "Import.csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("<None Update", $"<PackageReference Include=\"LstmGen.Import\" Version=\"{feed.Version}\" />\n<None Update", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(project, "Program.cs"), $$"""
            using LstmGen;

            string folder = @"{{shared}}/";
            var price = new Price();
            Console.WriteLine(price.LoadKeras(folder + "lstm_model.keras"));
            var fault = new Fault();
            Console.WriteLine(fault.LoadTorch(folder + "torch-checkpoint.pt"));
            var state = new StepModel();
            Console.WriteLine(state.LoadOnnx(folder + "torch-lstm-state.onnx"));
            try
            {
                fault.LoadTorch(folder + "torch-calls-function.pt");
            }
            catch (InvalidDataException refused)
            {
                Console.WriteLine(refused.Message.Contains("getcwd", StringComparison.Ordinal));
            }

            long bits = 17;
            foreach (float value in (float[])[.. price.Parameters.Values, .. fault.Parameters.Values, .. state.Parameters.Values])
            {
                bits = unchecked((bits * 31) + BitConverter.SingleToInt32Bits(value));
            }

            Console.WriteLine(bits);

            [LstmModel(LookBack = 12, Features = 24)]
            [Lstm(50)]
            [Lstm(50)]
            [Dense(25)]
            [Dense(2)]
            internal sealed partial class Price;

            [LstmModel(LookBack = 9, Features = 3)]
            [Lstm(12)]
            [Lstm(12)]
            [Dense(2)]
            internal sealed partial class Fault;

            [LstmModel(LookBack = 1, Features = 2)]
            [Lstm(6)]
            [Dense(1)]
            internal sealed partial class StepModel;
            """.Replace("using LstmGen;", "#pragma warning disable LSTMGEN111, LSTMGEN112\nusing LstmGen;", StringComparison.Ordinal));
        string jit = await Tool.Run(project, "dotnet", "run", "-c", "Release");
        Assert.Contains("True", jit, StringComparison.Ordinal);
        Assert.Contains("lstm_1 <- layer 2 (LSTM 'lstm_1')", jit, StringComparison.Ordinal);
        string output = Path.Combine(project, "native");
        string published = await Tool.Run(project, "dotnet", "publish", "-c", "Release", "-p:PublishAot=true", "-p:IlcInstructionSet=native", "-o", output);
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        string native = await Tool.Run(project, Path.Combine(output, OperatingSystem.IsWindows() ? "Import.exe" : "Import"));
        Assert.Equal(jit.Trim(), native.Trim());
    }

    [Fact]
    public async Task The_tool_writes_a_class_that_a_project_compiles()
    {
        string project = NewProject("lstm_model.keras", "Shop.Price", item: false);
        string tools = feed.NewFolder("tools");
        await Tool.Run(tools, "dotnet", "tool", "install", "LstmGen.Tool", "--version", feed.Version, "--tool-path", tools);
        string tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "dotnet-lstmgen.exe" : "dotnet-lstmgen");
        Assert.Contains("Lstm(50", await Tool.Run(project, tool, "inspect", "model.bin"), StringComparison.Ordinal);
        string said = await Tool.Run(project, tool, "import", "model.bin", "--class", "Shop.Price");
        Assert.Contains("self-check", said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(project, "Price.cs")) && File.Exists(Path.Combine(project, "Price.safetensors")), said);
        Assert.Equal(2, Tool.LastLine(await Tool.Run(project, "dotnet", "run", "-c", "Release")).Split(' ').Length);
    }

    private static string Declaration(string layers) => $$"""
        #pragma warning disable LSTMGEN111
        using LstmGen;

        namespace Shop;

        [LstmModel(LookBack = 12, Features = 24)]
        {{layers}}
        [Dense(2)]
        public sealed partial class Price;
        """;

    private static Task<string> Build(string project) => Tool.Run(project, "dotnet", "build", "-c", "Release", "--nologo");

    private static Task<string> Fail(string project) => Tool.Fail(project, "dotnet", "build", "-c", "Release", "--nologo");

    /// <summary>A project with a model's file, whose name says nothing of what it is.</summary>
    private string NewProject(string model, string className, bool item = true)
    {
        string? shared = Path.GetDirectoryName(PackageFeed.Root()) is { } parent ? Path.Combine(parent, "shared", "data", "models", model) : null;
        Assert.SkipUnless(File.Exists(shared), $"The file {model} is not at hand: it lies in ../shared/data/models beside the repository.");
        const string Properties = """
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            """;
        string items = item
            ? $"<PackageReference Include=\"LstmGen.Import\" Version=\"{feed.Version}\" PrivateAssets=\"all\" />\n<LstmModelFile Include=\"model.bin\" Class=\"{className}\" />"
            : "<None Update=\"Price.safetensors\" CopyToOutputDirectory=\"PreserveNewest\" />";
        string folder = feed.NewProject("Import", "Microsoft.NET.Sdk", Properties, items);
        File.Copy(shared!, Path.Combine(folder, "model.bin"));
        File.SetAttributes(Path.Combine(folder, "model.bin"), FileAttributes.Normal);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        return folder;
    }
}
