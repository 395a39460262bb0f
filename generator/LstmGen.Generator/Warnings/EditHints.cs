using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Warnings;

/// <summary>A fix as a diagnostic carries it to the code fix: each edit has two places, which differ where two layers change places.</summary>
internal static class EditHints
{
    public const string Title = nameof(Title);

    private const string Count = nameof(Count);
    private const string Kind = nameof(Kind);
    private const string Argument = nameof(Argument);
    private const string Text = nameof(Text);

    /// <summary>The properties of a diagnostic with a fix.</summary>
    public static ImmutableDictionary<string, string?> Of(ModelFix fix)
    {
        ImmutableDictionary<string, string?>.Builder hints = ImmutableDictionary.CreateBuilder<string, string?>();
        hints.Add(Title, fix.Title);
        hints.Add(Count, Number(fix.Edits.Length));
        for (int i = 0; i < fix.Edits.Length; i++)
        {
            hints.Add(Kind + Number(i), fix.Edits[i].Kind.ToString());
            hints.Add(Argument + Number(i), fix.Edits[i].Argument);
            hints.Add(Text + Number(i), fix.Edits[i].Text);
        }

        return hints.ToImmutable();
    }

    /// <summary>Its further locations.</summary>
    /// <param name="fix">Whose edits have the places.</param>
    /// <param name="place">Of a layer, or of an argument where it is written.</param>
    public static IEnumerable<Location> Places(ModelFix fix, Func<int, string, Location> place) => fix.Edits.SelectMany(edit => new[]
    {
        place(edit.Layer, edit.Argument), place(edit.Kind == EditKind.MoveUp ? edit.Layer - 1 : edit.Layer, edit.Argument),
    });

    /// <summary>The edits of a diagnostic with a fix, in their order; none where it has no fix.</summary>
    public static IEnumerable<(EditKind Kind, Location Place, Location Other, string Argument, string Text)> Read(Diagnostic diagnostic)
    {
        int count = diagnostic.Properties.TryGetValue(Count, out string? text) ? int.Parse(text!, CultureInfo.InvariantCulture) : 0;
        for (int i = 0; i < count; i++)
        {
            yield return (
                (EditKind)Enum.Parse(typeof(EditKind), diagnostic.Properties[Kind + Number(i)]!), diagnostic.AdditionalLocations[2 * i],
                diagnostic.AdditionalLocations[2 * i + 1], diagnostic.Properties[Argument + Number(i)]!, diagnostic.Properties[Text + Number(i)]!);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
