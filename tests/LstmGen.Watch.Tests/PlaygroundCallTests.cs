using System.Net;
using System.Text.Json;

namespace LstmGen.Watch.Tests;

/// <summary>The calls of the playground, without a browser.</summary>
public sealed class PlaygroundCallTests(PlaygroundServer server) : IClassFixture<PlaygroundServer>
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{"lookBack":1}""", "lookBack", "Expected 2 to 200, but got 1." },
        { """{"horizon":51}""", "horizon", "Expected 1 to 50, but got 51." },
        { """{"dropout":0.9}""", "dropout", "Expected 0 to 0.8, but got 0.9." },
        { """{"noise":-1,"data":"noisy"}""", "noise", "Expected 0 to 2, but got -1." },
        { """{"rate":0}""", "rate", "Expected 0.00001 to 1, but got 0." },
        { """{"batch":513}""", "batch", "Expected 1 to 512, but got 513." },
        { """{"epochs":2001}""", "epochs", "Expected 1 to 2,000, but got 2,001." },
        { """{"seed":-1}""", "seed", "Expected 0 to 2,147,483,647, but got -1." },
        { """{"layers":[]}""", "layers", "Expected 1 to 3, but got 0." },
        { """{"layers":[{},{},{},{}]}""", "layers", "Expected 1 to 3, but got 4." },
        { """{"layers":[{"units":129}]}""", "units", "Expected 1 to 128, but got 129." },
        { """{"layers":[{"kind":"rnn"}]}""", "layers", "Expected lstm or gru, but got 'rnn'." },
        { """{"layers":[null]}""", "layers", "Expected a layer, but got null." },
        { """{"data":"prices"}""", "data", "Expected one of sine," },
        { """{"optimizer":"adagrad"}""", "optimizer", "Expected one of adam," },
        { """{"data":"csv"}""", "csv", "Expected 100 to 20,000 values, but got 0." },
        { """{"data":"text","text":"short"}""", "text", "Expected 100 to 20,000 characters, but got 5." },
        { """{"data":"adding","horizon":2}""", "horizon", "Expected a horizon of 1 for the adding problem" },
        { """{"batch":512,"lookBack":200,"layers":[{"units":128,"bidirectional":true},{"units":128,"bidirectional":true}]}""", "batch", "Expected at most 2.5 billion multiply-adds an update" },
        { """{"batch":1,"lookBack":200,"layers":[{"units":128,"bidirectional":true},{"units":128,"bidirectional":true}]}""", "batch", "to validate an epoch" },
        { """{"learningRate":1}""", "run", "learningRate" },
        { "[]", "run", "could not be converted" },
        { "nonsense", "run", "invalid" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_said_at_its_control_and_nothing_runs(string body, string control, string says)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        HttpResponseMessage answer = await client.PostAsync(At("runs"), new StringContent(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Contains(says, json.RootElement.GetProperty("problems").GetProperty(control).GetString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Runs.Count);
    }

    [Fact]
    public async Task The_code_of_a_shape_gives_the_bits_that_the_page_shows()
    {
        // What the page says to copy, by hand: the same data, shape and options.
        var settings = new Playground.Settings { Epochs = 3 };
        using var run = Playground.Runs.PlaygroundRun.Create(settings);
        Task<List<string>> ends = Task.Run(async () =>
        {
            List<string> found = [];
            await foreach (System.Net.ServerSentEvents.SseItem<string> item in run.Control.ReadAsync())
            {
                if (item.EventType == "end") break;
                if (item.EventType == "epoch") found.Add(JsonDocument.Parse(item.Data).RootElement.GetProperty("checksum").GetString()!);
            }

            return found;
        });
        run.Start();
        float[] series = Playground.Exercises.BuiltInSeries.Create(settings);
        SequenceModel model = Compiler.ModelCompiler.Compile(new Compiler.ModelSpec(new LstmModelAttribute { LookBack = 20 }, new LstmAttribute(50), new DenseAttribute(1)), seed: 42);
        model.Fit(WindowDataset.Of(series.AsMemory(0, 1_000), lookBack: 20, period: 100), new FitOptions { Epochs = 3, BatchSize = 32, ValidationSplit = 0.2, Optimizer = new Adam { LearningRate = 0.001 } });
        Assert.Equal(Frames.Checksum.Of(model.Parameters.Values), (await ends)[^1]);
        Assert.Contains("period: 100", run.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_cannot_write_and_no_other_name_is_answered()
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "runs") { Content = new StringContent("{}") };
        foreign.Headers.Add("Origin", "http://example.com");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign)).StatusCode);
        using var renamed = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "example.com" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(renamed)).StatusCode);
        Assert.Equal("127.0.0.1", server.Address.Host);
        HttpResponseMessage page = await client.GetAsync(At("/"));
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_at_most_four_trainings()
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        List<string> ids = [];
        for (int i = 0; i < Playground.Runs.RunRegistry.Most; i++)
        {
            HttpResponseMessage answer = await client.PostAsync(At("runs"), new StringContent("""{"layers":[{"units":4}],"epochs":2000}"""));
            ids.Add(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!);
        }

        HttpResponseMessage fifth = await client.PostAsync(At("runs"), new StringContent("""{"layers":[{"units":4}]}"""));
        Assert.Contains("at most 4 trainings", await fifth.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(At($"runs/{ids[0]}/jump"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync(At($"runs/{ids[0]}/pause"), null)).StatusCode);
        ids.ForEach(server.Runs.Remove);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(At($"runs/{ids[0]}/events"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(At($"runs/{ids[0]}/play"), null)).StatusCode);
    }

    [Fact]
    public void Shapes_that_nobody_looks_at_leave_the_memory()
    {
        List<WeakReference> contexts = [];
        for (int units = 1; units <= 24; units++)
        {
            contexts.Add(TrainOnce(units));
        }

        for (int i = 0; i < 20 && contexts.Count(context => context.IsAlive) > 16; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
        }

        // The last sixteen are kept, to be there at once when they are asked for again.
        Assert.InRange(contexts.Count(context => context.IsAlive), 1, 17);
        Assert.False(contexts[0].IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference TrainOnce(int units)
    {
        using var run = Playground.Runs.PlaygroundRun.Create(new Playground.Settings { Layers = [new() { Units = units, Kind = units % 2 == 0 ? "gru" : "lstm" }], Epochs = 1, LookBack = 5 });
        run.Start();
        Assert.True(SpinWait.SpinUntil(() => run.Control.Runs > 0, TimeSpan.FromMinutes(1)), "No run has begun.");
        return new WeakReference(run.LoadContext);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}
