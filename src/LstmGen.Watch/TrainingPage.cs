using System.Text.Json;
using LstmGen.Watch.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LstmGen.Watch;

/// <summary>
/// A page on this machine that shows a training while it goes on: <c>await using var page = TrainingPage.Start(); model.Fit(windows, new FitOptions { Progress = page });</c>. It has the losses, the
/// answers beside the truth, every gate, cell and hidden state, weights of attention, and the spread of weights and gradients, and lets one hold a gate of a unit open or shut.
/// </summary>
/// <remarks>It listens on 127.0.0.1 alone and loads nothing from elsewhere. Training costs a little time while somebody looks, and has the same bits.</remarks>
public sealed class TrainingPage : TrainingFeed, IAsyncDisposable
{
    /// <summary>How long the end waits until those who look have had the last picture.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly string? _saveTo;

    private TrainingPage(WebApplication app, TrainingPageOptions options)
        : base(options) => (_app, _saveTo) = (app, options.SaveTo);

    /// <summary>Where it is: <c>http://127.0.0.1:5081/</c>.</summary>
    public Uri Address => LoopbackApp.AddressOf(_app);

    /// <summary>Starts a page and says where it is.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>A page; set it as <see cref="FitOptions.Progress"/>, of one run after another if wanted.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public static TrainingPage Start(TrainingPageOptions? options = null)
    {
        options ??= new TrainingPageOptions();
        WebApplication app = LoopbackApp.Create(options.Port);
        var page = new TrainingPage(app, options);
        app.MapGet("/events", page.SendAsync);
        app.MapPost("/view", page.LookAsync);
        app.StartAsync().GetAwaiter().GetResult();
        (options.Output ?? Console.Error).WriteLine($"Watch it learn: {page.Address}");
        if (options.OpenBrowser ?? AtTerminal()) LoopbackApp.OpenBrowser(page.Address);
        return page;
    }

    /// <inheritdoc/>
    public override void RunEnded(FitReport? report)
    {
        base.RunEnded(report);
        if (_saveTo is not null && Runs > 0) Save(_saveTo);
    }

    /// <summary>Ends the page; those who look keep the last picture.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        for (long end = Environment.TickCount64 + (long)s_farewell.TotalMilliseconds; Viewers > 0 && Environment.TickCount64 < end;)
        {
            await Task.Delay(10).ConfigureAwait(false);
        }

        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static bool AtTerminal() => !Console.IsOutputRedirected && !Console.IsErrorRedirected && Environment.UserInteractive;

    private Task SendAsync(HttpContext context) => TypedResults.ServerSentEvents(ReadAsync(context.RequestAborted)).ExecuteAsync(context);

    private async Task LookAsync(HttpContext context)
    {
        try
        {
            ViewMessage view = await JsonSerializer.DeserializeAsync(context.Request.Body, MessageContext.Default.ViewMessage, context.RequestAborted).ConfigureAwait(false)
                ?? throw new JsonException("Expected an object.");
            await LookAsync(view.ToView()).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(wrong.Message, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
