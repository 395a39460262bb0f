namespace Tutorial;

/// <summary>All experiments, in the order of the chapters.</summary>
internal static class ExperimentList
{
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("forgetting", "Why a plain RNN forgets: gradients over 30 steps, and an LSTM beside it.", Forgetting.Run) { IsSlow = true },
        new("memory", "Tomorrow's temperature from the last 1 to 60 days.", WeatherMemory.Run, Temperatures.File) { IsSlow = true },
        new("parts", "The four parts of a cell at work in a network that keeps a note.", Parts.Run),
        new("found-unit", "A unit that turns out to know whether it is inside quotation marks.", FoundUnit.Run) { IsSlow = true },
        new("sine", "The sine forecast after 1, 10 and 100 epochs, and windows of six values.", Sine.Run),
        new("real", "Daily temperatures: naive, linear, LSTM, and a week ahead.", Weather.Run, Temperatures.File) { IsSlow = true },
        new("lag-copy", "A forecast that copies the last value, and its cure.", LagCopy.Run, LagCopy.File) { IsSlow = true },
        new("lookback", "Look-back of a quarter of a period to three periods.", Sweep.LookBack) { IsSlow = true },
        new("units", "4 to 128 units.", Sweep.UnitCount) { IsSlow = true },
        new("stopping", "Training for too long, and early stopping.", Stopping.Run) { IsSlow = true },
        new("dropout", "Dropout of 0, 0.2 and 0.5, for few epochs and many.", Sweep.Dropout) { IsSlow = true },
        new("directions", "One direction and two.", Sweep.Directions) { IsSlow = true },
        new("depth", "One to four layers.", Sweep.Depth) { IsSlow = true },
        new("cells", "LSTM, GRU and a plain RNN.", Sweep.Cells) { IsSlow = true },
        new("batch", "Batches of 8 to 256 windows.", Sweep.Batch) { IsSlow = true },
        new("attention", "Attention finds the marked step.", Attending.Run) { IsSlow = true },
        new("mistake-scaler", "A scaler that has seen the future.", Mistakes.Scaler),
        new("mistake-shuffle", "Windows of the test among those of training.", Mistakes.Shuffle),
        new("mistake-copy", "A loss that falls, and a forecast that copies.", Mistakes.Copy),
        new("mistake-inverse", "A forecast turned back by the scale of another column.", Mistakes.Inverse),
        new("mistake-ahead", "A column that is called known and holds tomorrow.", Mistakes.LookAhead),
        new("honest", "LSTM, naive, seasonal naive and linear, on series made by the program.", Honest.Made) { IsSlow = true },
        new("honest-real", "LSTM, naive, seasonal naive and linear, on real series.", Honest.Real, Temperatures.File, LagCopy.File, "AirPassengers.csv") { IsSlow = true },
        new("ahead", "A day ahead: recursive, direct, encoder and decoder.", Ahead.Run) { IsSlow = true },
    ];

    /// <exception cref="UserError">There is none of that name.</exception>
    public static Experiment Find(string name) => All.FirstOrDefault(experiment => experiment.Name == name)
        ?? throw new UserError($"There is no experiment '{name}'. Those there are: {string.Join(", ", All.Select(experiment => experiment.Name))}, or all.");
}
