using LstmGen.Generator.Model;
using Xunit.Sdk;

namespace LstmGen.Generator.Tests;

/// <summary>The checks themselves: each of them can fail, and says where.</summary>
public sealed class GuardTests
{
    [Fact]
    public void An_unequal_model_is_named_by_its_path()
    {
        ModelSpec one = Spec(new LayerArgument("units", 1));
        Assert.Null(Cacheability.Difference(one, Spec(new LayerArgument("units", 1)), "Spec"));
        Assert.Equal("Spec.Layers[0].Arguments[0].Value: 1 and 2", Cacheability.Difference(one, Spec(new LayerArgument("units", 2)), "Spec"));
        Assert.Equal("Spec.FullName: M and N", Cacheability.Difference(one, one with { FullName = "N" }, "Spec"));
    }

    [Fact]
    public void A_snapshot_that_differs_fails_with_the_difference()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1", "Snapshots are being accepted.");
        FailException failure = Assert.Throws<FailException>(() => Snapshot.Match("one\n2\n"));
        Assert.Contains("+ 2", failure.Message, StringComparison.Ordinal);
        string received = Path.Combine(Repository.Root, "tests/LstmGen.Generator.Tests/GuardTests.A_snapshot_that_differs_fails_with_the_difference.received.cs");
        Assert.Equal("one\n2\n", File.ReadAllText(received));
        File.Delete(received);
    }

    [Fact]
    public void A_difference_shows_the_changed_lines_and_their_neighbours() =>
        Assert.Equal("  3\n  4\n  5\n- 6\n+ six\n  7\n  8\n  9\n", Snapshot.Difference(Lines(), Lines().Replace("\n6\n", "\nsix\n")));

    private static string Lines() => string.Join('\n', Enumerable.Range(1, 20));

    private static ModelSpec Spec(LayerArgument argument) => new()
    {
        Namespace = "",
        ContainingTypes = default,
        ClassName = "M",
        FullName = "M",
        LookBack = 1,
        Features = 1,
        Scaling = "None",
        StackBudget = 0,
        AllowUnsafe = false,
        Layers = new[] { new LayerSpec("Dense", new[] { argument }.ToEquatableArray()) }.ToEquatableArray(),
    };
}
