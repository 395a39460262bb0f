namespace Music;

/// <summary>Published, naive, linear, ours: nats a step on the test songs.</summary>
internal static class MusicTables
{
    /// <summary>Of Bai, Kolter and Koltun (2018), table 1.</summary>
    private static readonly (string Name, string Chorales, string Folk)[] s_published =
    [
        ("published: RNN", "8.91", "4.05"), ("published: GRU", "8.43", "3.46"), ("published: LSTM", "8.45", "3.29"), ("published: TCN", "8.10", "3.07"),
    ];

    /// <summary>Judges on the test songs. Nothing is chosen afterwards.</summary>
    /// <param name="linear">What the logistic regression reaches on them.</param>
    public static ResultTable Of(MusicTask task, Songs songs, double linear, TrainedMusic[] trained)
    {
        ResultTable table = new($"music-{task.Word}", task.Name, "nats a step");
        foreach ((string name, string chorales, string folk) in s_published)
        {
            table.Row(name, task == MusicTask.Chorales ? chorales : folk);
        }

        table.Row("naive: how often each key sounds", Figure.Of(MusicBaselines.Frequency(songs)));
        table.Row("naive: each key by itself, one step before", Figure.Of(MusicBaselines.StepBefore(songs)));
        table.Row("linear: the last eight steps", Figure.Of(linear));
        table.Row("ours: LSTM", Figure.Mean([.. trained.Select(one => task.Judge(one.Model, songs.Test))], 3));
        return table.Row("ours, on the validation songs", Figure.Mean([.. trained.Select(one => one.Validation.Min())], 3));
    }
}
