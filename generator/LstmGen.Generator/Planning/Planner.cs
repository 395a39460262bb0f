using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Spec to plan: every shape, offset and size; or what is wrong with the declaration. Pure, and without a Roslyn type.</summary>
internal static class Planner
{
    public static PlanResult Plan(ModelSpec spec) => new(null, default);
}

/// <param name="Plan">Null when something is wrong.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record PlanResult(ModelPlan? Plan, EquatableArray<Finding> Findings);

internal sealed class ModelPlan;
