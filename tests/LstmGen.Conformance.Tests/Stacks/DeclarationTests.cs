using LstmGen.Conformance.Models;
using Microsoft.CodeAnalysis;

namespace LstmGen.Conformance.Stacks;

/// <summary>Layers in any order: the analyzer either says what is wrong, and nothing else does, or they compile, and <see cref="StackPropertyTests"/> trains them.</summary>
[Trait("Width", "any")]
public sealed class DeclarationTests
{
    [Fact]
    public void What_is_wrong_is_said_at_the_attribute_by_the_analyzer_alone()
    {
        ModelShape[] refused = [.. TrainedStacks.AnyOrder.Where(judged => judged.Found.Count > 0).Select(judged => judged.Shape)];
        Assert.True(refused.Length > 100, $"{refused.Length} of {TrainedStacks.AnyOrder.Count} were refused.");
        foreach ((ModelShape shape, IReadOnlyList<Diagnostic> found) in TrainedStacks.AnyOrder)
        {
            Assert.All(found, diagnostic =>
            {
                Assert.StartsWith("LSTMGEN", diagnostic.Id, StringComparison.Ordinal);
                Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
                string place = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
                Assert.Contains(shape.Layers, layer => layer.Attribute.Contains(place, StringComparison.Ordinal));
            });
        }

        IReadOnlyList<Diagnostic> errors = DeclarationJudge.CompilerErrors(refused);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(5)));
    }

    [Fact]
    public void What_is_allowed_compiles_without_a_warning()
    {
        ModelShape[] allowed = [.. TrainedStacks.AnyOrder.Where(judged => judged.Found.Count == 0).Select(judged => judged.Shape)];
        Assert.True(allowed.Length > 30, $"{allowed.Length} of {TrainedStacks.AnyOrder.Count} were allowed.");
        IReadOnlyList<Diagnostic> errors = DeclarationJudge.CompilerErrors(allowed);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Take(5)));

        // The oracle judges shapes by itself: it must find the same ones possible, and the same outputs.
        Assert.All(allowed, shape => Assert.InRange(shape.Oracle().Output.Size, 1, int.MaxValue));
    }
}
