using System.CommandLine;

namespace LstmGen.Samples;

/// <summary>What every sample does around its own run: parse, say what is wrong with the options, run, say what is wrong with a file.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command. What the user can put right is told on the error stream in a line; any other exception goes through, with its stack trace.</summary>
    /// <param name="command">With its options and its action.</param>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="output">For results and help.</param>
    /// <param name="error">For what is wrong.</param>
    /// <param name="isMistake">Exceptions that are the user's mistake in this sample, beside <see cref="UserError"/> and those of files.</param>
    /// <returns>The exit code: what the action returns, or 1 after a message on the error stream.</returns>
    public static int Run(this RootCommand command, string[] args, TextWriter output, TextWriter error, Func<Exception, bool>? isMistake = null)
    {
        ParseResult arguments = command.Parse(args);
        if (arguments.Errors.Count > 0)
        {
            foreach (string message in arguments.Errors.Select(wrong => wrong.Message).Distinct())
            {
                error.WriteLine(message);
            }

            return 1;
        }

        try
        {
            return arguments.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception wrong) when (
            wrong is UserError or IOException or UnauthorizedAccessException or InvalidDataException || isMistake?.Invoke(wrong) is true)
        {
            error.WriteLine(wrong.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }
}
