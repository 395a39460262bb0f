using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LstmGen.Samples;

/// <summary>Checks of what the user gave, before hours of training and not after them. Defaults are not checked.</summary>
internal static class OptionChecks
{
    /// <summary>Numbers that are not below a minimum.</summary>
    public static void AtLeast<T>(this Option option, T minimum)
        where T : INumber<T> => option.Fits<T>(value => T.IsFinite(value) && value >= minimum, $"is at least {minimum}");

    /// <summary>Numbers that a rule holds for. What is no number at all, the option itself refuses.</summary>
    /// <param name="option">Of one number or several.</param>
    /// <param name="fits">Whether the rule holds.</param>
    /// <param name="rule">The rule in words, to come after the name of the option.</param>
    public static void Fits<T>(this Option option, Func<T, bool> fits, string rule)
        where T : IParsable<T> => option.Validators.Add(result => result.Check(
            text => T.TryParse(text, CultureInfo.InvariantCulture, out T? value) && !fits(value) ? $"{option.Name} {rule}; it was {text}." : null));

    /// <summary>Files that are there.</summary>
    public static void ExistingFile(this Option option) => option.Validators.Add(result => result.Check(
        path => File.Exists(path) ? null : $"{option.Name}: there is no file '{FullName(path)}'."));

    /// <summary>Folders that are there.</summary>
    public static void ExistingFolder(this Option option) => option.Validators.Add(result => result.Check(
        path => Directory.Exists(path) ? null : $"{option.Name}: there is no folder '{FullName(path)}'."));

    /// <summary>Files that can be written; they may be new.</summary>
    public static void WritableFile(this Option option) => option.Validators.Add(result => result.Check(
        path => Directory.Exists(path) ? $"{option.Name}: '{FullName(path)}' is a folder." : option.Unwritable(Path.GetDirectoryName(FullName(path)) ?? "")));

    /// <summary>Folders that are there and take files.</summary>
    public static void WritableFolder(this Option option) => option.Validators.Add(result => result.Check(path => option.Unwritable(FullName(path))));

    /// <summary>No options that were misspelt: an argument would take them for what it asks for.</summary>
    public static void NoOptions(this Argument argument) => argument.Validators.Add(result => result.Check(
        text => text.StartsWith("--", StringComparison.Ordinal) ? $"There is no option '{text}'." : null));

    private static void Check(this SymbolResult result, Func<string, string?> problem)
    {
        foreach (string message in result.Tokens.Select(token => problem(token.Value)).OfType<string>())
        {
            result.AddError(message);
        }
    }

    /// <summary>Only a file that is written, and gone at once, tells whether a folder takes one.</summary>
    private static string? Unwritable(this Option option, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"{option.Name}: there is no folder '{folder}'.";
        }

        try
        {
            File.Create(Path.Combine(folder, Path.GetRandomFileName()), bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return $"{option.Name}: the folder '{folder}' cannot be written to.";
        }
    }

    private static string FullName(string path) => path.Length > 0 ? Path.GetFullPath(path) : "";
}
