using LstmGen.Generator.Composition;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>What the user has declared in places that the generator fills.</summary>
internal static class MemberClashes
{
    /// <param name="spec">The model.</param>
    /// <param name="plan">Null where it has errors.</param>
    /// <param name="own">The user's members.</param>
    public static IEnumerable<Finding> Of(ModelSpec spec, ModelPlan? plan, EquatableArray<OwnMember> own)
    {
        var emitted = new EmittedClass(spec, plan);
        string name = emitted.ClassName;
        HashSet<int> taken = [.. emitted.TakenBy(own)];
        for (int index = 0; index < own.Count; index++)
        {
            if (taken.Contains(index))
            {
                yield return new Finding(
                    Rules.MemberTaken, Finding.OnMember, index.ToString(Text.Invariant),
                    new[] { name, own[index].Text, "the generator writes a member in its place" }.ToEquatableArray());
            }
            else if (own[index].LeavesOut)
            {
                yield return new Finding(
                    Rules.ConstructorLeavesOut, Finding.OnMember, index.ToString(Text.Invariant), new[] { name, own[index].Text }.ToEquatableArray());
            }
        }

        if (emitted.HasNameOfClass)
        {
            yield return new Finding(Rules.NamedLikeMember, Finding.OnClass, "", new[] { name }.ToEquatableArray());
        }
    }
}
