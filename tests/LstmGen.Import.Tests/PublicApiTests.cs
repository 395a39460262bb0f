using LstmGen.Compiler;
using LstmGen.Generator.Tests;
using PublicApiGenerator;

namespace LstmGen.Import.Tests;

/// <summary>What users can see of the packages. A change is accepted like that of any snapshot, and is read like one.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Import")]
    [InlineData("Compiler")]
    public void Public_members(string package) => Snapshot.Match(
        (package == "Import" ? typeof(FileImporter) : typeof(ModelCompiler)).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).Replace("\r\n", "\n") + "\n",
        package, extension: "txt");
}
