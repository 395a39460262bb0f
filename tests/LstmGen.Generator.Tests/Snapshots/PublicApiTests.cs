using PublicApiGenerator;

namespace LstmGen.Generator.Tests;

/// <summary>What users can see of the library. A change is accepted like that of any snapshot, and is read like one.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_members() => Snapshot.Match(
        typeof(SequenceModel).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).Replace("\r\n", "\n") + "\n",
        extension: "txt");

    [Fact]
    public void Public_members_Cuda() => Snapshot.Match(
        typeof(Cuda.CudaDevice).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).Replace("\r\n", "\n") + "\n",
        extension: "txt");
}
