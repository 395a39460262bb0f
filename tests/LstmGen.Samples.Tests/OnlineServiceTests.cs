using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using OnlineService;

namespace LstmGen.Samples.Tests;

/// <summary>The service as its callers meet it, over the loopback: serves, learns, and replaces its model under traffic.</summary>
public sealed class OnlineServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task It_serves_while_it_learns()
    {
        await using WebApplication app = Service.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        Uri address = new(Assert.Single(app.Urls));
        Assert.True(address.IsLoopback);
        using HttpClient client = new() { BaseAddress = address };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(new Uri("/forecast", UriKind.Relative))).StatusCode);
        float[] hours = [.. Enumerable.Range(0, 400).Select(hour => 500f + 80f * MathF.Sin(hour * MathF.Tau / 24f))];
        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsJsonAsync("/observations", hours)).StatusCode);
        await UntilTrained(client, 1);

        string old = await Forecast(client);
        ConcurrentDictionary<string, int> answers = [];
        using CancellationTokenSource done = new();
        Task[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                answers.AddOrUpdate(await Forecast(client), 1, (_, count) => count + 1);
            }
        }))];
        (await client.PostAsync(new Uri("/retrain", UriKind.Relative), null)).EnsureSuccessStatusCode();
        await UntilTrained(client, 2);
        string fresh = await Forecast(client);
        await done.CancelAsync();
        await Task.WhenAll(callers);

        Assert.NotEqual(old, fresh);
        Assert.Contains(old, answers.Keys);
        Assert.Empty(answers.Keys.Except([old, fresh]));
        float[] next = (await client.GetFromJsonAsync<float[]>("/forecast?steps=3"))!;
        Assert.Equal(3, next.Length);
        Assert.All(next, value => Assert.InRange(value, 300f, 700f));
        await app.StopAsync();
    }

    [Theory]
    [InlineData("steps=0")]
    [InlineData("steps=169")]
    [InlineData("steps=many")]
    public async Task A_question_out_of_range_is_refused(string query)
    {
        await using WebApplication app = Service.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(new Uri($"/forecast?{query}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri("/observations", UriKind.Relative), JsonContent.Create("text"))).StatusCode);
        await app.StopAsync();
    }

    /// <summary>One wild sample ends neither the service nor its learning.</summary>
    [Fact]
    public async Task What_cannot_be_learnt_from_is_survived()
    {
        await using WebApplication app = Service.Create(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        using StringContent beyond = new("[1, 1e39]", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri("/observations", UriKind.Relative), beyond)).StatusCode);
        Assert.Equal(0, (await client.GetFromJsonAsync<Status>("/status"))!.Observations);

        float[] wild = [.. Enumerable.Range(0, 400).Select(hour => hour % 2 == 0 ? 3.4e38f : -3.4e38f)];
        (await client.PostAsJsonAsync("/observations", wild)).EnsureSuccessStatusCode();
        (await client.PostAsync(new Uri("/retrain", UriKind.Relative), null)).EnsureSuccessStatusCode();

        float[] hours = [.. Enumerable.Range(0, 2_000).Select(hour => 500f + 80f * MathF.Sin(hour * MathF.Tau / 24f))];
        (await client.PostAsJsonAsync("/observations", hours)).EnsureSuccessStatusCode();
        using CancellationTokenSource patience = new(Patience);
        bool isSane = false;
        while (!isSane)
        {
            (await client.PostAsync(new Uri("/retrain", UriKind.Relative), null, patience.Token)).EnsureSuccessStatusCode();
            await Task.Delay(100, patience.Token);
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/forecast?steps=3", UriKind.Relative), patience.Token);
            isSane = answer.IsSuccessStatusCode && Array.TrueForAll((await answer.Content.ReadFromJsonAsync<float[]>(patience.Token))!, value => value is > 300f and < 700f);
        }

        await app.StopAsync();
    }

    /// <summary>Unless somebody says otherwise, nobody but this machine is served.</summary>
    [Fact]
    public async Task The_default_address_is_the_loopback()
    {
        await using WebApplication app = Service.Create([]);
        string? urls = app.Configuration[Microsoft.AspNetCore.Hosting.WebHostDefaults.ServerUrlsKey];
        Assert.StartsWith("http://127.0.0.1:", urls);
    }

    private static async Task<string> Forecast(HttpClient client) => await client.GetStringAsync(new Uri("/forecast?steps=30", UriKind.Relative));

    private static async Task UntilTrained(HttpClient client, int trainings)
    {
        using CancellationTokenSource patience = new(Patience);
        while ((await client.GetFromJsonAsync<Status>("/status", patience.Token))!.Trainings < trainings)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
