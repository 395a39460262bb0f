using System.CommandLine;
using LstmGen.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Playground.Runs;

namespace Playground;

/// <summary>The program: a page on this machine, until Ctrl+C.</summary>
internal static class PlaygroundCommand
{
    public static RootCommand Create(TextWriter output)
    {
        var noBrowser = new Option<bool>("--no-browser") { Description = "Prints the address and opens nothing." };
        var port = new Option<int>("--port") { Description = "A port on the loopback address; 0 is a free one.", DefaultValueFactory = _ => 0 };
        port.Fits<int>(value => value is >= 0 and <= ushort.MaxValue, "is 0 to 65,535");
        var command = new RootCommand("Opens a page on this machine where LSTMs are put together and watched while they learn.") { noBrowser, port };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(port), !result.GetValue(noBrowser), output, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool browser, TextWriter output, CancellationToken cancellation)
    {
        using var runs = new RunRegistry();
        await using WebApplication app = PlaygroundApp.Create(port, runs);
        await app.StartAsync(cancellation);
        Uri address = LoopbackApp.AddressOf(app);
        output.WriteLine($"Watch it learn: {address}");
        output.WriteLine("Ctrl+C ends it.");
        output.Flush();
        if (browser) LoopbackApp.OpenBrowser(address);
        _ = PlaygroundApp.WarmUpAsync();
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
