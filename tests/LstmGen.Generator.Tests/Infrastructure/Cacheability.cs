using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using XunitAssert = Xunit.Assert;

namespace LstmGen.Generator.Tests;

/// <summary>What the compiler keeps between two edits: equal when nothing changed, and free of anything that belongs to a compilation.</summary>
internal static class Cacheability
{
    public static void Assert(GeneratorRunResult first, GeneratorRunResult second)
    {
        foreach (string name in GeneratorRun.TrackingNames)
        {
            ImmutableArray<object> before = Outputs(first, name);
            ImmutableArray<object> after = Outputs(second, name);
            for (int index = 0; index < before.Length; index++)
            {
                AssertHoldsNoCompilation(before[index], name);
                string? difference = Difference(before[index], after[index], name);
                XunitAssert.True(difference is null, $"A second run over the same source gives another value at {difference}.");
            }

            foreach (IncrementalStepRunReason reason in Reasons(second, name))
            {
                XunitAssert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"A second run over the same source repeats the step {name}: {reason}.");
            }
        }
    }

    public static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string name) =>
        Steps(result, name).SelectMany(step => step.Outputs).Select(output => output.Reason);

    public static ImmutableArray<object> Outputs(GeneratorRunResult result, string name) =>
        [.. Steps(result, name).SelectMany(step => step.Outputs).Select(output => output.Value)];

    /// <summary>The path of the first property that differs, or null.</summary>
    public static string? Difference(object? before, object? after, string path)
    {
        if (Equals(before, after))
        {
            return null;
        }

        if (before is null || after is null || before.GetType() != after.GetType() || before is string || before.GetType().IsPrimitive)
        {
            return $"{path}: {before} and {after}";
        }

        if (before is IEnumerable first && after is IEnumerable second)
        {
            object?[] left = [.. first.Cast<object?>()];
            object?[] right = [.. second.Cast<object?>()];
            return left.Length == right.Length
                ? left.Select((item, index) => Difference(item, right[index], $"{path}[{index}]")).FirstOrDefault(found => found is not null) ?? path
                : $"{path}: {left.Length} and {right.Length} elements";
        }

        return before.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => Difference(property.GetValue(before), property.GetValue(after), $"{path}.{property.Name}"))
            .FirstOrDefault(found => found is not null) ?? path;
    }

    private static ImmutableArray<IncrementalGeneratorRunStep> Steps(GeneratorRunResult result, string name) =>
        result.TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps : [];

    private static void AssertHoldsNoCompilation(object? value, string path)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return;
        }

        XunitAssert.False(
            value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SyntaxToken or SyntaxReference or Location or SemanticModel or AttributeData,
            $"{path} keeps a {value.GetType().Name}, and with it a whole compilation.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertHoldsNoCompilation(item, path + "[]");
            }

            return;
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            AssertHoldsNoCompilation(field.GetValue(value), $"{path}.{field.Name.TrimStart('<').Split('>')[0]}");
        }
    }
}
