using System.Net.ServerSentEvents;
using System.Text.Json;
using LstmGen.Watch.Frames;

namespace LstmGen.Watch.Tests;

public sealed class FeedTests
{
    private static async Task<List<SseItem<string>>> ReadAll(TrainingFeed feed)
    {
        List<SseItem<string>> items = [];
        await foreach (SseItem<string> item in feed.ReadAsync())
        {
            items.Add(item);
        }

        return items;
    }

    private static T As<T>(SseItem<string> item) => (T)JsonSerializer.Deserialize(item.Data, MessageContext.Default.GetTypeInfo(typeof(T))!)!;

    [Fact]
    public async Task A_viewer_changes_no_bit_and_gets_every_epoch()
    {
        var feed = new TrainingFeed(new TrainingFeedOptions { Interval = TimeSpan.FromMilliseconds(1), History = Models.Series, Steps = 20 });
        Task<List<SseItem<string>>> watching = Task.Run(() => ReadAll(feed));
        while (feed.Viewers == 0) await Task.Delay(1);
        SequenceModel watched = Models.Lstm(), alone = Models.Lstm();
        await feed.LookAsync(new FeedView());
        watched.Fit(Models.Windows(), Models.Options(feed, 20));
        alone.Fit(Models.Windows(), Models.Options(null, 20));
        feed.Close();
        List<SseItem<string>> items = await watching;
        Assert.Equal(alone.Parameters.Values.ToArray(), watched.Parameters.Values.ToArray());
        Assert.Equal(Enumerable.Range(1, 20), items.Where(item => item.EventType == "epoch").Select(item => As<EpochMessage>(item).Epoch));
        Assert.Equal("run", items[0].EventType);
        Assert.Equal("end", items[^1].EventType);
        Assert.Contains(items, item => item.EventType == "frame");
        EndMessage end = As<EndMessage>(items[^1]);
        Assert.Equal((Checksum.Of(alone.Parameters.Values), "Completed"), (end.Checksum, end.Reason));
    }

    [Fact]
    public async Task Who_comes_late_gets_the_whole_run()
    {
        var feed = new TrainingFeed();
        SequenceModel model = Models.Lstm();
        FitReport report = model.Fit(Models.Windows(), Models.Options(feed));
        feed.Close();
        List<SseItem<string>> items = await ReadAll(feed);
        Assert.Equal(["run", "epoch", "epoch", "epoch", "frame", "end"], items.Select(item => item.EventType));
        EpochMessage last = As<EpochMessage>(items[3]);
        Assert.Equal((report.Loss, report.ValidationLoss, report.Accuracy!.Rmse, report.Accuracy.SkillAgainstSeasonalNaive), (last.Loss, last.Validation, last.Rmse, last.SeasonalSkill));
        FrameMessage frame = As<FrameMessage>(items[4]);
        RunMessage run = As<RunMessage>(items[0]);
        (WindowDataset _, WindowDataset held) = Split(Models.Windows(), run.Validation);
        float[] input = new float[12], answer = new float[1], all = Floats(frame.Answers!);
        for (int i = 0; i < held.Count; i++)
        {
            held.CopyInput(i, input);
            model.Predict(input, answer);
            Assert.Equal(answer[0], all[i]);
        }
    }

    [Fact]
    public async Task Without_a_history_the_forecast_begins_within_the_windows_held_out()
    {
        var feed = new TrainingFeed(new TrainingFeedOptions { Steps = 30 });
        SequenceModel model = Models.Lstm();
        model.Fit(Models.Windows(), Models.Options(feed));
        feed.Close();
        List<SseItem<string>> items = await ReadAll(feed);
        RunMessage run = As<RunMessage>(items[0]);
        Assert.Equal(30, run.Steps);
        Assert.Equal(Models.Series[^30..], Floats(run.Future!));
        Assert.Equal(Models.Series[^42..^30], Floats(run.Past!));
        float[] next = new float[30];
        model.Forecast(Models.Series.AsSpan(0, Models.Series.Length - 30), next);
        Assert.Equal(next, Floats(As<FrameMessage>(items.Last(item => item.EventType == "frame")).Forecast!));
    }

    /// <summary>Answers and truths of windows with levels are in the units of the series, and the window that is traced is the one that the model reads.</summary>
    [Theory]
    [InlineData(WindowLevel.WindowMean)]
    [InlineData(WindowLevel.WindowStandard)]
    public async Task Windows_with_levels_are_shown_in_their_own_units(WindowLevel level)
    {
        var feed = new TrainingFeed();
        SequenceModel model = Models.Lstm();
        WindowDataset windows = WindowDataset.Of(SeriesPanel.Of([[.. Models.Series.Select(value => 500 + 90 * value)], [.. Models.Series.Select(value => 5 + value)]]), 12, level: level);
        (_, WindowDataset held) = windows.SplitByTime(0.2);
        model.Fit(windows, Models.Options(feed));
        feed.Close();
        List<SseItem<string>> items = await ReadAll(feed);
        Assert.Null(As<RunMessage>(items[0]).Past);
        FrameMessage frame = As<FrameMessage>(items.Last(item => item.EventType == "frame"));
        Assert.Equal(model.Predict(held).TakeLast(Floats(frame.Answers!).Length), Floats(frame.Answers!));
        float[] input = new float[12];
        held.CopyInput(held.Count - 1, input);
        Assert.All(
            input.Zip(Floats(frame.Trace!.Input)), pair => Assert.Equal((pair.First - held.OffsetOf(held.Count - 1)) / held.LevelOf(held.Count - 1), pair.Second, 1e-4));
    }

