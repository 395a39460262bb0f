using System.Collections.Immutable;
using System.Globalization;

namespace LstmGen.Generator.Diagnostics;

/// <summary>What a diagnostic carries for its code fix, so that the fix need not read the message.</summary>
internal static class FixHints
{
    /// <summary>The nearest size that is allowed.</summary>
    public const string NearestSize = nameof(NearestSize);

    /// <summary>The modifier to remove.</summary>
    public const string Modifier = nameof(Modifier);

    /// <summary>The name that is meant.</summary>
    public const string Name = nameof(Name);

    public static ImmutableDictionary<string, string?> For(Finding finding) => finding.Id switch
    {
        Rules.SizeOutOfRange when IsWhole(finding.Values[1]) && IsWhole(finding.Values[2]) && IsWhole(finding.Values[3]) =>
            Single(NearestSize, Nearest(Number(finding.Values[1]), Number(finding.Values[2]), Number(finding.Values[3]))),
        Rules.ForbiddenModifier => Single(Modifier, finding.Values[1]),
        _ => ImmutableDictionary<string, string?>.Empty,
    };

    private static string Nearest(long found, long smallest, long largest) =>
        (found < smallest ? smallest : largest).ToString(CultureInfo.InvariantCulture);

    private static bool IsWhole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);

    private static long Number(string text) =>
        long.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static ImmutableDictionary<string, string?> Single(string key, string value) =>
        ImmutableDictionary<string, string?>.Empty.Add(key, value);
}
