using LstmGen.Generator.Model;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Work on one declaration that may fail without taking the code or the messages of the others.</summary>
internal static class Isolated
{
    private const int MostPlaces = 3;

    /// <summary>Runs the work; a failure of the generator becomes a value.</summary>
    public static T Run<T>(Func<T> work, Func<Exception, T> otherwise)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return otherwise(failure);
        }
    }

    /// <summary>What is said of such a failure: the exception, and the methods it came through.</summary>
    public static Finding Finding(string className, Exception failure)
    {
        IEnumerable<string> places = (failure.StackTrace ?? "").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Contains(nameof(LstmGen)))
            .Take(MostPlaces)
            .Select(line => line.IndexOf('(') is > 0 and var end ? line.Substring(0, end) : line);
        string text = $"{failure.GetType().Name}: {failure.Message} {string.Join(" ", places)}";
        return new(Rules.InternalError, Diagnostics.Finding.OnModel, "", new[] { className, OneLine(text) }.ToEquatableArray());
    }

    private static string OneLine(string text) => string.Join(" ", text.Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));
}
