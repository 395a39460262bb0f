namespace OnlineService;

/// <summary>The calls of the service.</summary>
internal static class Service
{
    /// <summary>A service that listens on this machine alone, unless --urls says otherwise.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5080");
        builder.Services.AddSingleton(new LoadModel(seed: 1)).AddSingleton<Observations>().AddSingleton<Learner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Learner>());

        WebApplication app = builder.Build();
        app.MapPost("/observations", (float[] values, Observations observations, Learner learner) =>
        {
            if (!Array.TrueForAll(values, float.IsFinite)) return Results.BadRequest("Expected finite values within the range of a float.");
            if (observations.Add(values) >= Learner.Every) learner.Ask();
            return Results.Accepted();
        });
        app.MapPost("/retrain", (Learner learner) =>
        {
            learner.Ask();
            return Results.Accepted();
        });
        app.MapGet("/forecast", (LoadModel model, Observations observations, int steps = 24) =>
        {
            if (steps is < 1 or > 168) return Results.BadRequest("Expected 1 to 168 steps.");
            if (model.Scaler is null || observations.Last(model.Description.LookBack) is not { } history) return Results.StatusCode(503);
            float[] next = new float[steps];
            model.Forecast(history, next);
            return Results.Ok(next);
        });
        app.MapGet("/status", (Observations observations, Learner learner) => Results.Ok(new Status(observations.Count, learner.Trainings)));
        return app;
    }
}

/// <summary>What the service has seen and done.</summary>
/// <param name="Observations">How many it has taken.</param>
/// <param name="Trainings">How often the model was replaced.</param>
internal sealed record Status(int Observations, int Trainings);
