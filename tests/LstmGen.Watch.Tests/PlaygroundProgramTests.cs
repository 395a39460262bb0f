using System.Diagnostics;
using System.Text.Json;

namespace LstmGen.Watch.Tests;

/// <summary>The playground as a program of its own: what it prints, and what it does with the processor.</summary>
public sealed class PlaygroundProgramTests
{
    private static readonly string s_program = typeof(Playground.PlaygroundApp).Assembly.Location;

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [s_program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static async Task<double> Share(Process program, int milliseconds)
    {
        program.Refresh();
        TimeSpan before = program.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.Delay(milliseconds);
        program.Refresh();
        return (program.TotalProcessorTime - before) / clock.Elapsed;
    }

    [Fact]
    public async Task It_prints_its_address_and_rests_while_it_pauses_and_when_nobody_looks()
    {
        using Process program = Start("--no-browser");
        try
        {
            string line = await program.StandardOutput.ReadLineAsync() ?? "";
            Assert.Matches(@"^Watch it learn: http://127\.0\.0\.1:\d+/$", line);
            using var client = new HttpClient { BaseAddress = new Uri(line.Split(' ')[^1]) };
            HttpResponseMessage answer = await client.PostAsync(new Uri("runs", UriKind.Relative), new StringContent("""{"epochs":2000}"""));
            string id = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
            int epochs = 0;
            using (HttpResponseMessage events = await client.GetAsync(new Uri($"runs/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
            {
                Task reading = Task.Run(async () =>
                {
                    using var reader = new StreamReader(await events.Content.ReadAsStreamAsync());
                    try
                    {
                        while (await reader.ReadLineAsync() is { } read)
                        {
                            if (read == "event: epoch") Interlocked.Increment(ref epochs);
                        }
                    }
                    catch (Exception gone) when (gone is IOException or ObjectDisposedException or HttpRequestException)
                    {
                        // The connection was closed below.
                    }
                });
                for (int i = 0; Volatile.Read(ref epochs) < 40; i++)
                {
                    Assert.True(i < 600, $"After a minute there are {epochs} epochs.");
                    await Task.Delay(100);
                }

                await client.PostAsync(new Uri($"runs/{id}/pause", UriKind.Relative), null);
                await Task.Delay(300);
                int held = Volatile.Read(ref epochs);
                for (int i = 0; await Share(program, 400) > 0.05; i++)
                {
                    // What the runtime still compiles anew in the background ends within a moment.
                    Assert.True(i < 30, "While it pauses, it does not rest.");
                }

                Assert.Equal(held, Volatile.Read(ref epochs));
                await client.PostAsync(new Uri($"runs/{id}/play", UriKind.Relative), null);
                for (int i = 0; Volatile.Read(ref epochs) <= held; i++)
                {
                    Assert.True(i < 100, "It does not go on.");
                    await Task.Delay(100);
                }
            }

            for (int i = 0; await Share(program, 300) > 0.1; i++)
            {
                Assert.True(i < 30, "It goes on with nobody looking.");
            }
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("--port", "70000", "--port is 0 to 65,535; it was 70000.")]
    [InlineData("--port", "many", "'many'")]
    public async Task A_wrong_option_is_a_line_and_exit_code_1(string option, string value, string says)
    {
        using Process program = Start(option, value);
        string error = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal(1, program.ExitCode);
        Assert.Contains(says, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
