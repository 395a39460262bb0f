using System.Text;
using System.Text.Json;
using LstmGen.Compiler;
using LstmGen.Forecasting;
using LstmGen.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Playground.Exercises;
using Playground.Runs;

namespace Playground;

/// <summary>The page and its calls.</summary>
internal static class PlaygroundApp
{
    /// <summary>Shapes that are kept compiled.</summary>
    private const int Shapes = 16;

    /// <summary>An application on the loopback address that is not started yet.</summary>
    /// <param name="port">0 for a free one.</param>
    /// <param name="runs">Where its trainings are.</param>
    public static WebApplication Create(int port, RunRegistry runs)
    {
        ModelCompiler.Capacity = Shapes;
        WebApplication app = LoopbackApp.Create(port, new EmbeddedFileProvider(typeof(PlaygroundApp).Assembly, ""));
        app.MapPost("/runs", context => AnswerAsync(context, async () =>
        {
            Settings settings = await SettingsOfAsync(context);
            PlaygroundRun run = await Task.Run(() => PlaygroundRun.Create(settings), context.RequestAborted);
            string id = runs.Add(run);
            await WriteAsync(context, StatusCodes.Status201Created, new RunAnswer(id, run.Code, run.Parameters, run.CompileMilliseconds));
        }));
        app.MapGet("/runs/{id}/events", context => EventsAsync(context, runs));
        app.MapPost("/runs/{id}/view", context => AnswerAsync(context, async () =>
        {
            await RunOf(context, runs).Control.LookAsync(await BodyAsync<FeedView>(context));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }));
        app.MapPost("/runs/{id}/{command}", context => AnswerAsync(context, () =>
        {
            string text = (string)context.Request.RouteValues["command"]!;
            if (!Enum.TryParse(text, ignoreCase: true, out RunControl.Command command)) throw new ProblemException("run", $"Expected play, pause, step or epoch, but got '{text}'.");
            RunOf(context, runs).Control.Tell(command);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }));
        app.MapPost("/advice", context => AnswerAsync(context, async () => await WriteAsync(context, StatusCodes.Status200OK, Advise(await SettingsOfAsync(context)))));
        app.MapPost("/csv", context => AnswerAsync(context, async () =>
        {
            using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            await WriteAsync(context, StatusCodes.Status200OK, CsvColumns.Read(await reader.ReadToEndAsync(context.RequestAborted)));
        }));
        return app;
    }

    /// <summary>Starts the compiler before anybody asks for a shape: its own start takes longer than the shape.</summary>
    public static Task WarmUpAsync() => Task.Run(() => PlaygroundRun.Create(new Settings { Layers = [new() { Units = 8 }] }).Dispose());

    private static AdviceAnswer Advise(Settings settings)
    {
        float[] series = settings.Data switch
        {
            "adding" or "text" => throw new ProblemException("data", "Expected a series to give advice on: a text and the adding problem are none."),
            "csv" => settings.Series!,
            _ => BuiltInSeries.Create(settings),
        };
        var advice = SeriesAdvice.For(series.AsSpan(0, series.Length - SeriesExercise.Ahead(series.Length)));
        return new(Math.Min(advice.LookBack, Settings.MostLookBack), Math.Min(advice.Units, Settings.MostUnits), advice.BatchSize, advice.Dropout, advice.ToString());
    }

    /// <summary>The events of a training. Whoever leaves ends it.</summary>
    private static async Task EventsAsync(HttpContext context, RunRegistry runs)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        if (runs.Find(id) is not { } run)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await TypedResults.ServerSentEvents(run.Control.ReadAsync(context.RequestAborted)).ExecuteAsync(context);
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        finally
        {
            runs.Remove(id);
        }
    }

    private static PlaygroundRun RunOf(HttpContext context, RunRegistry runs) =>
        runs.Find((string)context.Request.RouteValues["id"]!) ?? throw new ProblemException("run", "Expected a training that goes on, but this one has ended: start another.");

    private static async Task<Settings> SettingsOfAsync(HttpContext context)
    {
        Settings settings = await BodyAsync<Settings>(context);
        IReadOnlyDictionary<string, string> problems = settings.Problems();
        return problems.Count == 0 ? settings : throw new ProblemsException(problems);
    }

    private static async Task<T> BodyAsync<T>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, PlaygroundJson.Options, context.RequestAborted) ?? throw new JsonException("Expected an object, but got null.");

    private static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (ProblemException wrong)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, wrong.ToAnswer());
        }
        catch (ProblemsException wrong)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, new ProblemAnswer(wrong.Problems));
        }
        catch (DecoderFallbackException)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, new ProblemException("csv", "Expected a text in UTF-8, but the file is none: is it a spreadsheet? Save it as CSV.").ToAnswer());
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, new ProblemException("run", wrong.Message).ToAnswer());
        }
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T value)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, PlaygroundJson.Options, context.RequestAborted);
    }

    private sealed class ProblemsException(IReadOnlyDictionary<string, string> problems) : Exception("Some settings are out of bounds.")
    {
        public IReadOnlyDictionary<string, string> Problems { get; } = problems;
    }
}
