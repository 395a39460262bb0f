using System.Globalization;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>File names for models. The compiler tells them apart without regard to case; C# does not.</summary>
internal static class HintNames
{
    /// <summary>Those full names that another model has in other letters' case. Nearly always none.</summary>
    public static EquatableArray<string> Colliding(IEnumerable<string> fullNames) =>
        fullNames
            .Distinct(StringComparer.Ordinal)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    public static string Of(string fullName, EquatableArray<string> colliding) =>
        colliding.Contains(fullName, StringComparer.Ordinal)
            ? $"{fullName}.{Fingerprint(fullName).ToString("x8", CultureInfo.InvariantCulture)}.g.cs"
            : $"{fullName}.g.cs";

    /// <summary>FNV-1a, 32 bits.</summary>
    private static uint Fingerprint(string text)
    {
        uint hash = 2166136261;
        foreach (char letter in text)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return hash;
    }
}
