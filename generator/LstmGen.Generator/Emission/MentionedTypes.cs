using LstmGen.Generator.Composition;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>Which names a generated file reads, so that a user's type is only in the way where it is.</summary>
internal static class MentionedTypes
{
    /// <summary>Those types that the code of a model would meet in place of what it means.</summary>
    public static IEnumerable<HidingType> Of(ModelSpec spec, ModelPlan? plan, IEnumerable<HidingType> hiding) =>
        Of(plan is null ? ModelFile.WriteSignatures(spec) : ModelFile.Write(spec, plan), hiding);

    /// <param name="text">Of a generated file.</param>
    /// <param name="hiding">Types of the user's.</param>
    public static IEnumerable<HidingType> Of(string text, IEnumerable<HidingType> hiding)
    {
        string code = string.Join("\n", text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        return hiding.Where(type => !code.Contains($" class {type.Name}\n") && !code.Contains($" class {type.Name} :") && Mentions(code, type));
    }

    private static bool Mentions(string code, HidingType type)
    {
        string name = type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
        return Mentions(code, type.Name, type.IsGeneric) || Mentions(code, name, type.IsGeneric);
    }

    private static bool Mentions(string code, string name, bool isGeneric)
    {
        for (int at = code.IndexOf(name, StringComparison.Ordinal); at >= 0; at = code.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            bool isWord = (at == 0 || !IsPart(code[at - 1])) && (end == code.Length || !IsPart(code[end]));
            if (isWord && isGeneric == (end < code.Length && code[end] == '<'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
