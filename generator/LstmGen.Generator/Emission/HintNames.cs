using System.Globalization;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>File names for models. The compiler tells them apart without regard to case; C# does not.</summary>
internal static class HintNames
{
    /// <summary>Those full names that another model has too, in whatever case. Nearly always none.</summary>
    public static EquatableArray<string> Colliding(IEnumerable<string> fullNames) =>
        fullNames
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group.Distinct(StringComparer.Ordinal))
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    public static string Of(ModelSpec spec, EquatableArray<string> colliding) =>
        colliding.Contains(spec.FullName, StringComparer.Ordinal)
            ? $"{spec.FullName}.{Fingerprint(spec.Identity).ToString("x8", CultureInfo.InvariantCulture)}.g.cs"
            : $"{spec.FullName}.g.cs";

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
