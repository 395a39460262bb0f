using LstmGen.Generator.Tests;
using PublicApiGenerator;

namespace LstmGen.Watch.Tests;

/// <summary>What users can see of the package. A change is accepted like that of any snapshot, and is read like one.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_members() => Snapshot.Match(
        typeof(TrainingPage).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"] }).Replace("\r\n", "\n") + "\n", extension: "txt");
}
