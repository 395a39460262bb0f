using Microsoft.AspNetCore.Builder;
using Playground;
using Playground.Runs;

namespace LstmGen.Watch.Tests;

/// <summary>A playground in this process.</summary>
public sealed class PlaygroundServer : IAsyncLifetime
{
    private WebApplication? _app;

    internal RunRegistry Runs { get; } = new();

    public Uri Address => LoopbackApp.AddressOf(_app!);

    public async ValueTask InitializeAsync()
    {
        _app = PlaygroundApp.Create(0, Runs);
        await _app.StartAsync();
        await PlaygroundApp.WarmUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Runs.Dispose();
        await _app!.DisposeAsync();
    }
}
