using System.Diagnostics;

namespace LstmGen.Package.Tests;

/// <summary>Runs programs and says everything they printed when one fails.</summary>
internal static class Tool
{
    public static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        (int code, string output) = await Try(folder, program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>The output of a program that must not succeed.</summary>
    public static async Task<string> Fail(string folder, string program, params string[] arguments)
    {
        (int code, string output) = await Try(folder, program, arguments);
        Assert.True(code != 0, $"{program} {string.Join(' ', arguments)} succeeded:\n{output}");
        return output;
    }

    /// <summary>The exit code, and the output with the errors behind it.</summary>
    public static async Task<(int Code, string Output)> Try(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test host sets for itself is not for the programs it starts.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    public static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