    [Fact]
    public async Task Windows_with_gaps_between_them_are_no_series_to_forecast()
    {
        var feed = new TrainingFeed();
        Models.Lstm().Fit(WindowDataset.Of(Models.Series, 12, stride: 2), Models.Options(feed));
        feed.Close();
        Assert.Null(As<RunMessage>((await ReadAll(feed))[0]).Past);
    }

    [Fact]
    public async Task A_second_run_takes_the_place_of_the_first()
    {
        var feed = new TrainingFeed();
        SequenceModel model = Models.Lstm();
        model.Fit(Models.Windows(), Models.Options(feed));
        model.Fit(Models.Windows(), Models.Options(feed, 1));
        feed.Close();
        List<SseItem<string>> items = await ReadAll(feed);
        Assert.Equal(["run", "epoch", "frame", "end"], items.Select(item => item.EventType));
        Assert.Equal((2, 2), (As<RunMessage>(items[0]).Run, feed.Runs));
    }

    [Fact]
    public async Task The_planes_are_those_of_the_trace()
    {
        var feed = new TrainingFeed();
        SequenceModel model = Models.Create(new GruAttribute(5) { Bidirectional = true, ReturnSequences = true }, new LstmAttribute(4), new DenseAttribute(1));
        model.Fit(Models.Windows(), Models.Options(feed));
        await feed.LookAsync(new FeedView { Layer = 2, Window = 7 });
        feed.Close();
        TraceMessage trace = As<FrameMessage>((await ReadAll(feed)).Last(item => item.EventType == "frame")).Trace!;
        Inspection.ModelTrace own = model.CreateTrace();
        model.Trace(Floats(trace.Input), own);
        Assert.Equal("ifgoch", string.Concat(trace.Planes.Keys));
        Plane plane = trace.Planes["f"];
        short[] shares = [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(Convert.FromBase64String(plane.Values))];
        for (int step = 0; step < 12; step++)
        {
            for (int unit = 0; unit < 4; unit++)
            {
                Assert.Equal(own.Layers[2].ForgetGate(step)[unit], shares[step * 4 + unit] * plane.Scale / short.MaxValue, 1e-4f);
            }
        }
    }

    [Fact]
    public async Task A_view_that_does_not_exist_is_refused_by_name()
    {
        var feed = new TrainingFeed();
        Models.Lstm().Fit(Models.Windows(), Models.Options(feed));
        foreach ((FeedView view, string says) in new (FeedView, string)[]
        {
            (new FeedView { Layer = 1 }, "layer: Expected 0 to 0, but got 1."),
            (new FeedView { Window = 9_999 }, "window: Expected -1 to"),
            (new FeedView { Tensor = "gru.kernel" }, "no tensor 'gru.kernel'"),
            (new FeedView { Held = new() { Layer = 0, Gate = "z", Unit = 0, Open = true } }, "held.gate: Expected one of 'ifo' of lstm, but got 'z'."),
            (new FeedView { Held = new() { Layer = 0, Gate = "f", Unit = 6, Open = true } }, "held.unit: Expected 0 to 5, but got 6."),
        })
        {
            Assert.Contains(says, (await Assert.ThrowsAsync<ArgumentException>(() => feed.LookAsync(view))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_are_bounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Steps", () => new TrainingFeedOptions { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Windows", () => new TrainingFeedOptions { Windows = 2_001 });
        Assert.Throws<ArgumentOutOfRangeException>("Interval", () => new TrainingFeedOptions { Interval = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>("Port", () => new TrainingPageOptions { Port = 70_000 });
    }

    [Fact]
    public async Task Where_training_throws_the_end_says_so()
    {
        var feed = new TrainingFeed(new TrainingFeedOptions { Sample = _ => throw new InvalidOperationException("no sample") });
        Assert.Throws<InvalidOperationException>(() => Models.Lstm().Fit(Models.Windows(), Models.Options(feed)));
        feed.Close();
        Assert.Contains(await ReadAll(feed), item => item.EventType == "run");
    }

    [Fact]
    public void Many_epochs_leave_few_pictures_and_the_page_is_whole()
    {
        var feed = new TrainingFeed();
        string path = Path.Combine(Directory.CreateTempSubdirectory("lstmgen-watch-").FullName, "run.html");
        Assert.Throws<InvalidOperationException>(() => feed.Save(path));
        Assert.False(File.Exists(path));
        Models.Lstm().Fit(Models.Windows(), Models.Options(feed, 250));
        feed.Save(path);
        string page = File.ReadAllText(path);
        string json = page[(page.IndexOf("id=\"recording\">", StringComparison.Ordinal) + 15)..];
        RecordingMessage recording = JsonSerializer.Deserialize(json[..json.IndexOf("</script>", StringComparison.Ordinal)], MessageContext.Default.RecordingMessage)!;
        Assert.Equal(250, recording.Epochs.Count);
        Assert.InRange(recording.Frames.Count, 20, 61);
        Assert.Equal(250, recording.Frames[^1].Epoch);
        Assert.DoesNotContain("<script src", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link rel=\"stylesheet\"", page, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static (WindowDataset, WindowDataset) Split(WindowDataset windows, int validation) =>
        (windows.Slice(0, windows.Count - validation), windows.Slice(windows.Count - validation, validation));

    private static float[] Floats(string packed) => [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(packed))];
}
