using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>All interfaces of the runtime that the user's class implements.</summary>
internal static class ModelAbilities
{
    public static IReadOnlyList<Ability> Of(ModelSpec spec, ModelPlan plan) =>
        [.. plan.Layers.SelectMany(layer => layer.Abilities), .. AttendMembers.Abilities(plan), .. TokenMembers.Abilities(plan), .. StreamAbilities(spec, plan)];

    /// <summary>A class's base and interfaces, as its declaration lists them.</summary>
    public static string Bases(ModelSpec spec, IEnumerable<string> interfaces) => string.Join(", ", interfaces.Prepend(DecoderMembers.Base(spec)));

    /// <summary>A model that chooses among the tokens that it reads can read its own choices.</summary>
    private static IEnumerable<Ability> StreamAbilities(ModelSpec spec, ModelPlan plan)
    {
        if (!plan.CanStep)
        {
            yield break;
        }

        string state = $"<{spec.ClassName}.State>";
        string[] needs = ["Step", "State"];
        int choices = (plan.Head as IChoosing)?.Choices ?? 0;
        yield return plan.Layers[0] is ITokenReader reader && plan.Input.Width == 1 && choices == reader.Tokens.Vocabulary
            ? new Ability($"IGenerator{state}", Ability.Constant("int", $"IGenerator{state}", "Vocabulary", Text.Of(choices))) { Needs = [.. needs, .. TokenMembers.Names] }
            : new Ability($"IStreaming{state}") { Needs = needs };
    }
}
